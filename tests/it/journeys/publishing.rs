//! An edition is published whole, and then never changes.

use super::{COST, INSIDE, drafts, opens, publishes, removes, verifier_form};
use crate::world::World;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn a_draft_that_changes_nothing_is_not_published() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Short purchase").await;
    let page = tom.opens_page(&draft.link("Publish…")).await;
    page.says("Nothing has changed");
    assert!(
        page.read("button")
            .iter()
            .all(|b| !b.starts_with("Publish"))
    );
    let forced = tom
        .asks(Method::POST, &page.address, Some(String::new()))
        .await;
    forced.is(StatusCode::CONFLICT);
    opens(&tom, "Short purchase")
        .await
        .does_not_say("Edition 2");
}

#[tokio::test]
async fn publishing_shows_what_changed_and_freezes_it() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = verifier_form(&tom, &draft, INSIDE).await;
    let form = form
        .tick("least_strength", "Done")
        .fill("For how many days does it count?", "90");
    tom.sends(&form).await.tells("Saved.");
    removes(&tom, &draft, COST)
        .await
        .tells("Removed from the draft.");
    let page = tom.opens_page(&draft.link("Publish…")).await;
    let changes = page.read(".changes li").join(" / ");
    for part in ["written done", "90 days", &format!("{COST}removed")] {
        assert!(changes.contains(part), "{part} in {changes}");
    }
    let page = publishes(&tom, &draft).await;
    page.tells("Published.")
        .says("Edition 2")
        .does_not_say(COST);
    let old = tom.opens_page(&page.link("Edition 1")).await;
    old.says(COST).says("This is an older edition");
    let removed = tom
        .asks(Method::POST, &form.action, Some(String::new()))
        .await;
    assert!(removed.status.is_redirection(), "{removed}");
    tom.opens_page(&draft.address)
        .await
        .tells("There is no draft any more");
    opens(&tom, "Considered purchase")
        .await
        .says("at least done");
}

#[tokio::test]
async fn a_deal_keeps_the_edition_it_began_with() {
    let world = World::new().await;
    let (mara, tom) = (
        world.rep("Mara Kovač").await,
        world.manager("Tom Reyes").await,
    );
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let draft = drafts(&tom, "Considered purchase").await;
    removes(&tom, &draft, COST).await;
    let look = tom.opens_page(&draft.link("Publish…")).await;
    look.says("1 open deal on edition 1 stay");
    publishes(&tom, &draft).await.tells("Published.");
    mara.looks_at(&deal).await.says(COST);
    let page = opens(&mara, "Considered purchase").await;
    let editions = page.read("section[aria-labelledby=editions-h] li");
    assert!(
        editions[0].starts_with("Edition 20 open deals"),
        "{editions:?}"
    );
    assert!(
        editions[1].starts_with("Edition 11 open deal"),
        "{editions:?}"
    );
    let next = mara.opens("Telematics").at("Bluebird").await;
    mara.looks_at(&next).await.does_not_say(COST);
}

#[tokio::test]
async fn nothing_is_published_that_was_not_looked_at() {
    let world = World::new().await;
    let (tom, ada) = (world.manager("Tom Reyes").await, world.admin("Ada").await);
    let draft = drafts(&tom, "Considered purchase").await;
    removes(&tom, &draft, COST).await;
    let looked_at = tom
        .opens_page(&draft.link("Publish…"))
        .await
        .form("#publish-form");
    let form = verifier_form(&ada, &draft, INSIDE).await;
    ada.sends(&form.fill("What to ask yourselves", "What else?"))
        .await
        .tells("Saved.");
    let page = tom.sends(&looked_at).await;
    page.is(StatusCode::CONFLICT)
        .says("The draft changed while you were looking")
        .says("What else?");
    tom.sends(&page.form("#publish-form"))
        .await
        .tells("Published.");
}

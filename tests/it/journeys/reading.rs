//! Who reads journeys, and who may change them.

use super::{COST, drafts, headings, opens, verifier_form};
use crate::world::World;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn a_new_workspace_starts_with_the_librarys_journeys() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let page = mara.opens_page("/journeys").await;
    let names = [
        "Considered purchase",
        "Renewal and expansion",
        "Public-sector tender",
        "Short purchase",
    ];
    assert_eq!(headings(&page), names);
    let page = opens(&mara, "Considered purchase").await;
    page.says("“Is our present situation worth questioning?”")
        .says(COST);
    page.says("at least heard: they said it to one of us · fresh for 365 days");
    page.says("Not enough").says("Edition 1");
}

#[tokio::test]
async fn a_rep_may_look_but_not_edit() {
    let world = World::new().await;
    let (mara, tom) = (
        world.rep("Mara Kovač").await,
        world.manager("Tom Reyes").await,
    );
    let page = opens(&mara, "Short purchase").await;
    page.does_not_say("Change this journey");
    mara.opens_page("/journeys")
        .await
        .does_not_say("New journey");
    let draft = drafts(&tom, "Short purchase").await;
    mara.opens_page("/journeys")
        .await
        .does_not_say("a draft is waiting");
    tom.opens_page("/journeys").await.says("a draft is waiting");
    let before = world.events().await;
    for address in [
        "",
        "/stages/new",
        "/verifiers/new",
        "/publication",
        "/removal",
    ] {
        let address = format!("{}{address}", draft.address);
        mara.opens_page(&address).await.is(StatusCode::FORBIDDEN);
        let sent = mara.asks(Method::POST, &address, Some(String::new())).await;
        sent.is(StatusCode::FORBIDDEN);
    }
    mara.opens_page("/journeys/new")
        .await
        .is(StatusCode::FORBIDDEN);
    mara.opens_page(&format!("{}/name", page.address))
        .await
        .is(StatusCode::FORBIDDEN);
    assert_eq!(world.events().await, before);
}

#[tokio::test]
async fn a_name_changes_for_all_editions_at_once() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let page = opens(&tom, "Short purchase").await;
    let form = tom
        .opens_page(&page.link("Rename"))
        .await
        .form("#rename-journey");
    tom.sends(&form.clone().fill("Name", "considered PURCHASE"))
        .await
        .complains("name", "already a journey");
    tom.sends(&form.fill("Name", "Quick one"))
        .await
        .tells("Saved.")
        .says("Quick one");
}

#[tokio::test]
async fn another_workspaces_journeys_are_not_there() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = verifier_form(&tom, &draft, COST).await;
    let eve = world.elsewhere().await.admin("Eve").await;
    let journey = draft.address.trim_end_matches("/draft").to_owned();
    for address in [
        journey.clone(),
        format!("{journey}/editions/1"),
        format!("{journey}/name"),
        draft.address.clone(),
    ] {
        eve.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    }
    eve.sends(&form).await.is(StatusCode::NOT_FOUND);
    let own = drafts(&eve, "Considered purchase").await;
    let theirs = form.action.rsplit('/').next().expect("an id");
    let mixed = eve
        .asks(
            Method::POST,
            &format!("{}/verifiers/{theirs}/removal", own.address),
            None,
        )
        .await;
    assert!(mixed.status.is_redirection(), "{mixed}");
    tom.opens_page(&draft.address).await.says(COST);
}

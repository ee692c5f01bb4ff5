//! A verifier has the customer as its subject.

use super::{drafts, new_verifier, opens, publishes, verifier_form};
use crate::world::World;
use axum::http::StatusCode;

#[tokio::test]
async fn a_wording_about_us_is_refused_with_a_better_one() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = new_verifier(&tom, &draft, "Choosing", "We sent the proposal").await;
    let before = world.events().await;
    let page = tom.sends(&form.untick("required")).await;
    page.complains("statement", "This is something that we do");
    assert_eq!(world.events().await, before);
    let form = page.form("#verifier-form");
    assert_eq!(form.to_tick("wording").len(), 1, "a manager cannot insist");
    let forced = tom.sends(&form.clone().forge("wording", "keep")).await;
    forced.is(StatusCode::UNPROCESSABLE_ENTITY);
    let offered = form.value("offered").to_owned();
    let page = tom.sends(&form.tick("wording", "Use this wording")).await;
    page.tells("Saved.")
        .says(&offered)
        .does_not_say("We sent the proposal");
}

#[tokio::test]
async fn another_wording_about_us_is_never_replaced_by_one_that_nobody_saw() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = new_verifier(&tom, &draft, "Choosing", "We sent the proposal").await;
    let page = tom.sends(&form.untick("required")).await;
    let form = page
        .form("#verifier-form")
        .tick("wording", "Use this wording");
    let page = tom.sends(&form.fill("Statement", "We gave a demo")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.form("#verifier-form").value("Statement"),
        "We gave a demo"
    );
}

#[tokio::test]
async fn an_admin_may_insist_and_that_is_shown_for_good() {
    let world = World::new().await;
    let (mara, ada) = (
        world.rep("Mara Kovač").await,
        world.admin("Ada Lindqvist").await,
    );
    let draft = drafts(&ada, "Considered purchase").await;
    let form = new_verifier(&ada, &draft, "Choosing", "We sent the proposal").await;
    let page = ada.sends(&form.untick("required")).await;
    let form = page
        .form("#verifier-form")
        .tick("wording", "Keep my wording");
    let kept = "Kept by Ada Lindqvist, though it does not have the customer as its subject";
    let draft = ada.sends(&form).await;
    draft.tells("Saved.").says(kept);
    let tom = world.manager("Tom Reyes").await;
    let form = verifier_form(&tom, &draft, "We sent the proposal").await;
    tom.sends(&form.fill("What counts, for example", "A receipt"))
        .await
        .tells("Saved.")
        .says(kept);
    publishes(&ada, &draft).await.tells("Published.");
    opens(&mara, "Considered purchase").await.says(kept);
    drafts(&ada, "Considered purchase").await.says(kept);
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.looks_at_stage(&deal, 4).await.says(kept);
}

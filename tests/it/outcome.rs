//! How a deal ends when it is not won, and how it comes back.

use crate::world::{Deal, Member, World};
use axum::http::StatusCode;

const FIRST: &str = "Yes, we do. (Noticing)";

/// A deal that has gone one stage.
async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    (world, mara, deal)
}

#[tokio::test]
async fn every_end_but_winning_is_offered_with_reasons_of_its_own() {
    let (_world, mara, deal) = start().await;
    let page = mara.opens_page(&format!("{}/outcome", deal.path)).await;
    assert_eq!(
        page.read(".rows a"),
        [
            "Lost to no decision",
            "Lost to another supplier",
            "Qualified out by us",
            "On hold",
            "Opened by mistake"
        ]
    );
    for (kind, reason) in [
        ("Lost to no decision", "The problem costs them too little"),
        (
            "Lost to no decision",
            "Nobody wanted to be the one who was wrong",
        ),
        ("Lost to another supplier", "The other one looked safer"),
        ("Qualified out by us", "We cannot win it"),
        ("Opened by mistake", "It is on record twice"),
    ] {
        let deal = mara.opens(&format!("{kind}: {reason}")).await;
        let page = mara
            .closes(
                &deal,
                kind,
                reason,
                &[("What should the next reader know?", "Call back in May.")],
            )
            .await;
        page.tells("The deal is closed");
        for part in [kind, reason, "Call back in May.", "Mara Kovač"] {
            assert!(page.news().contains(part), "{part} in {}", page.news());
        }
        assert!(page.all("#gate").is_empty(), "a closed deal has no gate");
    }
}

#[tokio::test]
async fn the_two_kinds_of_no_decision_are_told_apart() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .opens_page(&format!("{}/outcome?kind=no_decision", deal.path))
        .await;
    let groups = page.read("fieldset legend");
    assert_eq!(
        groups,
        ["Content as it is", "Could not decide", "Overtaken"]
    );
}

#[tokio::test]
async fn an_end_needs_a_reason_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let page = mara
        .closes(
            &deal,
            "Lost to another supplier",
            "",
            &[("Whom did they choose?", "Initech"), ("note", "Sad.")],
        )
        .await;
    page.complains("reason", "Choose the reason that comes closest");
    let form = page.form("#outcome-form");
    assert_eq!(
        (form.value("rival"), form.value("note")),
        ("Initech", "Sad.")
    );
    assert_eq!(world.events().await, before, "nothing was written");
    let page = mara
        .sends(&form.tick("reason", "The price decided it"))
        .await;
    page.tells("The deal is closed");
    assert!(page.news().contains("Initech"), "{page}");
}

#[tokio::test]
async fn a_reason_of_another_end_is_none() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .opens_page(&format!("{}/outcome?kind=void", deal.path))
        .await;
    let form = page.form("#outcome-form").forge("reason", "fear_of_error");
    mara.sends(&form)
        .await
        .complains("reason", "Choose the reason");
}

#[tokio::test]
async fn nobody_closes_a_deal_as_won_or_as_nothing() {
    let (world, mara, deal) = start().await;
    let page = mara
        .opens_page(&format!("{}/outcome?kind=void", deal.path))
        .await;
    let form = page
        .form("#outcome-form")
        .tick("reason", "It is on record twice");
    let before = world.events().await;
    for kind in ["won", "nothing", ""] {
        let page = mara.sends(&form.clone().forge("kind", kind)).await;
        assert!(page.status.is_client_error(), "{kind}: {page}");
    }
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_deal_on_hold_says_what_would_bring_it_back() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let page = mara.closes(&deal, "On hold", "", &[]).await;
    page.complains("comes_back_when", "What has to happen for it to come back?");
    assert_eq!(world.events().await, before, "nothing was written");
    let when = (
        "What would have to happen for it to come back?",
        "The new plant is approved",
    );
    let page = mara
        .closes(
            &deal,
            "On hold",
            "",
            &[when, ("Or on which day?", "2027-03-01")],
        )
        .await;
    page.tells("The deal is on hold")
        .says("put the deal on hold");
    assert!(page.news().contains("The new plant is approved"), "{page}");
    assert!(page.news().contains("1 Mar"), "{page}");
}

#[tokio::test]
async fn a_closed_deal_is_neither_moved_nor_closed_again() {
    let (_world, mara, deal) = start().await;
    let gate = mara.proves_all(&deal, "We agree.").await.form("#gate");
    let again = mara
        .opens_page(&format!("{}/outcome?kind=void", deal.path))
        .await;
    let form = again
        .form("#outcome-form")
        .tick("reason", "It is on record twice");
    mara.sends(&form).await.tells("The deal is closed");
    mara.sends(&form).await.tells("already recorded");
    mara.sends(&gate).await.is_refused("Reopen it first");
    let other = form.forge("id", "");
    mara.sends(&other)
        .await
        .is(StatusCode::CONFLICT)
        .says("This deal is closed");
}

#[tokio::test]
async fn what_a_closed_deal_is_judged_by_stays_until_it_is_reopened() {
    let (world, mara, deal) = start().await;
    let undo = mara
        .drops(
            &deal,
            1,
            "They give us something about their situation that is not public",
        )
        .await
        .form("form[action$='/tailoring']")
        .fill("reason", "They are not listed after all");
    let change = mara.adds(&deal, 2, "They let us watch a night shift");
    let change = change.form().await;
    mara.closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await
        .tells("The deal is closed");
    let before = world.events().await;
    let page = mara.sends(&change).await;
    page.is(StatusCode::CONFLICT)
        .says("This deal is closed. Reopen it first, then go on.");
    let kept = page.form("#tailoring-form");
    assert_eq!(kept.value("statement"), "They let us watch a night shift");
    mara.sends(&undo)
        .await
        .is(StatusCode::CONFLICT)
        .says("This deal is closed. Reopen it first, then go on.");
    assert_eq!(world.events().await, before, "nothing was written");
    mara.reopens(&deal, "They called").await;
    mara.sends(&kept).await.tells("Changed for this deal");
}

#[tokio::test]
async fn a_reopened_deal_stands_where_its_evidence_stands() {
    let (_world, mara, deal) = start().await;
    mara.closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await
        .tells("closed");
    let page = mara.reopens(&deal, "It is not").await;
    page.tells("The deal is open again")
        .stands_at("Agreeing to change");
    assert_eq!(page.news(), "");
    mara.closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await
        .tells("closed");
    let page = mara.withdraws(&deal, 1, FIRST, "It was another Ines").await;
    page.tells("Withdrawn. It stays on record");
    let page = mara.reopens(&deal, "It is not").await;
    page.stands_at("Noticing");
    assert!(page.news().contains("It was reopened"), "{page}");
}

#[tokio::test]
async fn reopening_needs_a_reason_and_happens_once() {
    let (world, mara, deal) = start().await;
    let page = mara
        .closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await;
    let form = page.form("form[action$='/reopening']");
    let before = world.events().await;
    let page = mara.sends(&form.clone().fill("reason", " ")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    page.says("Say why, in a few words");
    page.one("details[open] input[name=reason][aria-invalid=true]");
    assert_eq!(world.events().await, before, "nothing was written");
    let form = form.fill("reason", "It is not");
    mara.sends(&form).await.tells("The deal is open again");
    let before = world.events().await;
    mara.sends(&form).await.tells("The deal is open again");
    assert_eq!(world.events().await, before, "nothing was done twice");
}

#[tokio::test]
async fn the_history_keeps_both() {
    let (_world, mara, deal) = start().await;
    mara.closes(
        &deal,
        "Lost to no decision",
        "They are tired of change",
        &[],
    )
    .await;
    let page = mara.reopens(&deal, "A new plant head").await;
    let history = page.history().join(" / ");
    for part in ["They are tired of change", "reopened", "A new plant head"] {
        assert!(history.contains(part), "{part} in {history}");
    }
}

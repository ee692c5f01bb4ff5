//! Evidence is taken back: what rested on it falls back in the same transaction, and the cause is shown.

use crate::world::{Deal, Member, World, words};
use axum::http::StatusCode;

const COST: &str = "Someone affected says what the problem costs, in their own words";
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
async fn the_deal_falls_back_at_once_and_says_why() {
    let (_world, mara, deal) = start().await;
    let page = mara.withdraws(&deal, 1, FIRST, "It was another Ines").await;
    page.tells("The deal rested on it, and fell back")
        .stands_at("Noticing");
    let news = page.news();
    for part in [
        "This deal fell back from Agreeing to change to Noticing",
        "Mara Kovač withdrew",
        "what we had recorded from Ines Baptista",
        FIRST,
        COST,
        "It is news, not blame",
    ] {
        assert!(news.contains(part), "{part} in {news}");
    }
    let history = page.history().join(" / ");
    for part in [
        "withdrew what we had recorded from Ines Baptista: It was another Ines",
        "The deal fell back from Agreeing to change to Noticing",
    ] {
        assert!(history.contains(part), "{part} in {history}");
    }
}

#[tokio::test]
async fn it_stays_on_record_with_the_reason() {
    let (_world, mara, deal) = start().await;
    let page = mara.withdraws(&deal, 1, FIRST, "It was another Ines").await;
    let said = words(page.said(FIRST));
    assert!(
        said.contains("Withdrawn by Mara Kovač") && said.contains("It was another Ines"),
        "{said}"
    );
    assert!(
        !said.contains("Withdraw it"),
        "there is nothing left to withdraw: {said}"
    );
    assert_eq!(page.mark(COST), "nothing yet");
}

#[tokio::test]
async fn it_goes_to_the_earliest_stage_that_no_longer_stands() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await.stands_at("Framing");
    mara.goes_through(&deal).await.stands_at("Choosing");
    let page = mara
        .withdraws(&deal, 2, "Yes, we do. (Agreeing to change)", "Misheard")
        .await;
    page.tells("fell back");
    mara.looks_at(&deal).await.stands_at("Agreeing to change");
}

#[tokio::test]
async fn where_other_evidence_carries_it_the_deal_stays() {
    let (_world, mara, deal) = start().await;
    let page = mara.looks_at_stage(&deal, 1).await;
    let again = mara
        .records(&deal, "And we say it again.")
        .by("Signed paper");
    let all = page
        .read("article.verifier h3")
        .into_iter()
        .fold(again, |r, v| r.proving(&v));
    all.await.is_recorded();
    let page = mara.withdraws(&deal, 1, FIRST, "It was another Ines").await;
    page.tells("It stays on record, and no longer counts")
        .stands_at("Agreeing to change");
    assert_eq!(page.news(), "");
}

#[tokio::test]
async fn a_reason_is_asked_for_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let page = mara.withdraws(&deal, 1, FIRST, "  ").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Say why, in a few words");
    let long = "because ".repeat(70);
    let page = mara.withdraws(&deal, 1, FIRST, &long).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Keep it to 500 characters");
    assert_eq!(page.form_below(FIRST, "/withdrawal").value("reason"), long);
    // The same words stand under three verifiers: the form that was sent stays open, and no other.
    page.one("article.verifier details[open] [aria-invalid=true]");
    assert_eq!(world.events().await, before, "nothing was written");
    mara.looks_at(&deal).await.stands_at("Agreeing to change");
}

#[tokio::test]
async fn withdrawn_twice_is_withdrawn_once() {
    let (world, mara, deal) = start().await;
    let page = mara.looks_at_stage(&deal, 1).await;
    let form = page
        .form_below(FIRST, "/withdrawal")
        .fill("reason", "It was another Ines");
    mara.sends(&form).await.tells("fell back");
    let before = world.events().await;
    mara.sends(&form).await.tells("withdrawn already");
    assert_eq!(world.events().await, before, "nothing was done twice");
}

#[tokio::test]
async fn a_later_no_from_the_customer_pulls_the_deal_back_too() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(&deal, "We looked again: it costs nothing.")
        .said_by("Rui Antunes")
        .against(COST)
        .await;
    page.tells("it fell back").stands_at("Noticing");
    let news = page.news();
    assert!(
        news.contains("Rui Antunes said otherwise, as Mara Kovač recorded"),
        "{news}"
    );
    assert!(
        news.contains("We looked again: it costs nothing."),
        "{news}"
    );
    let page = mara
        .records(&deal, "On second thoughts, it does.")
        .said_by("Rui Antunes")
        .proving(COST)
        .await;
    page.tells("Everything this stage asks for stands now")
        .stands_at("Noticing");
    mara.advances(&deal).await.stands_at("Agreeing to change");
    assert_eq!(
        mara.looks_at(&deal).await.news(),
        "",
        "the news is over with the next passage"
    );
}

#[tokio::test]
async fn evidence_of_another_deal_is_not_there() {
    let (world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Ravello Foods").await;
    let page = mara.looks_at_stage(&deal, 1).await;
    let mut form = page
        .form_below(FIRST, "/withdrawal")
        .fill("reason", "It was another Ines");
    form.action = form.action.replace(&deal.path, &other.path);
    let before = world.events().await;
    mara.sends(&form).await.is(StatusCode::NOT_FOUND);
    assert_eq!(world.events().await, before, "nothing was written");
}

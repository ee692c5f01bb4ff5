//! Deals that were left: how early, how much time that saved, and which would better have been stayed with.

use super::{counted, deals_at, every_number_opens, row, story::Story};
use crate::world::{Deal, Member, Page, all, words};
use axum::http::StatusCode;

const LOOK_BACK: &str = "/learn/qualified-out";

/// Two deals are left after ten days; so many are lost forty days later, the last of them after 120. One more is lost
/// before the two were left.
async fn told(others: usize) -> (Story, Deal) {
    let story = Story::begin().await;
    let mut left = vec![];
    let mut lost = vec![];
    for name in ["Left", "Left too"] {
        left.push(story.opens(name).await);
    }
    for number in 0..others {
        lost.push(story.opens(&format!("Went on {number}")).await);
    }
    let soon = story.opens("Lost soon").await;
    story.world.sleeps_until("2026-01-15").await;
    for deal in &left {
        story.leaves(deal).await;
    }
    story.loses(&soon).await;
    story.world.sleeps_until("2026-02-24").await;
    let slow = lost.pop();
    for deal in &lost {
        story.never_decides(deal).await;
    }
    if let Some(slow) = slow {
        story.world.sleeps_until("2026-05-15").await;
        story.never_decides(&slow).await;
    }
    (story, left.remove(0))
}

fn tiles(page: &Page) -> String {
    let tiles = page.all(".tile").into_iter().map(|tile| {
        let parts = all(tile, ":scope > *").into_iter().map(words);
        parts.collect::<Vec<_>>().join(" ")
    });
    tiles.collect::<Vec<_>>().join(" | ")
}

#[tokio::test]
async fn how_early_they_were_left_and_how_long_others_went_on() {
    let (story, _) = told(8).await;
    let page = story.mara.opens_page(LOOK_BACK).await;
    let tiles = tiles(&page);
    assert!(
        tiles.contains("Deals that we left 2") && tiles.contains("about 100 days"),
        "{tiles}"
    );
    // A mean, for it is added up: seven went on for 40 days and one for 120.
    let range = "between 35 days and 290 days, for 2 of 2";
    assert!(tiles.contains(range), "{tiles}");
    let line = row(&page, "Noticing");
    assert!(line.contains("2 10 days 50 days of 8"), "{line}");
    every_number_opens(&story.mara, &page).await;
    let others = deals_at(&story.mara, "/learn/deals?of=went_on&phase=notice").await;
    assert!(
        !others.contains("Lost soon") && others.len() == 8,
        "{others:?}"
    );
}

#[tokio::test]
async fn with_seven_others_there_are_too_few_to_say() {
    let (story, _) = told(7).await;
    let page = story.mara.opens_page(LOOK_BACK).await;
    assert!(tiles(&page).contains("too few to say"), "{page}");
    assert!(
        row(&page, "Noticing").contains("too few to say of 7"),
        "{page}"
    );
    every_number_opens(&story.mara, &page).await;
}

#[tokio::test]
async fn looking_back_is_said_once_in_a_sentence_and_can_be_taken_back() {
    let (story, left) = told(0).await;
    let mara = &story.mara;
    let deal = mara.looks_at(&left).await;
    let page = mara
        .opens_page(&deal.link("Looking back, would we have stayed?"))
        .await;
    let empty = mara.sends(&page.form("#hindsight")).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY);
    empty.complains("words", "A sentence helps the next deal like it");
    let before = story.world.events_here().await;
    let form = page
        .form("#hindsight")
        .fill("words", "They had a budget all along");
    let said = mara.sends(&form).await;
    said.tells("for the next deal like this one");
    said.says("They had a budget all along");
    mara.sends(&form).await.tells("already recorded");
    let again = mara.opens_page(&page.address).await;
    assert!(again.all("#hindsight").is_empty(), "it is said once");
    assert_eq!(story.world.events_here().await, before + 1);
    let regretted = "/learn/deals?of=regretted";
    assert_eq!(deals_at(mara, regretted).await, ["Left".to_owned()].into());
    let shown = mara.opens_page(LOOK_BACK).await;
    assert!(
        tiles(&shown).contains("Better not, looking back 1"),
        "{shown}"
    );
    shown.says("They had a budget all along");
    every_number_opens(mara, &shown).await;
    let history = mara.looks_at(&left).await.history();
    assert!(
        history[0].contains("looked back, and would have stayed: They had a budget all along"),
        "{history:?}"
    );
    let form = said.form("#take-back");
    mara.sends(&form).await.tells("Taken back");
    mara.sends(&form).await.tells("already recorded");
    assert_eq!(counted(mara, regretted).await, 0);
    let page = mara.opens_page(&page.address).await;
    assert!(page.all("#take-back").is_empty() && page.all("#hindsight").len() == 1);
}

#[tokio::test]
async fn a_deal_that_came_back_was_better_not_left() {
    let (story, left) = told(0).await;
    let mara = &story.mara;
    mara.reopens(&left, "They called").await.tells("open again");
    let page = mara.opens_page(LOOK_BACK).await;
    assert!(
        tiles(&page).contains("Deals that we left 2"),
        "it was left all the same"
    );
    assert!(
        tiles(&page).contains("Better not, looking back 1"),
        "{page}"
    );
    assert!(words(page.one("main")).contains("It came back."), "{page}");
    every_number_opens(mara, &page).await;
    let over_time = mara.opens_page("/learn/over-time").await;
    let told = over_time.read("section[aria-labelledby='earlier-h'] tbody tr");
    assert!(
        told[0].contains("2 too few to say"),
        "the same two: {told:?}"
    );
    every_number_opens(mara, &over_time).await;
    let elsewhere = story.world.elsewhere().await.rep("Nora Newcomer").await;
    let link = page.link("Left");
    elsewhere.opens_page(&link).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_opened_again_within_a_day_never_was_left() {
    let (story, _) = told(0).await;
    let mara = &story.mara;
    for (name, opened_again) in [("Slip", "2026-02-25"), ("Thought better", "2026-02-27")] {
        story.world.sleeps_until("2026-02-24").await;
        let deal = story.opens(name).await;
        story.leaves(&deal).await;
        story.world.sleeps_until(opened_again).await;
        mara.reopens(&deal, "They called").await.tells("open again");
    }
    let page = mara.opens_page(LOOK_BACK).await;
    let told = tiles(&page);
    for part in ["Deals that we left 3", "Better not, looking back 1"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let left = deals_at(mara, "/learn/deals?of=left").await;
    let names = ["Left", "Left too", "Thought better"];
    assert_eq!(left, names.map(str::to_owned).into());
    every_number_opens(mara, &page).await;
    every_number_opens(mara, &mara.opens_page("/learn/over-time").await).await;
}

#[tokio::test]
async fn two_who_look_back_at_once_say_it_once_and_a_spoilt_form_is_read_all_the_same() {
    let (story, left) = told(0).await;
    let (mara, jonas) = (&story.mara, story.world.rep("Jonas Weber").await);
    let address = mara
        .looks_at(&left)
        .await
        .link("Looking back, would we have stayed?");
    let form = async |who: &Member, words: &str| {
        let page = who.opens_page(&address).await;
        page.form("#hindsight").fill("words", words)
    };
    let (mine, theirs) = (
        form(mara, "They had a budget").await,
        form(&jonas, "They had time").await,
    );
    let before = story.world.events_here().await;
    let (one, other) = tokio::join!(mara.sends(&mine), jonas.sends(&theirs));
    one.is(StatusCode::OK);
    other.is(StatusCode::OK);
    assert_eq!(story.world.events_here().await, before + 1, "said once");
    let said = mara.opens_page(&address).await;
    mara.sends(&said.form("#take-back"))
        .await
        .tells("Taken back");
    let spoilt = form(mara, "They had a plan").await.forge("id", "spoilt");
    mara.sends(&spoilt).await.says("They had a plan");
}

#[tokio::test]
async fn where_nothing_was_left_the_page_says_what_will_be_there() {
    let story = Story::begin().await;
    let page = story.mara.opens_page(LOOK_BACK).await;
    page.says("No deal was qualified out yet");
    page.says("close it as qualified out and say why");
}

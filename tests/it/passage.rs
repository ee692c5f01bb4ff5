//! A deal goes one stage forward, by a person's act, when the customer's evidence is on record.

use crate::world::{Deal, Member, World, words};
use axum::http::StatusCode;

const INSIDE: &str = "They give us something about their situation that is not public";
const COST: &str = "Someone affected says what the problem costs, in their own words";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// A deal at the last of its three stages.
async fn nearly_won() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara
        .opens("Route planning")
        .following("Short purchase")
        .await;
    mara.goes_through(&deal).await.stands_at("Which one");
    mara.goes_through(&deal).await.stands_at("Safe to sign");
    (world, mara, deal)
}

#[tokio::test]
async fn without_evidence_it_is_refused_with_what_is_missing_and_the_way_on() {
    let (world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .proving(COST)
        .await
        .is_recorded();
    let before = world.events().await;
    let page = mara.advances(&deal).await;
    page.is(StatusCode::CONFLICT).stands_at("Noticing");
    page.says("The deal did not move")
        .says(&format!(
            "Noticing still waits for the customer’s evidence that: {INSIDE}; {NOTHING_CHANGES}."
        ))
        .says("agree a different verifier");
    assert_eq!(page.missing(), [INSIDE, NOTHING_CHANGES]);
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn each_missing_piece_says_from_whom_it_could_come_and_what_would_do() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .said_by("Ines Baptista")
        .proving(COST)
        .await
        .is_recorded();
    let page = mara.advances(&deal).await;
    let row = words(page.verifier(INSIDE));
    for part in [
        "Nothing from the customer yet",
        "It could come from Ines Baptista",
        "Good evidence:",
        "Not enough:",
    ] {
        assert!(row.contains(part), "{part} in {row}");
    }
}

#[tokio::test]
async fn the_refusal_leads_to_the_form_that_records_the_missing_piece() {
    let (_world, mara, deal) = start().await;
    let refused = mara.advances(&deal).await;
    let way_on = refused.link(&format!("Record it: {COST}"));
    let page = mara.opens_page(&way_on).await;
    let form = page.form("#record");
    let ticked = form.ticked("proves");
    assert!(
        ticked.len() == 1 && ticked[0].starts_with(COST),
        "{ticked:?}"
    );
    let form = mara.records(&deal, "Two drivers a week.").fill(form);
    mara.sends(&form).await.is_recorded();
}

#[tokio::test]
async fn hearsay_and_weak_words_are_kept_and_do_not_open_the_gate() {
    let (_world, mara, deal) = start().await;
    let rest = mara.records(&deal, "Two drivers a week, by June we stop.");
    rest.proving(COST)
        .proving(NOTHING_CHANGES)
        .await
        .is_recorded();
    mara.records(&deal, "They sent it, I hear.")
        .proving(INSIDE)
        .by("Reported by a partner")
        .await
        .is_recorded();
    let page = mara.advances(&deal).await;
    page.is(StatusCode::CONFLICT)
        .says("So far only second hand");
    mara.records(&deal, "We lose eleven percent.")
        .proving(INSIDE)
        .by("Phone")
        .await
        .is_recorded();
    let page = mara.advances(&deal).await;
    page.is(StatusCode::CONFLICT)
        .says("It needs something written or stronger. So far it is only heard.");
}

#[tokio::test]
async fn with_the_evidence_it_goes_through_and_the_history_says_on_what() {
    let (_world, mara, deal) = start().await;
    mara.proves_all(&deal, "It is all in our file.")
        .await
        .tells("the deal can move");
    let page = mara.advances(&deal).await;
    page.tells("The deal moved, on the customer’s word")
        .stands_at("Agreeing to change");
    let latest = &page.history()[0];
    assert!(
        latest.contains("Mara Kovač") && latest.contains("1 piece"),
        "{latest}"
    );
}

#[tokio::test]
async fn a_second_press_moves_it_once() {
    let (world, mara, deal) = start().await;
    let page = mara.proves_all(&deal, "It is all in our file.").await;
    mara.proves_all_of(&deal, 2).await;
    let gate = page.form("#gate");
    mara.sends(&gate).await.stands_at("Agreeing to change");
    let before = world.events().await;
    let page = mara.sends(&gate).await;
    page.tells("already moved").stands_at("Agreeing to change");
    assert_eq!(world.events().await, before, "nothing was done twice");
}

#[tokio::test]
async fn two_tabs_move_it_once() {
    let (_world, mara, deal) = start().await;
    mara.proves_all(&deal, "It is all in our file.")
        .await
        .tells("the deal can move");
    mara.proves_all_of(&deal, 2).await;
    let (one, other) = (mara.looks_at(&deal).await, mara.looks_at(&deal).await);
    mara.sends(&one.form("#gate")).await.tells("The deal moved");
    let page = mara.sends(&other.form("#gate")).await;
    page.tells("already moved").stands_at("Agreeing to change");
}

#[tokio::test]
async fn a_page_older_than_a_fall_back_is_told_where_the_deal_stands() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    let stale = mara.proves_all(&deal, "We agree.").await;
    stale.tells("the deal can move");
    mara.withdraws(&deal, 1, "Yes, we do. (Noticing)", "Misheard")
        .await
        .stands_at("Noticing");
    let page = mara.sends(&stale.form("#gate")).await;
    page.is_refused("This deal fell back from Agreeing to change to Noticing")
        .stands_at("Noticing");
}

#[tokio::test]
async fn a_press_on_a_page_older_than_a_withdrawal_is_refused() {
    let (_world, mara, deal) = start().await;
    let stale = mara.proves_all(&deal, "It is all in our file.").await;
    mara.withdraws(&deal, 1, "It is all in our file.", "Misheard")
        .await
        .tells("Withdrawn");
    let page = mara.sends(&stale.form("#gate")).await;
    page.is_refused("Noticing still waits")
        .stands_at("Noticing");
}

#[tokio::test]
async fn nobody_jumps_a_stage() {
    let (_world, mara, deal) = start().await;
    let page = mara.proves_all(&deal, "It is all in our file.").await;
    mara.proves_all_of(&deal, 2).await;
    for from in ["2", "6", "0", "-3"] {
        let page = mara.sends(&page.form("#gate").forge("from", from)).await;
        assert_eq!(page.stage(), "Noticing", "from {from}: {page}");
    }
}

#[tokio::test]
async fn the_last_passage_wins_the_deal() {
    let (_world, mara, deal) = nearly_won().await;
    let page = mara.advances(&deal).await;
    page.is_refused("Safe to sign still waits")
        .stands_at("Safe to sign");
    let page = mara.proves_all(&deal, "Signed, go ahead.").await;
    page.tells("Everything this stage asks for stands now")
        .says("the deal is won");
    let form = page.form("#gate").choose(
        "Why did they choose us? if you know",
        "They trust the people",
    );
    let page = mara
        .sends(&form.fill("In a sentence", "Rui asked for us by name."))
        .await;
    page.tells("Won, on the customer’s word");
    for part in ["Won", "They trust the people", "Rui asked for us by name."] {
        assert!(page.news().contains(part), "{part} in {}", page.news());
    }
    assert_eq!(page.stage(), "", "it stands at no stage any more");
    assert!(page.all("#gate").is_empty(), "there is no gate left");
}

#[tokio::test]
async fn a_won_deal_does_not_fall_back_and_shows_what_they_said_later() {
    let (_world, mara, deal) = nearly_won().await;
    mara.goes_through(&deal).await.tells("Won");
    let first = "Someone who has the problem says what it costs them";
    let page = mara
        .records(&deal, "It never cost us a thing.")
        .against(first)
        .await;
    page.is_recorded();
    let news = page.news();
    for part in [
        "They said otherwise after the deal was won",
        "It never cost us a thing.",
        "A won deal stays won",
    ] {
        assert!(news.contains(part), "{part} in {news}");
    }
    let page = mara
        .withdraws(&deal, 3, "Yes, we do. (Safe to sign)", "Misheard")
        .await;
    page.tells("Withdrawn.");
    assert!(page.news().contains("Won"), "{page}");
}

#[tokio::test]
async fn a_deal_that_is_won_is_not_passed_again() {
    let (_world, mara, deal) = nearly_won().await;
    let gate = mara
        .proves_all(&deal, "Signed, go ahead.")
        .await
        .form("#gate");
    mara.sends(&gate).await.tells("Won");
    mara.sends(&gate).await.tells("already moved");
    let page = mara.looks_at(&deal).await;
    let page = mara
        .sends(&gate.forge("id", "").forge("from", "3"))
        .await
        .is(StatusCode::CONFLICT)
        .stage()
        == page.stage();
    assert!(page);
}

#[tokio::test]
async fn the_history_shows_what_a_passage_rested_on() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .said_by("Ines Baptista")
        .proving(INSIDE)
        .proving(COST)
        .proving(NOTHING_CHANGES)
        .await
        .is_recorded();
    let page = mara.advances(&deal).await;
    assert_eq!(page.read(".pieces .voice"), ["“Two drivers a week.”"]);
    let link = page.one(".pieces a").attr("href").expect("a link");
    let (path, anchor) = link.split_once('#').expect("an anchor");
    let page = mara.opens_page(path).await;
    let piece = page.one(&format!("[id='{anchor}']"));
    assert!(words(piece).contains("Two drivers a week."));
}

#[tokio::test]
async fn who_has_left_is_not_named_as_somebody_to_ask() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let records = mara
        .records(&deal, "Two drivers a week.")
        .said_by("Ines Baptista");
    records.proving("Someone affected").await.is_recorded();
    let page = mara.looks_at(&deal).await;
    page.says("It could come from Ines Baptista");
    let edit = format!("{}/edit", page.link("Ines Baptista"));
    let form = mara.opens_page(&edit).await.form("#edit-contact");
    mara.sends(&form.fill("Left on", "2025-01-31"))
        .await
        .tells("Saved.");
    let page = mara.looks_at(&deal).await;
    page.does_not_say("It could come from Ines Baptista")
        .says("Nobody at Acme Freight is on record yet");
}

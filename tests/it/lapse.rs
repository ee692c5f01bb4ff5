//! Evidence grows old: it is said in time, and what rested on it falls back by itself.

use crate::world::{Deal, Member, World, words};

const OWNER: &str = "They name one of their own who owns getting it changed";
const COST: &str = "Someone affected says what the problem costs, in their own words";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";
const FIRST: &str = "Yes, we do. (Noticing)";

/// The tenth of January; the deal has gone one stage on words of this day. What happens if nothing changes is fresh for
/// 180 days, what it costs for 365.
async fn start() -> (World, Member, Deal) {
    let world = World::on("2026-01-10").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    (world, mara, deal)
}

#[tokio::test]
async fn from_three_quarters_of_its_time_on_it_is_ageing() {
    let (world, mara, deal) = start().await;
    world.sleeps_until("2026-05-24").await; // 134 days
    assert_eq!(
        mara.looks_at_stage(&deal, 1).await.mark(NOTHING_CHANGES),
        "confirmed"
    );
    world.sleeps_until("2026-05-25").await;
    let page = mara.looks_at_stage(&deal, 1).await;
    assert_eq!(page.mark(NOTHING_CHANGES), "confirmed, ageing");
    assert_eq!(page.mark(COST), "confirmed");
    let row = words(page.verifier(NOTHING_CHANGES));
    assert!(row.contains("ask again?"), "{row}");
    page.stands_at("Agreeing to change");
}

#[tokio::test]
async fn on_its_last_day_it_stands_and_on_the_next_the_deal_falls_back() {
    let (world, mara, deal) = start().await;
    world.sleeps_until("2026-07-09").await; // 180 days
    mara.looks_at(&deal).await.stands_at("Agreeing to change");
    world.sleeps_until("2026-07-10").await;
    let page = mara.looks_at(&deal).await;
    page.stands_at("Noticing");
    assert_eq!(page.missing(), [NOTHING_CHANGES]);
    assert_eq!(page.mark(NOTHING_CHANGES), "out of date");
    page.says("Would they still say so?");
    let news = page.news();
    for part in [
        "fell back from Agreeing to change to Noticing",
        "out of date",
        NOTHING_CHANGES,
    ] {
        assert!(news.contains(part), "{part} in {news}");
    }
    assert!(
        page.history()[0].starts_with("The deal fell back"),
        "{:?}",
        page.history()
    );
}

#[tokio::test]
async fn said_again_it_is_fresh_again() {
    let (world, mara, deal) = start().await;
    world.sleeps_until("2026-07-10").await;
    let again = mara
        .records(&deal, "Still: by June we stop.")
        .proving(NOTHING_CHANGES);
    again
        .on("2026-07-10")
        .await
        .tells("Everything this stage asks for stands now");
    mara.advances(&deal).await.stands_at("Agreeing to change");
    world.sleeps_until("2026-12-30").await;
    mara.looks_at(&deal).await.stands_at("Agreeing to change");
}

#[tokio::test]
async fn a_fact_stays_a_fact() {
    let (world, mara, deal) = start().await;
    mara.records(&deal, "Rui owns it.")
        .proving(OWNER)
        .on("2026-01-10")
        .await
        .is_recorded();
    world.sleeps_until("2031-01-10").await;
    assert_eq!(mara.looks_at_stage(&deal, 2).await.mark(OWNER), "written");
}

#[tokio::test]
async fn old_words_recorded_late_prove_nothing_today() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(&deal, "We stop in June.")
        .proving(NOTHING_CHANGES)
        .on("2024-01-10")
        .await;
    page.is_recorded();
    mara.withdraws(&deal, 1, FIRST, "Misheard")
        .await
        .stands_at("Noticing");
    let page = mara.looks_at(&deal).await;
    assert_eq!(page.mark(NOTHING_CHANGES), "out of date");
}

#[tokio::test]
async fn a_won_deal_and_a_closed_one_do_not_lapse() {
    let (world, mara, deal) = start().await;
    let won = mara.opens("Cold chain").following("Short purchase").await;
    for _ in 0..3 {
        mara.goes_through(&won).await;
    }
    mara.closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await
        .tells("closed");
    world.sleeps_until("2029-01-10").await;
    let page = mara.looks_at(&won).await;
    assert!(page.news().starts_with("Won"), "{}", page.news());
    let page = mara.looks_at(&deal).await;
    page.stands_at("Agreeing to change");
    mara.reopens(&deal, "It is not").await.stands_at("Noticing");
}

#[tokio::test]
async fn a_press_on_a_page_from_before_the_lapse_is_refused() {
    let (world, mara, deal) = start().await;
    let stale = mara.proves_all(&deal, "We agree.").await;
    stale.tells("the deal can move");
    world.sleeps_until("2026-07-10").await;
    let page = mara.sends(&stale.form("#gate")).await;
    page.is_refused("The deal did not move")
        .stands_at("Noticing");
}

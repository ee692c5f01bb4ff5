//! How often deals are won that stand like one: told where it is known, and on how much it rests.

use super::*;
use saidso::{forecast, seed::Wish};

/// Works a forecast out, and makes it as if much had ended: the chance to be won by phase, from so many weeks lived in each
/// state.
async fn learned(world: &World, chance: &str, weeks: i32) {
    let app = world.app();
    let worked_out = forecast::work_out(&app.db, world.workspace(), app.clock.now()).await;
    assert!(worked_out.expect("worked out"));
    let learned = format!(
        "alter table forecast_state disable trigger all;
        update forecast_state set chance_won = {chance}, weeks = {weeks}"
    );
    behind(world, &learned).await;
}

#[tokio::test]
async fn what_is_likelier_to_be_won_a_phase_further_comes_first() {
    let (world, mara) = start().await;
    let first = mara.opens("First").await;
    for statement in [COST, NOT_PUBLIC] {
        mara.records(&first, "It is so.")
            .proving(statement)
            .by("Document of theirs")
            .await;
    }
    let further = mara.opens("Further").await;
    mara.goes_through(&further).await;
    for deal in [&first, &further] {
        changes(&mara, deal, &[("amount", "900")]).await;
    }
    let told = async || under(&mara.opens_page("/focus").await, NEXT);
    let before = told().await;
    assert_eq!(
        names(&before),
        ["First", "Further"],
        "one word is nearer than several"
    );
    assert!(!before[0].1.contains("won in"), "{before:?}");

    learned(
        &world,
        "case phase when 1 then 1000 when 2 then 1100 else 9000 end",
        20,
    )
    .await;
    let after = told().await;
    assert_eq!(names(&after), ["Further", "First"]);
    assert!(
        after[0]
            .1
            .contains("won in 11 % (20 weeks lived), a phase further in 90 % (20 weeks lived)"),
        "{after:?}"
    );
    assert!(
        after[1]
            .1
            .contains("won in 10 % (20 weeks lived), a phase further in 11 % (20 weeks lived)"),
        "{after:?}"
    );
}

/// A deal one word away, worth as much as everything else here.
async fn near(mara: &Member, name: &str) -> Deal {
    let deal = mara.opens(name).await;
    for statement in [COST, NOT_PUBLIC] {
        mara.records(&deal, "It is so.")
            .proving(statement)
            .by("Document of theirs")
            .await;
    }
    changes(mara, &deal, &[("amount", "900")]).await;
    deal
}

#[tokio::test]
async fn from_fewer_than_twenty_weeks_nothing_is_said() {
    let (world, mara) = start().await;
    near(&mara, "First").await;
    learned(&world, "phase * 1000", 19).await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert!(!told[0].1.contains("won in"), "{told:?}");
    behind(&world, "update forecast_state set weeks = 20").await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert!(
        told[0].1.contains("won in 10 % (20 weeks lived)"),
        "{told:?}"
    );
    // Here is enough, but not a phase further.
    behind(
        &world,
        "update forecast_state set weeks = 19 where phase = 2",
    )
    .await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert!(!told[0].1.contains("won in"), "{told:?}");
}

#[tokio::test]
async fn a_deal_opened_since_the_forecast_counts_like_the_others_and_does_not_come_first_for_it() {
    let (world, mara) = start().await;
    near(&mara, "First").await;
    near(&mara, "Second").await;
    learned(&world, "phase * 1000", 20).await;
    let new = mara.opens("New").await;
    changes(&mara, &new, &[("amount", "900")]).await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert_eq!(
        told[2].0, "New",
        "three words are further than one: {told:?}"
    );
    assert!(
        !told[2].1.contains("won in") && told[0].1.contains("won in"),
        "{told:?}"
    );
    // And it comes first where it is worth it.
    changes(&mara, &new, &[("amount", "9000")]).await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert_eq!(told[0].0, "New", "{told:?}");
}

#[tokio::test]
async fn a_small_chance_is_a_sign_to_leave_where_enough_was_lived_to_know_it() {
    let (world, mara) = start().await;
    mara.opens("Route planning").await;
    world.sleeps_until("2030-05-03").await;
    learned(&world, "499", 19).await;
    let page = mara.opens_page("/focus").await;
    assert_eq!(under(&page, LEAVING), [], "nobody knows it yet");
    behind(&world, "update forecast_state set weeks = 20").await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, LEAVING);
    let sign = "fewer than one in twenty is won (20 weeks lived)";
    assert!(told[0].1.contains(sign), "{told:?}");
    let list = mara
        .opens_page(&page.link(&format!("of deals that stand like this, {sign}")))
        .await;
    list.says("Weeks lived");
    behind(&world, "update forecast_state set chance_won = 500").await;
    assert_eq!(under(&mara.opens_page("/focus").await, LEAVING), []);
}

#[tokio::test]
async fn the_weeks_that_a_chance_rests_on_open_to_the_deals_that_lived_them() {
    let wish = Wish {
        name: "Northwind".into(),
        deals: 150,
        played: 50,
        seed: 4,
    };
    let world = World::seeded(wish, "2026-11-23").await;
    let ana = world.manager("Ana Lindqvist").await;
    let page = ana.opens_page("/focus?owner=all").await;
    let links = page.all(".next-words a[href^='/forecast/deals?of=lived']");
    assert!(links.len() > 2, "{page}");
    for link in links {
        let list = ana
            .opens_page(&page.resolve(link.attr("href").expect("an address")))
            .await;
        let weeks = words(link).replace(" lived", "");
        let head = words(list.one(".listed"));
        assert!(head.ends_with(&format!(", {weeks}")), "{head}: {weeks}");
    }
}

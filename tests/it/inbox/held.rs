//! A held deal whose day has come is told to its owner, once, without anybody looking.

use super::inbox;
use crate::world::{Deal, Member, World};
use saidso::{database::Database, inbox::held::tell_everywhere};
use sqlx::Executor;

/// A deal of Mara's on hold since long ago, until this day.
async fn held_until(day: &str) -> (World, Member, Deal, Database) {
    let world = World::on("2025-01-10").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let until = [
        ("comes_back_on", day),
        ("comes_back_when", "The new plant is approved"),
    ];
    mara.closes(&deal, "On hold", "", &until)
        .await
        .tells("on hold");
    let behind = &world.db().superuser;
    behind
        .execute("update workspace set rehearsal = false")
        .await
        .expect("its clock is the server’s again");
    let database = world.another_process().db;
    (world, mara, deal, database)
}

#[tokio::test]
async fn on_its_day_the_owner_is_told_once_whoever_goes_round() {
    let (world, mara, deal, here) = held_until("2025-02-01").await;
    let there = world.another_process().db;
    let (one, other) = tokio::join!(tell_everywhere(&here), tell_everywhere(&there));
    one.and(other).expect("gone round");
    assert_eq!(tell_everywhere(&here).await.expect("gone round"), 0);
    let page = inbox(&mara).await;
    assert_eq!(
        page.items(),
        [
            "Route planning was on hold until 1 Feb. Is it time to go back to them? Held until: The new plant is \
          approved New"
        ]
    );
    assert_eq!(super::leads(&mara, &page.newest()).await, deal.path);
}

#[tokio::test]
async fn before_its_day_nobody_is_told() {
    let (_world, mara, _deal, database) = held_until("2199-02-01").await;
    assert_eq!(tell_everywhere(&database).await.expect("gone round"), 0);
    inbox(&mara).await.says("Nothing waits for you");
}

#[tokio::test]
async fn a_deal_that_was_reopened_meanwhile_waits_for_nothing() {
    let (_world, mara, deal, database) = held_until("2025-02-01").await;
    mara.reopens(&deal, "They called us").await;
    assert_eq!(tell_everywhere(&database).await.expect("gone round"), 0);
    inbox(&mara).await.says("Nothing waits for you");
}

#[tokio::test]
async fn it_keeps_its_hands_off_a_workspace_in_rehearsal() {
    let (world, mara, _deal, database) = held_until("2025-02-01").await;
    let behind = &world.db().superuser;
    behind
        .execute("update workspace set rehearsal = true")
        .await
        .expect("it is another day there");
    assert_eq!(tell_everywhere(&database).await.expect("gone round"), 0);
    inbox(&mara).await.says("Nothing waits for you");
}

#[tokio::test]
async fn nobody_is_told_too_early_by_calling_it() {
    let (world, mara, _deal, _database) = held_until("2199-02-01").await;
    let calls = "select set_config('app.workspace_id', workspace_id::text, true), tell_hold(opportunity_id) from hold_watch";
    world.db().app.execute(calls).await.expect("called");
    inbox(&mara).await.says("Nothing waits for you");
}

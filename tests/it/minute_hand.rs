//! The minute hand: what has lapsed is settled without anybody looking.

use crate::world::World;
use saidso::{
    database::Database,
    opportunities::lapse::{Round, keep_time, settle_everywhere},
};
use sqlx::Executor;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Two deals whose evidence lapsed long ago, and the server's own database.
async fn asleep_since_2025() -> (World, Database) {
    let world = World::on("2025-01-10").await;
    let mara = world.rep("Mara Kovač").await;
    for name in ["Route planning", "Yard gates"] {
        let deal = mara.opens(name).at("Acme Freight").await;
        mara.goes_through(&deal)
            .await
            .stands_at("Agreeing to change");
    }
    let behind = &world.db().superuser;
    behind
        .execute("update workspace set rehearsal = false")
        .await
        .expect("its clock is the server's again");
    let app = world.db().app.connect_options();
    let database = Database::lazy((*app).clone(), 2);
    (world, database)
}

async fn count(world: &World, question: &'static str) -> i64 {
    sqlx::query_scalar(question)
        .fetch_one(&world.db().superuser)
        .await
        .expect("counted")
}

const FELL: &str = "select count(*) from fall_back where cause = 'lapse' and member_id is null";
const DUE: &str = "select count(*) from lapse_watch where lapses_on <= today()";

#[tokio::test]
async fn one_round_settles_every_deal_that_is_due_and_the_next_finds_none() {
    let (world, database) = asleep_since_2025().await;
    assert_eq!(count(&world, DUE).await, 2);
    let round = settle_everywhere(&database).await.expect("gone round");
    assert_eq!((round.settled, round.left), (2, 0));
    assert_eq!(
        (count(&world, FELL).await, count(&world, DUE).await),
        (2, 0)
    );
    let next = settle_everywhere(&database).await.expect("gone round");
    assert_eq!(next, Round::default());
}

#[tokio::test]
async fn a_deal_that_somebody_holds_is_left_for_the_next_round() {
    let (world, database) = asleep_since_2025().await;
    let mut held = world.db().superuser.begin().await.expect("begun");
    held.execute("select from opportunity where name = 'Yard gates' for update")
        .await
        .expect("held");
    let round = settle_everywhere(&database).await.expect("gone round");
    assert_eq!((round.settled, round.left), (1, 1));
    held.rollback().await.expect("let go");
    let next = settle_everywhere(&database).await.expect("gone round");
    assert_eq!((next.settled, next.left), (1, 0));
}

#[tokio::test]
async fn it_keeps_its_hands_off_a_workspace_in_rehearsal() {
    let (world, database) = asleep_since_2025().await;
    let behind = &world.db().superuser;
    behind
        .execute("update workspace set rehearsal = true")
        .await
        .expect("it is another day there");
    let round = settle_everywhere(&database).await.expect("gone round");
    assert_eq!((round.settled, round.left), (0, 2));
    assert_eq!(count(&world, FELL).await, 0);
}

#[tokio::test]
async fn it_begins_with_the_server_and_stops_with_it() {
    let (world, database) = asleep_since_2025().await;
    let stopping = CancellationToken::new();
    let hand = tokio::spawn(keep_time(database, stopping.clone()));
    for _ in 0..100 {
        if count(&world, DUE).await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(count(&world, FELL).await, 2);
    stopping.cancel();
    tokio::time::timeout(Duration::from_secs(2), hand)
        .await
        .expect("it stops at once")
        .expect("calmly");
}

//! What moved, from a flow that is kept: as reckoned anew, whichever moments it was kept of.

use super::{
    opens_for, start_on,
    story::{Filter, Story},
    waterfall,
};
use crate::world::World;
use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

/// The beginnings of two days.
pub type Between = (NaiveDate, NaiveDate);

/// What moved between two moments, from what is kept of two others, is what moved between them.
pub async fn agrees(story: &Story, kept: Between, asked: Between, filter: &Filter) {
    let mut tx = within(&story.world).await;
    let journey: Option<Uuid> = sqlx::query_scalar("select id from journey where name = $1")
        .bind(filter.journey)
        .fetch_optional(&mut *tx)
        .await
        .expect("the journey");
    let differ: i64 = sqlx::query_scalar(
        "with kept as (
            select row(current_workspace(), gen_random_uuid(), $5, $6, $7, $1, $2,
                array(select s from flow_sums($1, $2, $5, $6, $7, null) s), now())::kept_flow as flow
        ),
        here as (select * from kept, flow_from(kept.flow, $3, $4)),
        anew as (select * from flow_sums($3, $4, $5, $6, $7, null)),
        both_ways as (
            select line, then_phase, now_phase, then_currency, now_currency, way, deals, then_amount, now_amount from here
            union all
            select line, then_phase, now_phase, then_currency, now_currency, way, -deals, -then_amount, -now_amount from anew
        )
        select count(*) from (
            select from both_ways
            group by line, then_phase, now_phase, then_currency, now_currency, way
            having sum(deals) <> 0 or sum(then_amount) <> 0 or sum(now_amount) <> 0) d",
    )
    .bind(beginning(kept.0))
    .bind(beginning(kept.1))
    .bind(beginning(asked.0))
    .bind(beginning(asked.1))
    .bind(filter.owner)
    .bind(journey)
    .bind(filter.least.map_or(0, |(_, least)| least))
    .fetch_one(&mut *tx)
    .await
    .expect("both are reckoned");
    let told = story.told();
    assert_eq!(differ, 0, "{asked:?} from {kept:?}, {filter:?}\n{told}");
}

fn beginning(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(0, 0, 0).expect("a moment").and_utc()
}

async fn within(world: &World) -> Transaction<'static, Postgres> {
    let mut tx = world.db().superuser.begin().await.expect("a transaction");
    sqlx::query("select set_config('app.workspace_id', id::text, true) from workspace")
        .execute(&mut *tx)
        .await
        .expect("a workspace");
    tx
}

#[tokio::test]
async fn a_flow_that_is_kept_is_read_by_whoever_asks_for_nearly_the_same() {
    let day = NaiveDate::from_ymd_opt(2025, 3, 4).expect("a day");
    let (world, mara, ana) = start_on(&day.to_string()).await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    world.sleeps_until("2025-03-20").await;
    mara.goes_through(&deal).await;
    world.sleeps_until("2025-06-20").await;
    let address = "/review?since=2025-03-10&until=2025-06-10";
    let anew = waterfall(&ana.opens_page(address).await).len();

    assert!(keeps(&world, day + Days::new(6), 93).await);
    assert!(!keeps(&world, day + Days::new(6), 93).await, "kept twice");
    let there = waterfall(&ana.opens_page(address).await);
    assert_eq!(there.len(), anew);

    // That it is read shows where it is false.
    sqlx::query("update kept_flow set sums = '{}'")
        .execute(&world.db().superuser)
        .await
        .expect("it is emptied");
    assert_eq!(waterfall(&ana.opens_page(address).await).len(), anew - 1);
    let far = ana
        .opens_page("/review?since=2025-03-14&until=2025-06-10")
        .await;
    assert_eq!(waterfall(&far).len(), anew, "it is too far from this");
    let other = ana.opens_page(&format!("{address}&proved=change")).await;
    assert_eq!(waterfall(&other).len(), anew, "it is of another scope");
}

/// Whether what moved since a day until a number of days later is kept now.
async fn keeps(world: &World, since: NaiveDate, days: u64) -> bool {
    let mut tx = within(world).await;
    let kept = sqlx::query_scalar("select keep_flow($1, $2, null, null, 0::smallint)")
        .bind(beginning(since))
        .bind(beginning(since + Days::new(days)))
        .fetch_one(&mut *tx)
        .await
        .expect("it is kept");
    tx.commit().await.expect("it is kept");
    kept
}

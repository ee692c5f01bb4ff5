//! Deals that we left: how early, and how long others like them went on.

use super::phase;
use crate::{database::Tx, ids::JourneyId, journey::terms::Phase};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// The deals that were qualified out in one phase, beside those that came to it and were lost or not decided. One that was
/// opened again within a day never was left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeftIn {
    pub phase: Phase,
    pub deals: i64,
    /// The median of the days from opening to leaving.
    pub days: i32,
    /// … and from coming to the phase to leaving.
    pub in_phase: i32,
    /// Others that came to the phase and were open for longer than that after it …
    pub others: i64,
    /// … and the mean of the days that they went on; nothing where there are none.
    pub went_on: f64,
    /// How far these days lie apart: their standard deviation.
    pub spread: f64,
}

/// By the phase in which the deals were left that were left since then.
pub async fn left_by_phase(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<LeftIn>> {
    let rows = sqlx::query!(
        r#"
        with gone as (
            select e.phase, count(*) as deals,
                percentile_disc(0.5) within group (order by e.days) as days,
                percentile_disc(0.5) within group (order by e.days - coalesce(e.reached[e.phase::integer], 0)) as in_phase
            from ending e
            where e.workspace_id = $1 and e.journey_id = $2 and e.ended = 'left' and e.closed_at >= $3
                and was_left(e.closed_at, e.reopened_at)
            group by e.phase
        )
        select g.phase as "phase!", g.deals as "deals!", g.days as "days!", g.in_phase as "in_phase!",
            count(o.days) as "others!",
            coalesce(avg(o.days - o.reached[g.phase::integer] - g.in_phase), 0)::float8 as "went_on!",
            coalesce(stddev_samp(o.days - o.reached[g.phase::integer] - g.in_phase), 0)::float8 as "spread!"
        from gone g
        left join ending o
            on o.workspace_id = $1 and o.journey_id = $2 and o.reopened_at is null and o.closed_at >= $3
            and o.ended in ('lost', 'content', 'undecided', 'overtaken')
            and o.days - o.reached[g.phase::integer] > g.in_phase
        group by g.phase, g.deals, g.days, g.in_phase
        order by g.phase
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LeftIn {
                phase: phase(row.phase)?,
                deals: row.deals,
                days: row.days,
                in_phase: row.in_phase,
                others: row.others,
                went_on: row.went_on,
                spread: row.spread,
            })
        })
        .collect()
}

/// How many of them came back, or would better have been stayed with.
pub async fn regretted(tx: &mut Tx, journey: JourneyId, since: DateTime<Utc>) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from ending e
        where e.workspace_id = $1 and e.journey_id = $2 and e.ended = 'left' and e.closed_at >= $3
            and was_left(e.closed_at, e.reopened_at)
            and (e.reopened_at is not null
                or exists (
                    select from hindsight h
                    where h.workspace_id = e.workspace_id and h.ending_id = e.id and h.takes_back is null
                        and not exists (
                            select from hindsight b
                            where b.workspace_id = h.workspace_id and b.takes_back = h.id)))
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_one(&mut **tx)
    .await
}

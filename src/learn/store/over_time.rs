//! How what one learns changes from quarter to quarter.

use super::count;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::JourneyId,
    journey::terms::Ended,
    learn::tally::Side,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// So many deals that ended alike in one quarter.
#[derive(Clone, Debug)]
pub struct Closed {
    /// Its first day.
    pub quarter: NaiveDate,
    pub ended: Ended,
    pub deals: u64,
    /// Of those that we left, the median of the days until then.
    pub days: i32,
}

/// How many deals closed since then, the beginning of a month, by how they ended. One that was reopened has not ended.
pub async fn closed(tx: &mut Tx, journey: JourneyId, since: DateTime<Utc>) -> Result<Side> {
    let rows = sqlx::query!(
        r#"
        select ended, sum(deals)::bigint as "deals!"
        from ending_sum
        where workspace_id = $1 and journey_id = $2 and verifier_id = '00000000-0000-0000-0000-000000000000' and month >= $3
        group by 1
        "#,
        tx.workspace().0,
        journey.0,
        since.date_naive()
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut side = Side::default();
    for row in rows {
        side.add(stored(&row.ended)?, count(row.deals));
    }
    Ok(side)
}

/// Deals by how they ended, in each quarter since then.
pub async fn closed_by_quarter(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<Closed>> {
    let rows = sqlx::query!(
        r#"
        select s.quarter as "quarter!", s.ended as "ended!", s.deals as "deals!", coalesce(l.days, 0) as "days!"
        from (
            select date_trunc('quarter', s.month)::date as quarter, s.ended, sum(s.deals)::bigint as deals
            from ending_sum s
            where s.workspace_id = $1 and s.journey_id = $2 and s.verifier_id = '00000000-0000-0000-0000-000000000000'
                and s.month >= $4
            group by 1, 2
        ) as s
        left join (
            select date_trunc('quarter', e.closed_at at time zone 'UTC')::date as quarter, e.ended,
                percentile_disc(0.5) within group (order by e.days) as days
            from ending e
            where e.workspace_id = $1 and e.journey_id = $2 and e.closed_at >= $3 and e.ended = 'left' and e.reopened_at is null
            group by 1, 2
        ) as l
            on l.quarter = s.quarter and l.ended = s.ended
        "#,
        tx.workspace().0,
        journey.0,
        since,
        since.date_naive()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Closed {
                quarter: row.quarter,
                ended: stored(&row.ended)?,
                deals: count(row.deals),
                days: row.days,
            })
        })
        .collect()
}

/// So much of something in one quarter.
#[derive(Clone, Debug)]
pub struct Quarterly {
    pub quarter: NaiveDate,
    pub count: i64,
    /// The last edition of it, where it is about editions; else nothing.
    pub edition: i16,
}

/// How many verifiers published editions changed, against the edition before each: asked otherwise, new or gone.
pub async fn revised(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<Quarterly>> {
    sqlx::query_as!(
        Quarterly,
        r#"
        with asked as (
            select e.number, e.published_at, v.statement, v.dimension, v.least_strength, v.fresh_days, v.required
            from edition e
            join verifier v
                on v.workspace_id = e.workspace_id and v.edition_id = e.id and v.opportunity_id is null
            where e.workspace_id = $1 and e.journey_id = $2 and e.published_at is not null
        ),
        changed as (
            select e.number, e.published_at, greatest(
                (select count(*) from asked a where a.number = e.number and not exists (
                    select from asked b
                    where b.number = e.number - 1
                        and (b.statement, b.dimension, b.least_strength, b.required) = (a.statement, a.dimension, a.least_strength, a.required)
                        and b.fresh_days is not distinct from a.fresh_days)),
                (select count(*) from asked b where b.number = e.number - 1 and not exists (
                    select from asked a
                    where a.number = e.number
                        and (b.statement, b.dimension, b.least_strength, b.required) = (a.statement, a.dimension, a.least_strength, a.required)
                        and b.fresh_days is not distinct from a.fresh_days))) as verifiers
            from edition e
            where e.workspace_id = $1 and e.journey_id = $2 and e.number > 1 and e.published_at >= $3
        )
        select date_trunc('quarter', c.published_at at time zone 'UTC')::date as "quarter!",
            sum(c.verifiers)::bigint as "count!", max(c.number) as "edition!"
        from changed c
        group by 1
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

/// For how many deals the team changed verifiers.
pub async fn tailored(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<Quarterly>> {
    sqlx::query_as!(
        Quarterly,
        r#"
        select date_trunc('quarter', t.at at time zone 'UTC')::date as "quarter!",
            count(distinct t.opportunity_id) as "count!", 0::smallint as "edition!"
        from tailoring t
        join opportunity o
            on o.workspace_id = t.workspace_id and o.id = t.opportunity_id
        where t.workspace_id = $1 and o.journey_id = $2 and t.undoes is null and t.at >= $3
        group by 1
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

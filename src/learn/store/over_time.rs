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
        select date_trunc('quarter', month)::date as "quarter!", ended, sum(deals)::bigint as "deals!"
        from ending_sum
        where workspace_id = $1 and journey_id = $2 and verifier_id = '00000000-0000-0000-0000-000000000000' and month >= $3
        group by 1, 2
        "#,
        tx.workspace().0,
        journey.0,
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
            })
        })
        .collect()
}

/// The deals that we left in one quarter, those that came back later among them.
#[derive(Clone, Debug)]
pub struct LeftInQuarter {
    /// Its first day.
    pub quarter: NaiveDate,
    pub deals: i64,
    /// The median of the days until then.
    pub days: i32,
}

/// How many deals we left in each quarter since then. Equals the list of deals that we left.
pub async fn left_by_quarter(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<LeftInQuarter>> {
    sqlx::query_as!(
        LeftInQuarter,
        r#"
        select date_trunc('quarter', closed_at at time zone 'UTC')::date as "quarter!", count(*) as "deals!",
            percentile_disc(0.5) within group (order by days) as "days!"
        from ending
        where workspace_id = $1 and journey_id = $2 and ended = 'left' and closed_at >= $3 and was_left(closed_at, reopened_at)
        group by 1
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

/// So much of something in one quarter.
#[derive(Clone, Debug)]
pub struct Quarterly {
    /// Its first day.
    pub quarter: NaiveDate,
    pub count: i64,
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
            count(distinct t.opportunity_id) as "count!"
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

//! How verifiers stood in the deals that closed.

use super::count;
use crate::{
    database::{Tx, vocabulary::stored},
    evidence::store::strength,
    ids::{JourneyId, StageId, VerifierId},
    journey::terms::{Dimension, Ended, Strength},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// A verifier as one published edition of a journey has it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: VerifierId,
    pub edition: i16,
    pub statement: String,
    pub dimension: Dimension,
    pub required: bool,
    pub stage_id: StageId,
    pub stage: String,
}

/// The verifiers of all published editions of a journey, the newest edition first, and in each in order.
pub async fn asked_verifiers(tx: &mut Tx, journey: JourneyId) -> Result<Vec<Asked>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", e.number, v.statement, v.dimension, v.required, s.id as "stage_id: StageId", s.name as stage
        from edition e
        join stage s
            on s.workspace_id = e.workspace_id and s.edition_id = e.id
        join verifier v
            on v.workspace_id = s.workspace_id and v.edition_id = e.id and v.stage_id = s.id and v.opportunity_id is null
        where e.workspace_id = $1 and e.journey_id = $2 and e.published_at is not null
        order by e.number desc, s.position, v.position, v.id
        "#,
        tx.workspace().0,
        journey.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Asked {
                id: row.id,
                edition: row.number,
                statement: row.statement,
                dimension: stored(&row.dimension)?,
                required: row.required,
                stage_id: row.stage_id,
                stage: row.stage,
            })
        })
        .collect()
}

/// So many deals in which one verifier stood alike, and that ended alike.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Nil: made for one deal, all of these together.
    pub verifier: VerifierId,
    pub ended: Ended,
    /// None: the deal ended before the month was over.
    pub stood: Option<bool>,
    /// The best of what it stood on.
    pub strength: Option<Strength>,
    /// See `crate::learn::tally::Age`; 0: it did not stand.
    pub age: i16,
    pub deals: u64,
}

/// How a sum says that the deal ended before the month was over.
const EARLY: i16 = 2;

/// How these verifiers stood in the deals that closed since then: the beginning of a month.
pub async fn cells(
    tx: &mut Tx,
    journey: JourneyId,
    verifiers: &[VerifierId],
    since: DateTime<Utc>,
) -> Result<Vec<Cell>> {
    let ids: Vec<Uuid> = verifiers.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        select verifier_id as "verifier: VerifierId", ended, stood, strength, age, sum(deals)::bigint as "deals!"
        from ending_sum
        where workspace_id = $1 and journey_id = $2 and verifier_id = any($3) and month >= $4
        group by 1, 2, 3, 4, 5
        having sum(deals) > 0
        "#,
        tx.workspace().0,
        journey.0,
        &ids,
        since.date_naive()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Cell {
                verifier: row.verifier,
                ended: stored(&row.ended)?,
                stood: (row.stood != EARLY).then_some(row.stood == 1),
                strength: (row.strength > 0)
                    .then(|| strength(row.strength))
                    .transpose()?,
                age: row.age,
                deals: count(row.deals),
            })
        })
        .collect()
}

/// How many deals have come to each stage and are still open, or on hold. One has come to where it stands and to wherever
/// it ever fell back from, and to every stage before.
pub async fn still_open(tx: &mut Tx, journey: JourneyId) -> Result<HashMap<StageId, u64>> {
    let rows = sqlx::query!(
        r#"
        with reached as (
            select o.edition_id, greatest(o.stage, f.stage) as stage, count(*) as deals
            from opportunity o
            left join (
                select b.opportunity_id, max(b.from_stage) as stage
                from fall_back b
                where b.workspace_id = $1
                group by b.opportunity_id
            ) as f on f.opportunity_id = o.id
            where o.workspace_id = $1 and o.journey_id = $2 and (o.outcome is null or o.outcome = 'on_hold')
            group by 1, 2
        )
        select s.id as "stage: StageId", sum(r.deals)::bigint as "deals!"
        from reached r
        join stage s
            on s.workspace_id = $1 and s.edition_id = r.edition_id and s.position <= r.stage
        group by s.id
        "#,
        tx.workspace().0,
        journey.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.stage, count(row.deals)))
        .collect())
}

/// How the verifiers stood that teams made for one deal each, all together.
pub async fn own_cells(tx: &mut Tx, journey: JourneyId, since: DateTime<Utc>) -> Result<Vec<Cell>> {
    let rows = sqlx::query!(
        r#"
        select ended, stood, count(*) as "deals!"
        from ending_verifier
        where workspace_id = $1 and journey_id = $2 and closed_at >= $3 and own
        group by 1, 2
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Cell {
                verifier: VerifierId(Uuid::nil()),
                ended: stored(&row.ended)?,
                stood: row.stood,
                strength: None,
                age: 0,
                deals: count(row.deals),
            })
        })
        .collect()
}

//! What the head of the review counts, and what the owners' calls say.

use super::{Scope, phase, sum};
use crate::{
    database::{Tx, vocabulary::stored},
    journey::terms::Phase,
    money::Currency,
};
use chrono::NaiveDate;
use sqlx::Result;

/// Open deals in one currency of which the same is to be said.
#[derive(Clone, Debug)]
pub struct Figure {
    /// "further", "ageing", "ready"; "call": what the calls add to a phase, or take from it.
    pub kind: String,
    /// Of a call: the phase; none: nothing is proved yet.
    pub phase: Option<Phase>,
    pub currency: Currency,
    pub deals: i64,
    pub amount: i128,
}

/// Deals called further than proved, deals that stand on evidence that grows old, deals whose gate is open, and what the
/// calls move between the phases. Each by an index of the deals of its kind.
pub async fn figures(tx: &mut Tx, scope: Scope, today: NaiveDate) -> Result<Vec<Figure>> {
    let rows = sqlx::query!(
        r#"
        select f.kind as "kind!", f.phase, f.currency as "currency!",
            sum(f.counts)::bigint as "deals!", coalesce(sum(f.counts * f.amount), 0)::text as "amount!"
        from (
            select 'further' as kind, null::smallint as phase, o.currency, o.amount, 1::bigint as counts, o.owner_id, o.journey_id, o.phase as own
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.call_stage > o.stage
            union all
            select 'ageing', null, o.currency, o.amount, 1, o.owner_id, o.journey_id, o.phase
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.ages_on <= $5
            union all
            select 'ready', null, o.currency, o.amount, 1, o.owner_id, o.journey_id, o.phase
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.ready
            union all
            select 'call', case when o.stage > 1 then o.phase end, o.currency, o.amount, -1, o.owner_id, o.journey_id, o.phase
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.call_stage <> o.stage
            union all
            select 'call', case when o.call_stage > 1 then s.phase end, o.currency, o.amount, 1, o.owner_id, o.journey_id, o.phase
            from opportunity o
            join stage s
                on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.call_stage
            where o.workspace_id = $1 and o.outcome is null and o.call_stage <> o.stage
        ) as f
        where ($2::uuid is null or f.owner_id = $2)
            and ($3::uuid is null or f.journey_id = $3)
            and f.own >= $4
        group by 1, 2, 3
        "#,
        tx.workspace().0,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0),
        scope.least(),
        today
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Figure {
                kind: row.kind,
                phase: row.phase.map(phase).transpose()?,
                currency: stored(&row.currency)?,
                deals: row.deals,
                amount: sum(&row.amount)?,
            })
        })
        .collect()
}

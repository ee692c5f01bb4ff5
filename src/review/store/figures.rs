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
/// calls move between the phases. Each by an index of the deals of its kind, which is read once; of calls there may be
/// several figures for one phase.
pub async fn figures(tx: &mut Tx, scope: Scope, today: NaiveDate) -> Result<Vec<Figure>> {
    let rows = sqlx::query!(
        r#"
        with called as materialized (
            select o.edition_id, o.stage, o.call_stage, o.phase, o.currency, count(*) as deals, sum(o.amount) as amount
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.call_stage <> o.stage
                and ($2::uuid is null or o.owner_id = $2)
                and ($3::uuid is null or o.journey_id = $3)
                and o.phase >= $4
            group by 1, 2, 3, 4, 5
        )
        select f.kind as "kind!", f.phase, f.currency as "currency!", f.deals::bigint as "deals!",
            coalesce(f.amount, 0)::text as "amount!"
        from (
            select 'further' as kind, null::smallint as phase, c.currency, sum(c.deals) as deals, sum(c.amount) as amount
            from called c
            where c.call_stage > c.stage
            group by c.currency
            union all
            select 'ageing', null, o.currency, count(*), sum(o.amount)
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.ages_on <= $5
                and ($2::uuid is null or o.owner_id = $2)
                and ($3::uuid is null or o.journey_id = $3)
                and o.phase >= $4
            group by o.currency
            union all
            select 'ready', null, o.currency, count(*), sum(o.amount)
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and o.ready
                and ($2::uuid is null or o.owner_id = $2)
                and ($3::uuid is null or o.journey_id = $3)
                and o.phase >= $4
            group by o.currency
            union all
            select 'call', case when c.stage > 1 then c.phase end, c.currency, -c.deals, -c.amount
            from called c
            union all
            select 'call', case when c.call_stage > 1 then s.phase end, c.currency, c.deals, c.amount
            from called c
            join stage s
                on s.workspace_id = $1 and s.edition_id = c.edition_id and s.position = c.call_stage
        ) as f
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

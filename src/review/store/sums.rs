//! What stood where at some moments, from sums that are kept.

use super::{Scope, phase, sum};
use crate::{
    database::{Tx, vocabulary::stored},
    journey::terms::Phase,
    money::Currency,
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// Open deals in one currency that stood in one phase.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    /// At which of the moments asked for.
    pub place: usize,
    /// Their customers have proved at least the first stage.
    pub proved: bool,
    pub phase: Phase,
    pub currency: Currency,
    pub deals: i64,
    pub amount: i128,
}

/// The open deals at each of these moments, in every phase: the sums reckoned last before it, and what changed since. The cost does not
/// grow with the deals.
pub async fn sums(tx: &mut Tx, scope: Scope, moments: &[DateTime<Utc>]) -> Result<Vec<Stand>> {
    let rows = sqlx::query!(
        r#"
        select m.place as "place!", p.proved as "proved!", p.phase as "phase!", p.currency as "currency!",
            sum(p.deals)::bigint as "deals!", sum(p.amount)::text as "amount!"
        from unnest($2::timestamptz[]) with ordinality as m (moment, place)
        cross join lateral (
            select coalesce(max(upto), '-infinity') as upto
            from pipeline_summed
            where workspace_id = $1 and upto <= m.moment
        ) as base
        cross join lateral (
            select s.owner_id, s.journey_id, s.proved, s.phase, s.outcome, s.currency, s.deals, s.amount
            from pipeline_sum s
            where s.workspace_id = $1 and s.upto = base.upto
            union all
            select c.owner_id, c.journey_id, c.proved, c.phase, c.outcome, c.currency, c.deals, c.amount
            from pipeline_change(base.upto, m.moment) as c
        ) as p
        where p.outcome = ''
            and ($3::uuid is null or p.owner_id = $3)
            and ($4::uuid is null or p.journey_id = $4)
        group by 1, 2, 3, 4
        having sum(p.deals) <> 0
        "#,
        tx.workspace().0,
        moments,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0)
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stand {
                place: usize::try_from(row.place - 1).unwrap_or_default(),
                proved: row.proved,
                phase: phase(row.phase)?,
                currency: stored(&row.currency)?,
                deals: row.deals,
                amount: sum(&row.amount)?,
            })
        })
        .collect()
}

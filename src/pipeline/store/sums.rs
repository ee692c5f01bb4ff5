//! How many deals stand where, and for how much, from sums that are kept.

use super::phase;
use crate::{
    database::{Tx, vocabulary::stored},
    journey::terms::OutcomeKind,
    pipeline::{
        query::{Ending, Filter},
        sums::Sum,
    },
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// The sums of all deals at a moment, for a filter that narrows by nothing else than sums are kept by: those reckoned
/// last before the moment, and what changed since. Its cost does not grow with the deals.
pub async fn kept_sums(tx: &mut Tx, filter: &Filter, moment: DateTime<Utc>) -> Result<Vec<Sum>> {
    let (open, kinds) = endings(filter.ending);
    let phases: Vec<i16> = filter.phases.iter().map(|phase| phase.code()).collect();
    let rows = sqlx::query!(
        r#"
        with base as materialized (
            select coalesce(max(upto), '-infinity') as upto
            from pipeline_summed
            where workspace_id = $1 and upto <= $2
        ),
        parts as (
            select s.owner_id, s.journey_id, s.phase, s.outcome, s.currency, s.deals, s.without_amount, s.amount
            from pipeline_sum s
            where s.workspace_id = $1 and s.upto = (select upto from base)
            union all
            select c.owner_id, c.journey_id, c.phase, c.outcome, c.currency, c.deals, coalesce(c.without_amount, 0), c.amount
            from pipeline_change((select upto from base), $2) as c
        )
        select case when p.outcome = '' then p.phase end as phase, p.currency as "currency!", sum(p.deals)::bigint as "deals!",
            sum(p.without_amount)::bigint as "without_amount!", sum(p.amount)::text as "amount!"
        from parts p
        where (p.outcome = '' and $3 and (p.phase = any($4) or $4 = '{}') or p.outcome <> '' and p.outcome = any($5))
            and ($6::uuid is null or p.owner_id = $6)
            and ($7::uuid is null or p.journey_id = $7)
        group by 1, 2
        having sum(p.deals) <> 0
        "#,
        tx.workspace().0,
        moment,
        open,
        &phases,
        &kinds,
        filter.owner.map(|id| id.0),
        filter.journey.map(|id| id.0)
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let amount = row.amount.parse();
            Ok(Sum {
                phase: row.phase.map(phase).transpose()?,
                currency: stored(&row.currency)?,
                deals: row.deals,
                without_amount: row.without_amount,
                amount: amount.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
            })
        })
        .collect()
}

/// Whether open deals count, and which outcomes do.
fn endings(ending: Ending) -> (bool, Vec<String>) {
    let names = |kinds: &[OutcomeKind]| kinds.iter().map(|kind| kind.name().to_owned()).collect();
    match ending {
        Ending::Open => (true, vec![]),
        Ending::As(kind) => (false, names(&[kind])),
        Ending::All => (true, names(OutcomeKind::ALL)),
    }
}

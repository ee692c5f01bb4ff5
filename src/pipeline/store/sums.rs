//! How many deals stand where, and for how much.

use super::phase;
use crate::{
    database::{Tx, vocabulary::stored},
    journey::terms::OutcomeKind,
    pipeline::{
        filter::{Ending, Filter},
        sums::Sum,
    },
};
use sqlx::Result;

/// The sums of all deals that a filter lets through, from indexes alone.
pub async fn sums(tx: &mut Tx, filter: &Filter) -> Result<Vec<Sum>> {
    let (open, kinds) = endings(filter.ending);
    let rows = sqlx::query!(
        r#"
        select o.phase as "phase?", o.currency as "currency!", count(*) as "deals!", coalesce(sum(o.amount), 0)::text as "amount!"
        from opportunity o
        where o.workspace_id = $1 and o.outcome is null and $2
            and ($4::uuid is null or o.owner_id = $4)
            and ($5::uuid is null or o.journey_id = $5)
        group by o.phase, o.currency
        union all
        select null, o.currency, count(*), coalesce(sum(o.amount), 0)::text
        from opportunity o
        where o.workspace_id = $1 and o.outcome = any($3) and $3 <> '{}'
            and ($4::uuid is null or o.owner_id = $4)
            and ($5::uuid is null or o.journey_id = $5)
        group by o.currency
        "#,
        tx.workspace().0,
        open,
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

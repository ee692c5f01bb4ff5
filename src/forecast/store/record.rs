//! What is on record of deals, some at a time.

use crate::{
    database::{Tx, vocabulary::stored},
    forecast::{
        call::Call,
        gather::{Facts, Record},
        model::history::{History, Version, Word},
    },
    ids::OpportunityId,
    journey::terms::Phase,
};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// How many deals are read at a time.
const BATCH: i64 = 2_000;

/// The record of the next deals by id; empty: there are no more.
pub async fn records(tx: &mut Tx, after: Option<OpportunityId>) -> Result<Vec<Record>> {
    let ids = sqlx::query_scalar!(
        "
        select id
        from opportunity
        where workspace_id = $1 and ($2::uuid is null or id > $2)
        order by id
        limit $3
        ",
        tx.workspace().0,
        after.map(|id| id.0),
        BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return Ok(vec![]);
    };
    let mut words = words(tx, *first, *last).await?;
    let mut records = versions(tx, *first, *last).await?;
    for record in &mut records {
        record.history.words = words.remove(&record.deal.0).unwrap_or_default();
    }
    Ok(records)
}

async fn versions(tx: &mut Tx, first: Uuid, last: Uuid) -> Result<Vec<Record>> {
    let rows = sqlx::query!(
        r#"
        select opportunity_id as "deal: OpportunityId", from_at, created_at, phase, outcome, outcome_at, amount, currency,
            call_date, call_odds
        from deal_version
        where workspace_id = $1 and opportunity_id >= $2 and opportunity_id <= $3
        order by opportunity_id, from_at
        "#,
        tx.workspace().0,
        first,
        last
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut records: Vec<Record> = vec![];
    for row in rows {
        let version = Version {
            from: row.from_at,
            phase: Phase::from_code(row.phase).unwrap_or(Phase::Notice),
            outcome: row.outcome.as_deref().map(stored).transpose()?,
        };
        let facts = Facts {
            amount: row.amount,
            currency: stored(&row.currency)?,
            outcome_at: row.outcome_at,
            call: row
                .call_date
                .zip(row.call_odds)
                .map(|(on, odds)| Call { on, odds }),
        };
        match records.last_mut() {
            Some(record) if record.deal == row.deal => {
                record.history.versions.push(version);
                record.facts.push(facts);
            }
            _ => records.push(Record {
                deal: row.deal,
                history: History {
                    opened_at: row.created_at,
                    versions: vec![version],
                    words: vec![],
                },
                facts: vec![facts],
            }),
        }
    }
    Ok(records)
}

/// What customers said, by deal. What others say that they said counts for nothing yet; what was withdrawn, or rightly
/// doubted, counts until then; and only what speaks for something makes a deal firm, though what speaks against it was heard.
async fn words(tx: &mut Tx, first: Uuid, last: Uuid) -> Result<HashMap<Uuid, Vec<Word>>> {
    let rows = sqlx::query!(
        r#"
        select e.opportunity_id, e.happened_on, e.recorded_at, least(w.at, d.at) as "withdrawn_at?",
            e.strength >= 4 and exists (
                select from bearing b
                where b.workspace_id = e.workspace_id and b.evidence_id = e.id and b.supports) as "is_firm!"
        from evidence e
        left join withdrawal w
            on w.workspace_id = e.workspace_id and w.id = e.id
        left join (
            select c.workspace_id, c.evidence_id, min(a.at) as at
            from challenge c
            join challenge_answer a
                on a.workspace_id = c.workspace_id and a.id = c.id and a.upheld
            where c.workspace_id = $1 and c.opportunity_id >= $2 and c.opportunity_id <= $3
            group by c.workspace_id, c.evidence_id) d
            on d.workspace_id = e.workspace_id and d.evidence_id = e.id
        where e.workspace_id = $1 and e.opportunity_id >= $2 and e.opportunity_id <= $3 and e.strength >= 2
        "#,
        tx.workspace().0,
        first,
        last
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut words: HashMap<Uuid, Vec<Word>> = HashMap::new();
    for row in rows {
        words.entry(row.opportunity_id).or_default().push(Word {
            happened_on: row.happened_on,
            recorded_at: row.recorded_at,
            withdrawn_at: row.withdrawn_at,
            is_firm: row.is_firm,
        });
    }
    Ok(words)
}

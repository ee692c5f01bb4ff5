//! What a list shows of its deals.

use crate::{
    database::{Tx, vocabulary::stored},
    ids::OpportunityId,
    journey::terms::OutcomeKind,
    pipeline::MOST_WORDS,
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// A deal in a list: what it was and how it ended, and no word of whose it was.
#[derive(Clone, Debug)]
pub struct Deal {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub opened_at: DateTime<Utc>,
    /// None: it is open.
    pub ended: Option<(OutcomeKind, String)>,
    pub ended_at: Option<DateTime<Utc>>,
    /// The beginning of the customer's latest words.
    pub words: Option<String>,
}

/// These deals, in no order.
pub async fn deals(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<Deal>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        select o.id as "id: OpportunityId", o.name, a.name as account, o.created_at, o.outcome, o.outcome_at,
            c.reason as "reason?", left(e.words, $3) as "words?"
        from opportunity o
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join lateral (
            select c.reason
            from outcome c
            where c.workspace_id = o.workspace_id and c.opportunity_id = o.id
            order by c.at desc, c.id desc
            limit 1
        ) as c on o.outcome is not null
        left join evidence e
            on e.workspace_id = o.workspace_id and e.id = o.latest_evidence_id
        where o.workspace_id = $1 and o.id = any($2)
        "#,
        tx.workspace().0,
        &ids,
        MOST_WORDS
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind: Option<OutcomeKind> = row.outcome.as_deref().map(stored).transpose()?;
            Ok(Deal {
                id: row.id,
                name: row.name,
                account: row.account,
                opened_at: row.created_at,
                ended: kind.map(|kind| (kind, row.reason.unwrap_or_default())),
                ended_at: row.outcome_at,
                words: row.words,
            })
        })
        .collect()
}

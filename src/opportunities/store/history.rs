//! The deal's part of the ledger, newest first.

use crate::database::Tx;
use crate::ids::OpportunityId;
use chrono::{DateTime, Utc};
use sqlx::Result;

/// One event of the ledger as it is stored.
#[derive(Clone, Debug)]
pub struct Event {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Which of us; empty: Saidso itself.
    pub by: String,
    pub kind: String,
    pub subject: uuid::Uuid,
    pub body: serde_json::Value,
}

/// Kinds of events that only support another one, or are told elsewhere on the page.
const UNTOLD: &[&str] = &[
    "bearing added",
    "verifier added",
    "message added",
    "became added",
    "obstacle_verifier added",
    "obstacle_contact added",
    "strategy_session changed",
    "session_invitation added",
    "session_part added",
    "session_part changed",
    "session_note added",
    "session_merge added",
    "session_merge changed",
    "session_merge removed",
    "session_doubt added",
    "session_dissent changed",
    "session_try added",
    "session_try removed",
    "bulk_change_deal added",
];

/// Up to `limit` events before `before` (exclusive; `None`: from the newest on). What only supports another event is left out.
pub async fn history(
    tx: &mut Tx,
    opportunity: OpportunityId,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Event>> {
    let untold: Vec<String> = UNTOLD.iter().map(|kind| (*kind).to_owned()).collect();
    sqlx::query_as!(
        Event,
        r#"
        select e.seq, e.at, coalesce(m.name, '') as "by!", e.kind, e.subject_id as subject, e.body
        from event e
        left join member m
            on m.workspace_id = e.workspace_id and m.id = e.member_id
        where e.workspace_id = $1
            and e.stream_id = $2
            and e.seq < $3
            and e.kind <> all ($4)
            -- of a message that changed, only that it became a decision, or is none any more
            and (e.kind <> 'message changed' or e.body ? 'kind')
        order by e.seq desc
        limit $5
        "#,
        tx.workspace().0,
        opportunity.0,
        before.unwrap_or(i64::MAX),
        &untold,
        limit
    )
    .fetch_all(&mut **tx)
    .await
}

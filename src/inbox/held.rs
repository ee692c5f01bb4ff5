//! Deals on hold whose day has come: their owner is told, once.

use super::store;
use crate::{
    database::{Database, Scope},
    ids::{OpportunityId, WorkspaceId},
};

/// How many deals are looked up at a time.
const BATCH: i64 = 200;

/// Tells the owner of every held deal, in every workspace, whose day has come by now. How many were told.
pub async fn tell_everywhere(db: &Database) -> sqlx::Result<usize> {
    let mut told = 0;
    loop {
        let mut tx = db.begin_unscoped().await?;
        let due = store::holds_due(&mut tx, BATCH).await?;
        drop(tx);
        let before = told;
        for (workspace, deal) in &due {
            match tell(db, *workspace, *deal).await {
                Ok(done) => told += usize::from(done),
                Err(error) => tracing::debug!(%error, %deal, "not told yet"),
            }
        }
        // What could not be told stands first in the next batch too, and would be tried for ever.
        if due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) || told == before {
            return Ok(told);
        }
    }
}

async fn tell(db: &Database, workspace: WorkspaceId, deal: OpportunityId) -> sqlx::Result<bool> {
    let mut tx = db
        .begin(Scope {
            workspace,
            member: None,
        })
        .await?;
    let done = store::tell_hold(&mut tx, deal).await?;
    tx.commit().await?;
    Ok(done)
}

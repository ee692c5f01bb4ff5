//! Proposes somebody, two weeks after a customer decided.

use super::store;
use crate::{
    database::{Database, Scope},
    ids::{OpportunityId, WorkspaceId},
};

/// How many decisions are looked up at a time.
const BATCH: i64 = 200;

/// Proposes somebody for every decision, in every workspace, that is two weeks old by now. How many were seen to.
pub async fn propose_everywhere(db: &Database) -> sqlx::Result<usize> {
    let mut seen_to = 0;
    loop {
        let mut tx = db.begin_unscoped().await?;
        let due = store::due(&mut tx, BATCH).await?;
        drop(tx);
        let before = seen_to;
        for (workspace, deal) in &due {
            match propose(db, *workspace, *deal).await {
                Ok(done) => seen_to += usize::from(done),
                Err(error) => tracing::debug!(%error, %deal, "nobody proposed yet"),
            }
        }
        // What could not be seen to stands first in the next batch too, and would be tried for ever.
        if due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) || seen_to == before {
            return Ok(seen_to);
        }
    }
}

/// The same in one workspace, whose clock may be set.
pub async fn propose_in(db: &Database, workspace: WorkspaceId) -> sqlx::Result<()> {
    let mut tx = db.begin(unattended(workspace)).await?;
    let due = store::due_here(&mut tx).await?;
    drop(tx);
    for deal in due {
        propose(db, workspace, deal).await?;
    }
    Ok(())
}

async fn propose(db: &Database, workspace: WorkspaceId, deal: OpportunityId) -> sqlx::Result<bool> {
    let mut tx = db.begin(unattended(workspace)).await?;
    let done = store::propose(&mut tx, deal).await?;
    tx.commit().await?;
    Ok(done)
}

/// Nobody acts: it comes by itself.
fn unattended(workspace: WorkspaceId) -> Scope {
    Scope {
        workspace,
        member: None,
    }
}

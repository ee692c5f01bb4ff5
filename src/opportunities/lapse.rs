//! The minute hand: lets deals fall back whose evidence grew too old. Nobody has to look at a deal for that.
//!
//! Any number of processes may do this at once: a deal is settled under its own lock, and one that is settled already
//! stays as it is.

use super::store;
use crate::database::{Database, Scope};
use crate::ids::{OpportunityId, WorkspaceId};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often the hand moves.
const MINUTE: Duration = Duration::from_secs(60);

/// How many deals are looked up at a time.
const BATCH: i64 = 200;

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub settled: usize,
    /// Deals that somebody held, or that could not be settled: the next round tries again.
    pub left: usize,
}

/// Goes round every minute, until the server stops.
pub async fn keep_time(db: Database, stopping: CancellationToken) {
    let mut minutes = interval(MINUTE);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = minutes.tick() => {}
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            round = settle_everywhere(&db) => tell(round),
        }
    }
}

fn tell(round: sqlx::Result<Round>) {
    match round {
        Ok(Round {
            settled: 0,
            left: 0,
        }) => {}
        Ok(Round { settled, left }) => tracing::info!(settled, left, "evidence lapsed"),
        Err(error) => tracing::warn!(%error, "could not look for lapsed evidence"),
    }
}

/// Settles every deal, in every workspace, whose evidence has lapsed by now.
pub async fn settle_everywhere(db: &Database) -> sqlx::Result<Round> {
    let mut round = Round::default();
    loop {
        let mut tx = db.begin_unscoped().await?;
        let due = store::lapsed_anywhere(&mut tx, BATCH).await?;
        drop(tx);
        let is_last = due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
        let before = round.left;
        for (workspace, deal) in due {
            match settle(db, workspace, deal).await {
                Ok(true) => round.settled += 1,
                Ok(false) => round.left += 1,
                Err(error) => {
                    tracing::debug!(%error, %deal, "not settled");
                    round.left += 1;
                }
            }
        }
        // What is left stands first in the next batch too, and would be tried for ever.
        if is_last || round.left > before {
            return Ok(round);
        }
    }
}

/// Settles every deal of one workspace whose evidence has lapsed by its clock.
pub async fn settle_in(db: &Database, workspace: WorkspaceId) -> sqlx::Result<()> {
    let mut tx = db.begin(scope(workspace)).await?;
    let due = store::lapsed_here(&mut tx).await?;
    drop(tx);
    for deal in due {
        settle(db, workspace, deal).await?;
    }
    Ok(())
}

async fn settle(db: &Database, workspace: WorkspaceId, deal: OpportunityId) -> sqlx::Result<bool> {
    let mut tx = db.begin(scope(workspace)).await?;
    let is_settled = store::settle_lapse(&mut tx, deal).await?;
    tx.commit().await?;
    Ok(is_settled)
}

/// Saidso itself acts.
fn scope(workspace: WorkspaceId) -> Scope {
    Scope {
        workspace,
        member: None,
    }
}

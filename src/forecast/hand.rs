//! The hand that works forecasts out by itself: of each workspace once a day, and as soon as there is one.

use super::{store, work};
use crate::{app::App, database::Scope, ids::WorkspaceId};
use chrono::TimeDelta;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

const MINUTE: Duration = Duration::from_secs(60);

/// How many workspaces are looked up at a time.
const BATCH: i64 = 200;

/// For so long a process has the work to itself. Should it end meanwhile, another takes it over.
const AT_WORK: TimeDelta = TimeDelta::minutes(15);

/// Goes round every minute, until the server stops. Any number of processes may.
pub async fn keep_time(app: App) {
    let mut minutes = interval(MINUTE);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            _ = minutes.tick() => {}
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            worked = work_out_everywhere(&app) => match worked {
                Ok(0) => {}
                Ok(workspaces) => tracing::info!(workspaces, "forecasts worked out"),
                Err(error) => tracing::warn!(%error, "could not look which forecasts are due"),
            }
        }
    }
}

/// Works out every forecast that is due, in every workspace, and says how many. One that fails is tried again later.
pub async fn work_out_everywhere(app: &App) -> sqlx::Result<usize> {
    let mut tx = app.db.begin_unscoped().await?;
    let due = store::due(&mut tx, app.clock.now(), BATCH).await?;
    drop(tx);
    let mut worked_out = 0;
    for workspace in due {
        match take(app, workspace).await {
            Ok(false) => continue,
            Ok(true) => {}
            Err(error) => {
                tracing::debug!(%error, %workspace, "somebody else has it");
                continue;
            }
        }
        match work::work_out(&app.db, workspace, app.clock.now()).await {
            Ok(is_new) => worked_out += usize::from(is_new),
            Err(error) => tracing::warn!(error = format!("{error:#}"), %workspace, "no forecast"),
        }
    }
    Ok(worked_out)
}

async fn take(app: &App, workspace: WorkspaceId) -> sqlx::Result<bool> {
    let now = app.clock.now();
    let mut tx = app
        .db
        .begin(Scope {
            workspace,
            member: None,
        })
        .await?;
    let is_ours = store::take(&mut tx, now, now + AT_WORK).await?;
    tx.commit().await?;
    Ok(is_ours)
}

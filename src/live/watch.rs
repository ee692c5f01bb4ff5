//! A stream outlives no session: whoever signs out, is deactivated or goes to another workspace hears no more, whichever
//! way that came about.

use super::store;
use crate::app::App;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often every open stream's session is looked up: one question for each workspace.
const OFTEN: Duration = Duration::from_millis(600);

pub async fn end_what_is_over(app: App) {
    let mut ticks = interval(OFTEN);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = look(&app).await {
            tracing::debug!(%error, "could not look who is still signed in");
        }
    }
}

async fn look(app: &App) -> sqlx::Result<()> {
    for (workspace, sessions) in app.live.readers.sessions() {
        let good = store::still_good(&app.db, workspace, &sessions).await?;
        // Only those that were asked about: somebody may have come meanwhile.
        let over = sessions.difference(&good).copied().collect();
        app.live.readers.end_those_of(workspace, &over);
    }
    Ok(())
}

//! What comes by itself as time passes: held deals whose day is there, conversations
//! after the end, and the mail of the day.

use super::{digest, held};
use crate::{app::App, debriefs};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

const MINUTE: Duration = Duration::from_secs(60);

/// Goes round every minute, until the server stops. Any number of processes may.
pub async fn keep_time(app: App) {
    let mut minutes = interval(MINUTE);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            _ = minutes.tick() => {}
        }
        if let Err(error) = held::tell_everywhere(&app.db).await {
            tracing::warn!(%error, "could not look for held deals whose day has come");
        }
        if let Err(error) = debriefs::propose_everywhere(&app.db).await {
            tracing::warn!(%error, "could not look whom to propose for a conversation after the end");
        }
        // A mail that is on its way when the server stops is left to arrive: it goes out once, and never again.
        if let Err(error) = digest::send_due(&app).await {
            tracing::warn!(%error, "could not look who is due for a mail");
        }
    }
}

//! Hears what any process has written, and wakes the pages that show it.

use super::{publisher, store};
use crate::app::App;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long to wait before listening again after the database went away.
const LATER: Duration = Duration::from_secs(1);

/// Every process gives a sign of life much more often: a connection that is this silent is dead.
const SILENCE: Duration = Duration::from_secs(35);

pub async fn hear_hints(app: App) {
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            end = listen(&app) => {
                if let Err(error) = end {
                    tracing::debug!(%error, "not listening for a moment");
                }
            }
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = sleep(LATER) => {}
        }
    }
}

/// Listens until the connection is lost for good. Whenever it begins to hear (again), something may have been missed.
async fn listen(app: &App) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(&app.db.pool).await?;
    listener.listen(store::CHANNEL).await?;
    app.live.readers.tell_everybody();
    loop {
        let Ok(heard) = timeout(SILENCE, listener.try_recv()).await else {
            return Ok(());
        };
        match heard? {
            Some(message) if message.payload() == publisher::EVERYTHING => {
                app.live.readers.tell_everybody();
            }
            Some(message) => {
                for (place, change) in publisher::read(message.payload()) {
                    app.live.readers.tell(place, &change);
                }
            }
            None => app.live.readers.tell_everybody(),
        }
    }
}

//! Live pages: what changed, and who is here.
//!
//! A page that is open holds one stream, on which it only hears *what* changed ("evidence", "message"). It then asks
//! for its panels by itself, each with its own viewer's rights, so no stream ever carries what a customer said.
//! The way of a hint: the ledger notes what a transaction touched ([`crate::database::hints`]), `publisher` tells every
//! process by NOTIFY, `listener` hears it and wakes the `readers` of that place. A hint that is lost is no harm: whoever
//! comes back says up to where they know the ledger, and is told what they missed.

mod listener;
pub mod presence;
mod publisher;
mod readers;
mod store;
mod stream;
mod watch;

pub use readers::Readers;

use crate::{app::App, database::hints::Place, ids::OpportunityId, people::Viewer};
use axum::{Router, routing::get};
use uuid::Uuid;

/// What one process knows of its open streams.
#[derive(Clone, Debug)]
pub struct Live {
    pub readers: Readers,
    /// This process among all that serve the same database.
    pub process: Uuid,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            readers: Readers::default(),
            process: Uuid::now_v7(),
        }
    }
}

pub fn routes() -> Router<App> {
    Router::new()
        .route("/live", get(stream::open))
        .route("/opportunities/{deal}/here", get(presence::show))
}

/// Passes hints on, hears those of other processes, and ends the streams of those who are signed out, until the server stops.
pub async fn keep_going(app: App) {
    tokio::join!(
        publisher::tell_hints(app.clone()),
        listener::hear_hints(app.clone()),
        watch::end_what_is_over(app.clone()),
        presence::be_seen(app),
    );
}

/// Tells the other processes what was written while the last requests ended.
pub async fn tell_the_rest(app: &App) {
    publisher::tell_waiting(app).await;
}

/// Where the changes of a deal are told.
pub fn deal(viewer: &Viewer, deal: OpportunityId) -> Place {
    Place {
        workspace: viewer.workspace.0,
        stream: deal.0,
    }
}

/// Where every change of the workspace is told.
pub fn everything(viewer: &Viewer) -> Place {
    Place {
        workspace: viewer.workspace.0,
        stream: viewer.workspace.0,
    }
}

/// Where what is meant for one member alone is told.
pub fn own(viewer: &Viewer) -> Place {
    Place {
        workspace: viewer.workspace.0,
        stream: viewer.member.0,
    }
}

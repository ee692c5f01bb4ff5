//! Changing many deals at once: hand them over, or move the customer's date. First one sees what would become of each
//! deal, then it happens in one transaction, and it can be undone for the deals that nobody has changed since.
//!
//! Where a deal stands is no part of it: that only the customer changes. Nor is it asked who at the customer named the new
//! date, so nobody is on record for it.

mod asked;
mod bar;
mod change;
mod confirm;
mod plan;
mod preview;
mod show;
mod store;
mod undo;

pub use bar::Bar;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/pipeline/changes/preview", post(preview::show))
        .route("/pipeline/changes", post(confirm::confirm))
        .route("/pipeline/changes/{id}", get(show::show))
        .route("/pipeline/changes/{id}/undoing", post(undo::undo))
}

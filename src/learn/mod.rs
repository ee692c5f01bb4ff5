//! Learn: what closed deals tell the next ones. Of the team together, never of a person.
//!
//! When a deal closes the database writes down what it tells (`ending` and its two tables, migration 0029), so that every
//! number here is a count of rows of one index, and opens to these rows (`deals`). What the numbers mean and how they are
//! worked out stands in `docs/learn.md`.
//!
//! A finding says what went with what, never what caused it. Fewer than [`FEW`] deals say nothing.

mod answering;
mod asked;
mod change;
mod deals;
mod draft;
mod findings;
mod ground;
mod hindsight;
pub mod history;
mod obstacles;
mod over_time;
mod page;
pub mod proposals;
mod qualified_out;
mod quarter;
mod question;
mod revised;
mod revisions;
pub mod share;
pub mod store;
mod tally;
mod verifier;
mod verifiers;

pub use asked::begins;
pub use findings::finding_of;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

/// With fewer deals than this on one side there is too little to say.
pub const FEW: u64 = 8;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/learn", get(page::show))
        .route("/learn/verifiers", get(verifiers::show))
        .route("/learn/verifiers/{verifier}", get(verifier::show))
        .route("/learn/verifiers/{verifier}/draft", post(draft::open))
        .route(
            "/learn/verifiers/{verifier}/proposals",
            get(proposals::begin).post(proposals::propose),
        )
        .route("/learn/proposals/{id}/answer", post(answering::answer))
        .route("/learn/obstacles", get(obstacles::show))
        .route("/learn/qualified-out", get(qualified_out::show))
        .route(
            "/learn/qualified-out/{ending}",
            get(hindsight::show).post(hindsight::say),
        )
        .route(
            "/learn/qualified-out/{ending}/back",
            post(hindsight::take_back),
        )
        .route("/learn/over-time", get(over_time::show))
        .route("/learn/revised", get(revised::show))
        .route("/learn/deals", get(deals::show))
}

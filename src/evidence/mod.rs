//! Evidence: one thing that a named person at the customer said, wrote, did or confirmed, on a date, in their words.
//!
//! It is recorded, and after that only added to: withdrawn, challenged, answered. Every such act lets the database
//! judge the deal again in the same transaction.

mod challenge;
#[expect(clippy::module_inception, reason = "the noun of the room")]
pub mod evidence;
mod filled;
pub mod form;
pub mod paste;
pub mod reading;
mod record;
pub mod settling;
pub mod store;
mod withdraw;

use crate::app::App;
use axum::{Router, routing::post};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities/{deal}/evidence", post(record::record))
        .route(
            "/opportunities/{deal}/evidence/reading",
            post(reading::answer),
        )
        .route(
            "/opportunities/{deal}/evidence/{evidence}/withdrawal",
            post(withdraw::withdraw),
        )
        .route(
            "/opportunities/{deal}/evidence/{evidence}/challenges",
            post(challenge::challenge),
        )
        .route(
            "/opportunities/{deal}/challenges/{challenge}/answer",
            post(challenge::answer),
        )
}

//! Opportunities: open one, look at it together, move it on the strength of evidence, tailor it, end it.
//!
//! The stage of a deal is written by the database alone: a passage is a row that only an open gate lets in
//! (`journey::gate::Passage` here, the guard there).

mod call;
mod details;
pub mod lapse;
pub mod mark;
mod new;
pub mod opportunity;
mod outcome;
pub mod page;
mod passage;
pub mod reason;
pub mod store;
mod tailoring;
mod tailoring_form;
mod whole_history;

pub use outcome::optional_day;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities", post(new::open))
        .route("/opportunities/new", get(new::show))
        .route("/opportunities/{deal}", get(page::show))
        .route("/opportunities/{deal}/history", get(whole_history::show))
        .route(
            "/opportunities/{deal}/details",
            get(details::show).post(details::change),
        )
        .route("/opportunities/{deal}/passage", post(passage::pass))
        .route("/opportunities/{deal}/tailoring", post(tailoring::tailor))
        .route("/opportunities/{deal}/tailoring/new", get(tailoring::show))
        .route(
            "/opportunities/{deal}/outcome",
            get(outcome::show).post(outcome::close),
        )
        .route("/opportunities/{deal}/reopening", post(outcome::reopen))
}

//! The buying group: who at the customer has a part in a deal, how they stand to the change and to us, and who there
//! listens to whom.
//!
//! The team says role, stances and reach. What can be known from evidence is never typed: when somebody was last
//! heard, where they stand in the journey, who seems to make things happen, on whom the deal hangs (`derived`).

mod add;
mod change;
pub mod derived;
pub mod form;
pub mod group;
pub mod history;
mod influence;
pub mod map;
pub mod panel;
mod remove;
mod show;
pub mod stakeholder;
pub mod store;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/opportunities/{deal}/group",
            get(show::show).post(add::add),
        )
        .route("/opportunities/{deal}/group/panel", get(panel::show))
        .route("/opportunities/{deal}/group/new", get(add::show))
        .route(
            "/opportunities/{deal}/group/influence",
            post(influence::draw_line),
        )
        .route(
            "/opportunities/{deal}/group/influence/removal",
            post(influence::take_back),
        )
        .route(
            "/opportunities/{deal}/group/{stakeholder}",
            get(change::show).post(change::change),
        )
        .route(
            "/opportunities/{deal}/group/{stakeholder}/removal",
            post(remove::remove),
        )
}

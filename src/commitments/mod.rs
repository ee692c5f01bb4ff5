//! What somebody at the customer agreed to do next: who, what, by when, and where it was said. What became of it is
//! added: kept, moved or dropped. A kept one is worth recording as evidence.

pub mod commitment;
pub mod history;
mod new;
pub mod panel;
pub mod store;
mod turn;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/opportunities/{deal}/commitments",
            get(panel::show).post(new::add),
        )
        .route("/opportunities/{deal}/commitments/new", get(new::show))
        .route(
            "/opportunities/{deal}/commitments/{commitment}/turns",
            post(turn::turn),
        )
}

//! What else the customer could do, and how risky each way looks to each of them.
//!
//! Doing nothing comes first and we come last on every deal: neither is a row that somebody could take away. What the
//! customer said themselves weighs before what we believe (`safest`).

mod add;
pub mod alternative;
pub mod history;
mod let_go;
pub mod options;
pub mod panel;
pub mod safest;
mod say;
mod show;
pub mod store;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/opportunities/{deal}/alternatives",
            get(show::show).post(add::add),
        )
        .route("/opportunities/{deal}/alternatives/panel", get(panel::show))
        .route("/opportunities/{deal}/alternatives/risks", post(say::say))
        .route(
            "/opportunities/{deal}/alternatives/{alternative}/letting-go",
            post(let_go::let_go),
        )
        .route(
            "/opportunities/{deal}/alternatives/{alternative}/return",
            post(let_go::take_up_again),
        )
}

//! Review mode: deal by deal, by keyboard. A sitting keeps which deals, in which order, and where one left off; it is
//! its member's alone.

mod ask;
mod deal;
mod paper;
mod sitting;
mod start;
mod step;
mod store;

pub use sitting::go_on;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/review/sittings", post(start::start))
        .route(
            "/review/sittings/{sitting}/{number}",
            get(step::show).post(ask::ask),
        )
        .route("/opportunities/{deal}/review", get(paper::show))
}

//! In the way: what keeps the customer from deciding. An obstacle is named once, in a sentence of ours; what becomes of
//! it is added to it, and others like it in the workspace show what got past them.

pub mod history;
mod new;
pub mod obstacle;
pub mod panel;
mod show;
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
            "/opportunities/{deal}/obstacles",
            get(panel::show).post(new::add),
        )
        .route("/opportunities/{deal}/obstacles/new", get(new::show))
        .route(
            "/opportunities/{deal}/obstacles/{obstacle}",
            get(show::show),
        )
        .route(
            "/opportunities/{deal}/obstacles/{obstacle}/turns",
            post(turn::turn),
        )
}

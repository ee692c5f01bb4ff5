//! The pipeline: where every deal stands by what its customer has proved, as a board and as a table.
//!
//! It only reads. A page asks ten questions of the database however many deals there are: who looks, whose deals,
//! which journeys, the rates, the sums, the deals shown, three for what the rule judges them by, and the views
//! that are kept.

mod board;
mod card;
mod column;
mod filter;
mod place;
mod store;
mod sums;
mod table;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/pipeline", get(board::show))
        .route("/pipeline/table", get(table::show))
}

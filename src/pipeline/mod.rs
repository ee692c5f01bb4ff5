//! The pipeline: where every deal stands by what its customer has proved, as a board and as a table.
//!
//! It only reads. A page asks eleven questions of the database however many deals there are: who looks, whose deals,
//! which journeys, the rates, the sums, which deals in which order, what is shown of them, three for what the rule judges
//! them by, and the views that are kept.

mod bar;
mod board;
mod card;
mod column;
mod export;
mod list;
mod query;
mod store;
mod sums;
mod table;

pub use query::Asked;
pub use store::{Followed, MOST_WORDS, journeys};

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/pipeline", get(board::show))
        .route("/pipeline/table", get(table::show))
        .route("/pipeline/deals.csv", get(export::as_csv))
        .route("/pipeline/deals.xlsx", get(export::as_xlsx))
}

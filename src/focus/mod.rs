//! Focus: the first page. Where the customer's next word would count most and what word from whom, which deals one might
//! leave and what would change that, what customers promised, and what waits for an answer.
//!
//! `next_word` and `leaving` are the rules, and know no database; `store` brings the deals they are about, all at once.
//! The rules are told on a page from the same words. Nothing here is anybody's duty, and nothing counts.

mod asked;
mod choosing;
mod known;
mod leaving;
mod lift_line;
mod next_word;
mod page;
mod promised;
mod promises;
mod store;
mod told;
mod whom;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/focus", get(page::show))
        .route("/focus/promises", get(promises::show))
        .route("/focus/rules", get(told::show))
}

//! Deals to talk about: at most ten, each with one sentence of reasons made of evidence.
//!
//! `rules` decides, and knows no database: which reasons a deal gives, and which deals come first. `store` brings the
//! deals that any rule may say something of, the largest first, all at once. What the rules are is told to everybody,
//! on a page and in `docs/review.md`, from the same words.

pub mod facts;
mod list;
pub mod reasons;
pub mod rules;
mod since;
pub mod store;
mod told;

pub use list::{Talk, chosen, of};
pub use since::since_of;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new().route("/review/rules", get(told::show))
}

//! What other currencies are worth in the workspace's own, and from which day on: a table that an admin keeps, so that
//! totals can be given in one currency. Deals keep the currency they are made in.
//!
//! A rate is never changed, only replaced by a later row; every row says what it was worth in, so that rates of another
//! time say nothing about a workspace that has changed its currency since. The arithmetic is in `money`.

mod keep;
mod page;
pub mod store;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new().route("/settings/rates", get(page::show).post(keep::keep))
}

//! Pages as they were at a past moment: `?at=2026-11-03T09:00:00Z` behind the address of any page that takes [`AsOf`].
//!
//! Such a page is drawn by the handler, the queries and the rule of today, with a clock that stands at the moment and a
//! database that shows what was there then (migration 0018): there is no second way to draw it that could differ.
//! Nothing can be done there: the frame shuts every form and says so.

mod as_of;
mod banner;
mod choose;

pub use as_of::AsOf;
pub use banner::Past;

use crate::app::App;
use axum::{Router, routing::get};
use chrono::{DateTime, Datelike, Utc};

pub fn routes() -> Router<App> {
    Router::new().route("/as-of", get(choose::go))
}

/// A moment that somebody may mean: the calendars of the database and of browsers know it.
fn is_plain(moment: DateTime<Utc>) -> bool {
    (1990..=2199).contains(&moment.year())
}

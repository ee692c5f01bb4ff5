//! The forecast: what is likely to be won, as a range, learned from how this workspace's own deals went.
//!
//! `hand` works it out in the background once a day: `gather` goes once through what is on record of every deal, `model`
//! learns and draws (pure; the method is told in `docs/forecast.md`), `work` leaves what pages read. `page` shows what is
//! likely beside what the owners call, `deals` is what each of its numbers opens to, and `calibration` holds what was said
//! against what came. Nothing here knows who owns a deal.
//!
//! Other rooms ask [`store::chance_of`] or [`store::chances`] what becomes of deals.

mod calibration;
mod deals;
mod gather;
mod hand;
mod listed;
pub mod model;
mod page;
mod span;
mod states;
pub mod store;
mod work;

pub use calibration::{MissLine, misses};
pub use hand::{keep_time, work_out_everywhere};
pub use model::state::Ending;
pub use work::work_out;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/forecast", get(page::show))
        .route("/forecast/deals", get(deals::show))
        .route("/forecast/calibration", get(calibration::show))
        .route("/forecast/calibration/deals", get(calibration::deals::show))
}

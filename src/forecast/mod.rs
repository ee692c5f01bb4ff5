//! The forecast: what is likely to be won, as a range, learned from how this workspace's own deals went.
//!
//! `hand` works it out in the background once a day: `gather` goes once through what is on record of every deal, `model`
//! learns and draws (pure; the method is told in `docs/forecast.md`), `work` leaves what pages read. `page` shows what is
//! likely beside what the owners call, `deals` is what each of its numbers opens to (`listed`, `found`, `line`), and `calibration` holds what was said
//! against what came. Nothing here knows who owns a deal.
//!
//! Other rooms ask [`store::ahead`] how often deals are won that stand as these do.

mod calibration;
mod call;
mod deals;
mod found;
mod gather;
mod hand;
mod line;
mod listed;
pub mod model;
mod page;
mod span;
mod states;
pub mod store;
mod work;

pub use calibration::{MissLine, misses};
pub use hand::{keep_time, work_out_everywhere};
pub use listed::Listed;
pub use model::state::Ending;
pub use page::percent;
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

//! The review: what customers did since one looked last, and the deals where talking may change something.
//!
//! `page` tells what moved the verified pipeline between two moments, as a picture that adds up (`flow`), and where the
//! money stands (`stands`); `deals` is what each of their numbers opens to. What "verified pipeline" means, and in which
//! line a deal is, is said once: in the database's `flow_line` (migration 0033).
//!
//! The page asks nineteen questions of the database however many deals there are: who looks, whose deals, which journeys,
//! when one looked last, the rates, the sums at three moments, what moved, the figures of the head, and eleven for the
//! deals to talk about. Its cost grows with what changed in the period, not with the deals.

mod asked;
mod deals;
mod flow;
mod kept;
mod line;
mod looks;
pub mod mode;
mod numbers;
mod page;
mod period;
mod stands;
mod store;
pub mod talk;
mod worth;

pub use store::keep_look;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/review", get(page::show))
        .route("/review/deals", get(deals::show))
        .route("/review/looks", post(looks::keep))
        .merge(talk::routes())
        .merge(mode::routes())
}

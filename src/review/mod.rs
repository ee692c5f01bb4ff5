//! The review: what customers did since one looked last, and the deals where talking may change something.

pub mod mode;
pub mod talk;

use crate::app::App;
use axum::Router;

pub fn routes() -> Router<App> {
    Router::new().merge(talk::routes()).merge(mode::routes())
}

//! Journeys: the published, versioned templates that deals follow.
//!
//! Everybody may read them. Managers and admins change a draft and publish it as a new edition; a published edition is
//! frozen, and deals keep the one they began with. A new workspace starts with the library's.

pub mod journey;
pub mod library;
pub mod store;

use crate::app::App;
use axum::Router;

pub fn routes() -> Router<App> {
    Router::new()
}

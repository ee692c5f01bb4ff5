//! Journeys: the published, versioned templates that deals follow.
//!
//! Everybody may read them. Managers and admins change a draft and publish it as a new edition; a published edition is
//! frozen, and deals keep the one they began with. A new workspace starts with the library's.

mod draft;
pub mod journey;
pub mod library;
mod list;
mod new;
mod rename;
mod show;
mod shown;
pub mod store;
pub mod words;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/journeys", get(list::list))
        .route("/journeys/new", get(new::begin).post(new::create))
        .route("/journeys/{id}", get(show::show))
        .route(
            "/journeys/{id}/name",
            get(rename::open).post(rename::rename),
        )
        .route("/journeys/{id}/editions/{number}", get(show::show_edition))
        .nest("/journeys/{id}/draft", draft::routes())
}

//! What we try: "to draw out this verifier, from this person, by this day". A play is judged by what the customer did,
//! never by what we did; it is nobody's duty, and one whose day has passed only asks a question.

pub mod history;
mod new;
pub mod panel;
pub mod play;
mod result;
pub mod store;
pub mod way;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/opportunities/{deal}/plays",
            get(panel::show).post(new::plan),
        )
        .route("/opportunities/{deal}/plays/new", get(new::show))
        .route(
            "/opportunities/{deal}/plays/{play}/results",
            post(result::answer),
        )
        .route(
            "/opportunities/{deal}/verifiers/{verifier}/way",
            get(way::show),
        )
}

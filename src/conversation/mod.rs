//! Conversation: everything the team thinks about a deal, in one place, and beside each thing that it is about.
//!
//! A message belongs to whoever wrote it: nobody else changes it, and taking it back takes its words away for good. What
//! was said in passing becomes evidence, an obstacle, a play or a decision in one act, and each then leads to the other.

pub mod about;
mod decide;
pub mod draft;
mod edit;
mod fold;
pub mod history;
pub mod markdown;
pub mod mentions;
pub mod message;
mod panel;
mod people;
mod post;
mod question;
pub mod shown;
pub mod store;
mod talk;

pub use panel::{Panel, panel};
pub use talk::{Talks, place, place_below};

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities/{deal}/conversation", get(panel::show))
        .route(
            "/opportunities/{deal}/conversation/people",
            get(people::offer),
        )
        .route(
            "/opportunities/{deal}/conversation/evidence",
            post(draft::from_composer),
        )
        .route("/opportunities/{deal}/messages", post(post::post))
        .route(
            "/opportunities/{deal}/messages/{message}",
            post(edit::change),
        )
        .route(
            "/opportunities/{deal}/messages/{message}/removal",
            post(edit::remove),
        )
        .route(
            "/opportunities/{deal}/messages/{message}/decision",
            post(decide::decide),
        )
}

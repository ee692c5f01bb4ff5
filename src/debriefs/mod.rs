//! The conversation after the end: two weeks after a deal was won, lost or not decided, somebody other than its owner is
//! proposed to ask the customer why. Five questions, and the customer's reason, which stands beside ours and is never
//! mixed with it.

mod answering;
pub mod debrief;
mod hand_on;
pub mod history;
mod list;
mod page;
mod propose;
pub mod store;

pub use propose::{propose_everywhere, propose_in};

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/debriefs", get(list::show))
        .route(
            "/opportunities/{deal}/debrief",
            get(page::show).post(answering::answer),
        )
        .route(
            "/opportunities/{deal}/debrief/hand-on",
            post(hand_on::hand_on),
        )
}

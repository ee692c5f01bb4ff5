//! The page for a link that leads nowhere any more: used, taken back, run out, or never there. All the same to the visitor.

use super::session::KEEP_NOTHING;
use crate::web::{Frame, Page};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

#[derive(Template)]
#[template(path = "people/closed.html")]
struct ClosedPage {
    frame: Frame,
    sentence: &'static str,
}

/// Says calmly that this link does not work any more, and what to do.
pub fn page(sentence: &'static str) -> Response {
    let page = Page(ClosedPage {
        frame: Frame::plain("This link is closed"),
        sentence,
    });
    (KEEP_NOTHING, page.status(StatusCode::GONE)).into_response()
}

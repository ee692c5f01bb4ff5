//! The one number in the top bar, by itself, for pages that are open.

use crate::{
    people::Viewer,
    web::{Frame, Page, Query, ViewerCard},
};
use askama::Template;
use serde::Deserialize;

/// What the page is that asks.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The inbox itself.
    here: Option<String>,
}

#[derive(Template)]
#[template(path = "inbox/unread.html")]
pub struct UnreadAlone {
    frame: Frame,
    viewer: ViewerCard,
}

pub async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Page<UnreadAlone> {
    let place = match asked.here {
        Some(_) => "inbox",
        None => "",
    };
    Page(UnreadAlone {
        frame: viewer.frame("For me", place),
        viewer: viewer.card(),
    })
}

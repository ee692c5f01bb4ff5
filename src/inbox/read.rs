//! Going to where an item stands, and having seen everything.

use super::{item, store};
use crate::{
    app::App,
    database::hints::Change,
    error::AppError,
    ids::InboxItemId,
    live,
    people::Viewer,
    web::{Form, Notice, Path},
};
use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::{Redirect, Response},
};
use chrono::DateTime;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What open pages hear when somebody's inbox changes.
pub const TOPIC: &str = "inbox_item";

/// `GET /inbox/{item}` leads to the very place. Who goes there has read it; a browser that only looks ahead has not, nor
/// has anything else that is no person going there.
pub async fn open(
    viewer: Viewer,
    State(app): State<App>,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<InboxItemId>,
) -> Result<Redirect, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let lead = store::lead(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if method == Method::GET && goes_there(&headers) && store::mark_read(&mut tx, id).await? {
        tx.commit().await?;
        tell_pages(&app, &viewer);
    }
    Ok(Redirect::to(&item::address(&lead)))
}

/// Browsers say when they fetch ahead of the reader, and what for.
fn goes_there(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_ahead = ["sec-purpose", "purpose", "x-moz"]
        .iter()
        .any(|name| says(name).is_some_and(|purpose| purpose.contains("prefetch")));
    !is_ahead && says("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}

#[derive(Deserialize)]
pub struct AllForm {
    /// The moment of the newest item that the page showed, in microseconds since 1970.
    until: i64,
}

pub async fn all(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<AllForm>,
) -> Result<Response, AppError> {
    let until = DateTime::from_timestamp_micros(input.until).ok_or(AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    store::mark_all_read(&mut tx, until).await?;
    tx.commit().await?;
    tell_pages(&app, &viewer);
    Ok(Notice::AllRead.on(Redirect::to("/inbox")))
}

/// The reader's other pages show the number too.
fn tell_pages(app: &App, viewer: &Viewer) {
    let topics = BTreeSet::from([TOPIC.to_owned()]);
    app.db
        .hints
        .add(live::own(viewer), Change { seq: 0, topics });
}

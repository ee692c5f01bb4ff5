//! The page: what is meant for the reader, newest first.

use super::{
    item::{Cursor, Item},
    read::TOPIC,
    store,
};
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Frame, Listening, Page, Query, Shown},
};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;

/// How many items a page shows.
const PAGE: usize = 25;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Behind which item the page begins.
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "inbox/list.html")]
pub struct InboxPage {
    frame: Frame,
    items: Vec<Item>,
    has_unread: bool,
    is_first: bool,
    /// The moment of the newest item shown.
    until: i64,
    earlier: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<InboxPage>, AppError> {
    let now = app.clock.now();
    let after: Option<Cursor> = asked.after.as_deref().and_then(|text| text.parse().ok());
    let mut tx = app.db.read(viewer.scope()).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = store::items(&mut tx, after, None, limit).await?;
    let goes_on = rows.len() > PAGE;
    rows.truncate(PAGE);
    let earlier = rows.last().filter(|_| goes_on).map(|last| Cursor {
        at: last.at,
        id: last.id,
    });
    let listening = Listening {
        stream: "/live".into(),
        since: now.timestamp_micros(),
        topics: TOPIC,
    };
    Ok(Page(InboxPage {
        frame: viewer
            .frame("For me", "inbox")
            .listening(listening)
            .with(shown),
        has_unread: viewer.unread > 0,
        is_first: after.is_none(),
        until: rows.first().map_or(0, |row| row.at.timestamp_micros()),
        earlier: earlier.map_or(String::new(), |cursor| format!("/inbox?after={cursor}")),
        items: rows
            .iter()
            .map(|row| Item::told(row, viewer.zone, now))
            .collect(),
    }))
}

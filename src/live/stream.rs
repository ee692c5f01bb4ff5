//! One open page's stream: the names of what changed, and nothing else.

use super::{
    presence::{self, Presence},
    readers::{EVERYTHING, End, Open},
    store,
};
use crate::{
    app::App, database::hints::Change, error::AppError, ids::OpportunityId, opportunities,
    people::Viewer, web::Query,
};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use chrono::{DateTime, TimeDelta};
use futures_util::stream::unfold;
use serde::Deserialize;
use std::{collections::BTreeSet, convert::Infallible, time::Duration};
use tokio::time::{Instant, sleep_until};

/// The least time between two messages on one stream: what changes meanwhile is told together.
const PACE: Duration = Duration::from_millis(150);

/// How long before a page was drawn something may have been written that it could not see yet.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);

/// How often a stream says that it is still there: a page that hears nothing for longer knows that it is cut off, and a
/// connection that does not take it is dead.
const ALIVE: Duration = Duration::from_secs(10);

/// Proxies must pass every message on at once.
const UNBUFFERED: (HeaderName, HeaderValue) = (
    HeaderName::from_static("x-accel-buffering"),
    HeaderValue::from_static("no"),
);

/// What a page listens to, and up to where it knows it.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// One deal; none: everything in the workspace.
    deal: Option<OpportunityId>,
    /// The number of the deal's last event that the page shows, or, for the whole workspace, when the page was drawn,
    /// in microseconds since 1970.
    since: Option<i64>,
}

struct Held {
    app: App,
    open: Open,
    /// Shows the reader to the others, until the stream is gone.
    _presence: Option<Presence>,
    not_before: Instant,
}

/// `GET /live`: a stream of `change` events, each with the names of the tables that changed ("*": any of them) and, for
/// a deal, the number of its last event as its id; `alive` now and then; at the end of the session one event `over`.
pub async fn open(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let place = match asked.deal {
        Some(deal) => super::deal(&viewer, deal),
        None => super::everything(&viewer),
    };
    // Listens first and looks then, so that nothing falls between.
    let places = vec![place, super::own(&viewer)];
    let numbered = asked.deal.map(|_| place);
    let open = app
        .live
        .readers
        .open(viewer.session, viewer.workspace, numbered, places);
    let missed = missed(&app, &viewer, &asked).await?;
    open.reader.hear(place, missed);
    let presence = match asked.deal {
        Some(deal) => Some(presence::arrive(&app, &viewer, deal).await?),
        None => None,
    };
    let held = Held {
        app,
        open,
        _presence: presence,
        not_before: Instant::now(),
    };
    let alive = Event::default().event("alive").data("");
    let alive = KeepAlive::new().interval(ALIVE).event(alive);
    let stream = Sse::new(unfold(Some(held), next)).keep_alive(alive);
    Ok(([UNBUFFERED], stream).into_response())
}

/// What happened since the page was drawn.
async fn missed(app: &App, viewer: &Viewer, asked: &Asked) -> Result<Change, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let everything = || BTreeSet::from([EVERYTHING.to_owned()]);
    let Some(deal) = asked.deal else {
        let drawn = asked.since.and_then(DateTime::from_timestamp_micros);
        let topics = match drawn {
            Some(drawn) if !store::stirred(&mut tx, drawn - OVERLAP).await? => BTreeSet::new(),
            _ => everything(),
        };
        return Ok(Change { seq: 0, topics });
    };
    opportunities::store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let Some(since) = asked.since else {
        return Ok(Change {
            seq: 0,
            topics: everything(),
        });
    };
    let (seq, topics) = store::missed(&mut tx, deal, since).await?;
    Ok(Change { seq, topics })
}

async fn next(held: Option<Held>) -> Option<(Result<Event, Infallible>, Option<Held>)> {
    let mut held = held?;
    let stopping = held.app.stopping.clone();
    let heard = async {
        sleep_until(held.not_before).await;
        held.open.reader.next().await
    };
    let heard = tokio::select! {
        heard = heard => heard,
        () = stopping.cancelled() => return None,
    };
    match heard {
        Ok(change) => {
            held.not_before = Instant::now() + PACE;
            Some((Ok(event(&change)), Some(held)))
        }
        Err(End::Over) => Some((Ok(Event::default().event("over").data("signed out")), None)),
        Err(End::Again) => None,
    }
}

fn event(change: &Change) -> Event {
    let topics: Vec<&str> = change.topics.iter().map(String::as_str).collect();
    let event = Event::default().event("change").data(topics.join(" "));
    match change.seq {
        0 => event,
        seq => event.id(seq.to_string()),
    }
}

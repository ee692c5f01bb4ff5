//! The strategy session: a team round one deal thinks together, and decides.
//!
//! One page, six steps, moved on by whoever leads it. Everything is the server's state: who takes part, what they wrote,
//! where the session stands. What is written in silence, the odds and the votes stay hidden until they are shown
//! together; the database itself keeps them from everybody but their writer (see `store::hidden` and decision 17).

mod deciding;
mod gathering;
pub mod history;
mod page;
pub mod panel;
mod private_odds;
pub mod session;
mod start;
mod steering;
pub mod store;
pub mod trying;
pub mod words;
mod writing;

use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, StrategySessionId},
    opportunities,
    people::Viewer,
};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use session::Session;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/opportunities/{deal}/sessions",
            get(panel::show).post(start::start),
        )
        .route("/opportunities/{deal}/sessions/new", get(start::show))
        .route("/opportunities/{deal}/sessions/{session}", get(page::show))
        .route(
            "/opportunities/{deal}/sessions/{session}/beginning",
            post(steering::begin),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/facilitator",
            post(steering::take_over),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/part",
            post(steering::join),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/minutes",
            post(steering::set_minutes),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/step",
            post(steering::step),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/showing",
            post(steering::show),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/end",
            post(steering::end),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/odds",
            post(private_odds::give),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/notes",
            post(writing::note),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/ideas",
            post(writing::write),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/ideas/{idea}/removal",
            post(writing::take_back),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/readiness",
            post(writing::say_ready),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/ideas/{idea}/merge",
            post(gathering::merge),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/ideas/{idea}/doubts",
            post(gathering::doubt),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/ideas/{idea}/dots",
            post(gathering::vote),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/decision",
            post(deciding::decide),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/dissent",
            post(deciding::dissent),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/tries",
            post(trying::add),
        )
        .route(
            "/opportunities/{deal}/sessions/{session}/tries/{try}/removal",
            post(trying::remove),
        )
}

/// Where a session's page is.
pub fn address(deal: OpportunityId, session: StrategySessionId) -> String {
    format!("/opportunities/{deal}/sessions/{session}")
}

/// Opens a transaction that writes in a session. The deal's row comes first, as for everybody who writes about it: so
/// what is asked about the session does not change meanwhile.
async fn enter(
    app: &App,
    viewer: &Viewer,
    deal: OpportunityId,
    session: StrategySessionId,
) -> Result<(Tx, Session), AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !opportunities::store::lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let session = store::find(&mut tx, deal, session)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok((tx, session))
}

/// … in one that goes on, by somebody who thereby takes part.
async fn take_part(
    app: &App,
    viewer: &Viewer,
    deal: OpportunityId,
    session: StrategySessionId,
) -> Result<(Tx, Session), AppError> {
    let (mut tx, session) = enter(app, viewer, deal, session).await?;
    session.must_go_on()?;
    store::take_part(&mut tx, deal, session.id).await?;
    Ok((tx, session))
}

/// Keeps what was done, and leads back to the page, to the field or button with this id.
async fn back(tx: Tx, session: &Session, at: &str) -> Result<Response, AppError> {
    tx.commit().await?;
    let page = address(session.deal, session.id);
    let place = if at.is_empty() {
        page
    } else {
        format!("{page}?at={at}")
    };
    Ok(Redirect::to(&place).into_response())
}

//! Beginning to go through the deals.

use super::store;
use crate::{
    app::App,
    error::AppError,
    ids::{JourneyId, MemberId, SittingId},
    people::Viewer,
    rates,
    review::talk::{self, facts::Period},
    web::{Form, Notice},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    since: String,
    owner: String,
    journey: String,
}

/// Keeps which deals they are now, and leads to the first.
pub async fn start(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let now = app.clock.now();
    let since = talk::since_of(&input.since, viewer.zone, now);
    let owner: Option<MemberId> = input.owner.parse().ok();
    let journey: Option<JourneyId> = input.journey.parse().ok();
    let id = input.id.parse().unwrap_or_else(|_| SittingId::new());
    let mut tx = app.db.begin(viewer.scope()).await?;
    let rates = rates::store::rates(&mut tx, viewer.currency).await?;
    let rates = rates.on(viewer.today(&app));
    let period = Period { since, now };
    let chosen = talk::chosen(&mut tx, &period, owner, journey, &rates).await?;
    let deals: Vec<_> = chosen.iter().map(|(facts, ..)| facts.deal).collect();
    if deals.is_empty() {
        return Ok(Notice::NothingToTalkAbout.on(Redirect::to("/review")));
    }
    store::begin(&mut tx, id, since, owner, journey, &deals).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/review/sittings/{id}/1")).into_response())
}

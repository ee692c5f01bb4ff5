//! Small steps in the draft: one press of a button each.

use super::{Draft, Stopped, address, back};
use crate::{
    app::App,
    ids::{JourneyId, StageId, VerifierId},
    journeys::{journey::Direction, store},
    people::Manager,
    web::{Form, Notice, Path},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Debug, Deserialize)]
pub struct Input {
    direction: Direction,
}

pub async fn move_stage(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, stage)): Path<(JourneyId, StageId)>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    if draft.stage(stage).is_none() {
        return Err(Stopped::Gone(id));
    }
    store::move_stage(&mut tx, draft.stages(), stage, input.direction).await?;
    tx.commit().await?;
    Ok(back(id, stage).into_response())
}

pub async fn remove_stage(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, stage)): Path<(JourneyId, StageId)>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    if draft.stage(stage).is_none() {
        return Err(Stopped::Gone(id));
    }
    store::remove_stage(&mut tx, draft.stages(), stage).await?;
    tx.commit().await?;
    Ok(Notice::Removed.on(Redirect::to(&address(id))))
}

pub async fn move_verifier(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, verifier)): Path<(JourneyId, VerifierId)>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    let (stage, _) = draft.verifier(verifier).ok_or(Stopped::Gone(id))?;
    store::move_verifier(&mut tx, &stage.verifiers, verifier, input.direction).await?;
    tx.commit().await?;
    Ok(back(id, verifier).into_response())
}

pub async fn remove_verifier(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, verifier)): Path<(JourneyId, VerifierId)>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    let (stage, _) = draft.verifier(verifier).ok_or(Stopped::Gone(id))?;
    store::remove_verifier(&mut tx, verifier).await?;
    tx.commit().await?;
    Ok(Notice::Removed.on(back(id, stage.id)))
}

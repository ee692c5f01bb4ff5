//! Small steps in the draft: one press of a button each.

use super::{Draft, address, back, gone, no_draft};
use crate::{
    app::App,
    error::AppError,
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
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let Some(draft) = Draft::take(&mut tx, id).await? else {
        return Ok(no_draft(id));
    };
    if draft.stage(stage).is_none() {
        return Ok(gone(id));
    }
    store::move_stage(&mut tx, draft.stages(), stage, input.direction).await?;
    tx.commit().await?;
    Ok(back(id, stage).into_response())
}

pub async fn remove_stage(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, stage)): Path<(JourneyId, StageId)>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let Some(draft) = Draft::take(&mut tx, id).await? else {
        return Ok(no_draft(id));
    };
    if draft.stage(stage).is_none() {
        return Ok(gone(id));
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
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let Some(draft) = Draft::take(&mut tx, id).await? else {
        return Ok(no_draft(id));
    };
    let Some((stage, _)) = draft.verifier(verifier) else {
        return Ok(gone(id));
    };
    store::move_verifier(&mut tx, &stage.verifiers, verifier, input.direction).await?;
    tx.commit().await?;
    Ok(back(id, verifier).into_response())
}

pub async fn remove_verifier(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path((id, verifier)): Path<(JourneyId, VerifierId)>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let Some(draft) = Draft::take(&mut tx, id).await? else {
        return Ok(no_draft(id));
    };
    let Some((stage, _)) = draft.verifier(verifier) else {
        return Ok(gone(id));
    };
    store::remove_verifier(&mut tx, verifier).await?;
    tx.commit().await?;
    Ok(Notice::Removed.on(back(id, stage.id)))
}

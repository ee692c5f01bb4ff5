//! Saying who there listens to whom, and taking it back.

use super::{
    show::{Choosing, draw},
    stakeholder::Influence,
    store,
};
use crate::{
    app::App,
    error::AppError,
    ids::{ContactId, OpportunityId},
    opportunities::store::find,
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Who listens.
    pub listener: String,
    /// To whom.
    pub to: String,
}

pub async fn draw_line(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    find(&mut tx, deal).await?.ok_or(AppError::NotFound)?;
    let group = store::of_opportunity(&mut tx, deal).await?;
    let mut errors = FormErrors::default();
    let member = |text: &str| {
        let id: Option<ContactId> = text.parse().ok();
        id.filter(|id| group.iter().any(|member| member.contact == *id))
            .ok_or("Choose somebody from the group.")
    };
    let listener = errors.take("listener", member(&input.listener));
    let to = errors.take("to", member(&input.to));
    if listener.is_some() && listener == to {
        errors.add("to", "Choose two different people.");
    }
    let (Some(from), Some(to), false) = (to, listener, errors.any()) else {
        let choosing = Choosing { input, errors };
        let page = draw(&app, &mut tx, &viewer, shown, deal, choosing).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let is_new = store::draw_line(&mut tx, deal, Influence { from, to }).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/group"));
    Ok(match is_new {
        true => Notice::Saved.on(back),
        false => Notice::AlreadyRecorded.on(back),
    })
}

pub async fn take_back(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    find(&mut tx, deal).await?.ok_or(AppError::NotFound)?;
    let (Ok(to), Ok(from)) = (input.listener.parse(), input.to.parse()) else {
        return Err(AppError::Unreadable);
    };
    store::take_back(&mut tx, deal, Influence { from, to }).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/group"));
    Ok(Notice::LineTakenBack.on(back))
}

//! A message becomes a decision, shown as such; who said so, and who wrote it, can take that back.

use super::{
    edit,
    message::{Kind, Message},
    store,
};
use crate::{
    app::App,
    error::AppError,
    ids::{MessageId, OpportunityId},
    people::Viewer,
    web::{Form, Notice, Path},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// "undo", or nothing.
    act: String,
    stage: Option<i16>,
    until: String,
}

pub async fn decide(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, message)): Path<(OpportunityId, MessageId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let found = store::find(&mut tx, deal, message).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let notice = match input.act.as_str() {
        "undo" => {
            may_undo(&found, &viewer)?;
            store::mean(&mut tx, deal, message, Kind::Note).await?;
            Notice::Undecided
        }
        _ => {
            may_decide(&found)?;
            store::mean(&mut tx, deal, message, Kind::Decision).await?;
            Notice::Decided
        }
    };
    tx.commit().await?;
    let back = edit::Input {
        stage: input.stage,
        until: input.until,
        ..edit::Input::default()
    };
    Ok(notice.on(Redirect::to(&back.back(deal, message))))
}

fn may_decide(message: &Message) -> Result<(), AppError> {
    match message.kind {
        _ if message.is_removed => Err(AppError::refused("This message was removed.")),
        Kind::Question => Err(AppError::refused(
            "This is a question. Mark what answers it as the decision.",
        )),
        Kind::Note | Kind::Decision => Ok(()),
    }
}

fn may_undo(message: &Message, viewer: &Viewer) -> Result<(), AppError> {
    let is_theirs = message.is_by(viewer.member) || message.decided_by == Some(viewer.member);
    match (message.kind, is_theirs) {
        (Kind::Decision, true) => Ok(()),
        (Kind::Decision, false) => Err(AppError::refused(
            "Who wrote it, or who marked it as a decision, can take that back.",
        )),
        _ => Err(AppError::refused("This is no decision any more.")),
    }
}

//! Changing one's own words, and taking them back. Nobody does that with another's, whatever their role.

use super::{
    mentions,
    message::{Message, Words},
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{MessageId, OpportunityId},
    opportunities::page::{Doing, Filling, Opened, draw},
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub body: String,
    /// What the page showed: the stage, and the part of the conversation.
    pub stage: Option<i16>,
    pub until: String,
}

pub async fn change(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, message)): Path<(OpportunityId, MessageId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    own(&mut tx, deal, message, &viewer).await?;
    let words = match Words::parse(&input.body) {
        Ok(words) => words,
        Err(error) => {
            let opened = Opened {
                stage: input.stage,
                until: Some(message.to_string()),
                ..Opened::default()
            };
            let mut errors = FormErrors::default();
            errors.add("body", error);
            let filling = Filling::new([("body", input.body)], errors);
            let doing = Doing::filling("edit", message, filling);
            let page = draw(&app, &mut tx, &viewer, shown, deal, opened, doing).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let members = store::members(&mut tx).await?;
    let mentions = mentions::in_message(words.as_str(), &members);
    store::reword(&mut tx, deal, message, &words, &mentions).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(Redirect::to(&input.back(deal, message))))
}

pub async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, message)): Path<(OpportunityId, MessageId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    own(&mut tx, deal, message, &viewer).await?;
    store::remove(&mut tx, deal, message).await?;
    tx.commit().await?;
    Ok(Notice::MessageRemoved.on(Redirect::to(&input.back(deal, message))))
}

/// The message, if this viewer wrote it and has not taken it back.
async fn own(
    tx: &mut Tx,
    deal: OpportunityId,
    message: MessageId,
    viewer: &Viewer,
) -> Result<Message, AppError> {
    let found = store::find(tx, deal, message).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if !found.is_by(viewer.member) {
        return Err(AppError::refused(
            "Only whoever wrote a message can change it or take it back. You can answer it.",
        ));
    }
    if found.is_removed {
        return Err(AppError::refused("You have removed this message already."));
    }
    Ok(found)
}

impl Input {
    /// The deal's page as it was, at the message.
    pub fn back(&self, deal: OpportunityId, message: MessageId) -> String {
        let mut query = vec![];
        query.extend(self.stage.map(|stage| format!("stage={stage}")));
        let until: Option<MessageId> = self.until.parse().ok();
        query.extend(until.map(|until| format!("until={until}")));
        match query.as_slice() {
            [] => format!("/opportunities/{deal}#m-{message}"),
            parts => format!("/opportunities/{deal}?{}#m-{message}", parts.join("&")),
        }
    }
}

//! Reading a pasted mail or chat: who wrote it, when, and which part are their words.

use crate::{
    app::App,
    error::AppError,
    evidence::paste::{self, Medium},
    ids::OpportunityId,
    journey::terms::Channel,
    opportunities::store,
    people::Viewer,
    web::{Form, Path},
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Input {
    #[serde(default)]
    text: String,
}

/// Field names of the evidence form, with what to fill in. What was not found stays out.
#[derive(Default, Serialize)]
pub struct Read {
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    happened_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'static str>,
}

/// A sender who is known at the account is chosen; another one is offered as somebody new, unless it is one of us.
pub async fn answer(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Json<Read>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let account = store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?
        .account_id;
    let people = store::people_at(&mut tx, account).await?;
    let us = store::owners(&mut tx, None).await?;
    let pasted = paste::read(&input.text, viewer.today(&app));

    let same = |name: &str, sender: &str| name.to_lowercase() == sender.to_lowercase();
    let sender = pasted
        .sender_name
        .filter(|sender| !us.iter().any(|member| same(&member.name, sender)));
    let known = sender
        .as_ref()
        .and_then(|sender| people.iter().find(|person| same(&person.name, sender)));
    Ok(Json(Read {
        words: pasted.words,
        contact: known.map(|person| person.id.to_string()),
        new_contact: sender.filter(|_| known.is_none()),
        happened_on: pasted.date.map(|day| day.to_string()),
        channel: pasted.medium.map(|medium| match medium {
            Medium::Email => Channel::Email.name(),
            Medium::Chat => Channel::Chat.name(),
        }),
    }))
}

//! Reading a pasted mail or chat: who wrote it, when, and which part are their words.

use crate::{
    app::App,
    error::AppError,
    evidence::paste::{self, Medium},
    ids::OpportunityId,
    journey::terms::Channel,
    opportunities::store::{self, Owner, Person},
    people::Viewer,
    web::{Form, Path},
};
use axum::{Json, extract::State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most that is read, in bytes. A longer paste is words, and nothing else.
const MOST: usize = 50_000;

#[derive(Deserialize)]
pub struct Input {
    #[serde(default)]
    text: String,
}

/// Field names of the evidence form, with what to fill in. What was not found stays out.
#[derive(Default, Serialize)]
pub struct Read {
    pub words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<&'static str>,
}

pub async fn answer(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Json<Read>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let deal = store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let people = store::people_at(&mut tx, deal.account_id).await?;
    let us = store::owners(&mut tx, None).await?;
    drop(tx);
    Ok(Json(read(input.text, &people, &us, viewer.today(&app))))
}

/// Reads a paste. A sender who is known at the account is chosen, another one is offered as somebody new. What one of
/// us wrote is not the customer's: then nothing is cut and nothing filled in.
pub fn read(text: String, people: &[Person], us: &[Owner], today: NaiveDate) -> Read {
    let same = |name: &str, sender: &str| name.to_lowercase() == sender.to_lowercase();
    let is_ours = |sender: &String| us.iter().any(|member| same(&member.name, sender));
    if text.len() > MOST {
        return Read {
            words: text,
            ..Read::default()
        };
    }
    let pasted = paste::read(&text, today);
    if pasted.sender_name.as_ref().is_some_and(is_ours) {
        return Read {
            words: text,
            ..Read::default()
        };
    }
    let known = pasted
        .sender_name
        .as_ref()
        .and_then(|sender| people.iter().find(|person| same(&person.name, sender)));
    Read {
        words: pasted.words,
        contact: known.map(|person| person.id.to_string()),
        happened_on: pasted.date.map(|day| day.to_string()),
        channel: pasted.medium.map(|medium| match medium {
            Medium::Email => Channel::Email.name(),
            Medium::Chat => Channel::Chat.name(),
        }),
        new_contact: pasted.sender_name.filter(|_| known.is_none()),
    }
}

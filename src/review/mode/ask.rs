//! Posing a question on the way, as the deal's own page does: it stands beside the verifier, and its owner is told.

use super::{step, store};
use crate::{
    app::App,
    conversation::{
        about::{About, Kind as Thing},
        mentions,
        message::{Kind, NewMessage, Words},
        store as conversation,
    },
    error::AppError,
    ids::{MessageId, SittingId, VerifierId},
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    /// A verifier; empty: the deal.
    about: String,
    body: String,
}

pub async fn ask(
    viewer: Viewer,
    State(app): State<App>,
    Path((id, number)): Path<(SittingId, i16)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let sitting = store::own(&mut tx, viewer.member, id).await?;
    let sitting = sitting.ok_or(AppError::NotFound)?;
    let deal = sitting.deal(number).ok_or(AppError::NotFound)?;
    let words = match Words::parse(&input.body) {
        Ok(words) => words,
        Err(error) => {
            let mut errors = FormErrors::default();
            errors.add("body", error);
            let refused = (errors, (input.about, input.body));
            let page = step::draw(&app, &mut tx, &viewer, &sitting, number, refused).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let about = match input.about.as_str() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| AppError::NotFound)?),
    };
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let about = about.map(|id| on_verifier(&whole, id)).transpose()?;
    let members = conversation::members(&mut tx).await?;
    let new = NewMessage {
        id: input.id.parse().unwrap_or_else(|_| MessageId::new()),
        kind: match about.is_some() && viewer.manages() {
            true => Kind::Question,
            false => Kind::Note,
        },
        about,
        mentions: mentions::in_message(words.as_str(), &members),
        words,
    };
    conversation::post(&mut tx, deal, &new).await?;
    tx.commit().await?;
    Ok(Notice::Asked.on(Redirect::to(&sitting.url(number))))
}

fn on_verifier(whole: &Whole, id: VerifierId) -> Result<About, AppError> {
    whole
        .judgement
        .standing_of(id)
        .map(|_| About {
            kind: Thing::Verifier,
            id: id.0,
        })
        .ok_or(AppError::NotFound)
}

//! Saying something: about the deal, or about one thing on its page.

use super::{
    about::{self, About, Things},
    mentions,
    message::{Kind, NewMessage, Words},
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{MessageId, OpportunityId},
    opportunities::page::{Doing, Filling, again, whole::Whole},
    people::Viewer,
    web::{Form, FormErrors, Path, Shown},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    /// "verifier:0199…"; empty: the deal.
    pub about: String,
    /// "question"; anything else is a note.
    pub kind: String,
    pub body: String,
    /// A coaching question that was chosen; own words go before it.
    pub prompt: String,
    /// Where on the page the form stood.
    pub fold: String,
    pub stage: Option<i16>,
}

pub async fn post(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let about = about(&mut tx, &input.about, &whole).await?;
    let kind = kind(&input, about, &viewer)?;
    let words = match Words::parse(input.words()) {
        Ok(words) => words,
        Err(error) => {
            let (stage, doing) = (input.stage, input.refused(about, kind, error));
            return again(&app, &mut tx, &viewer, shown, deal, stage, doing).await;
        }
    };
    let members = store::members(&mut tx).await?;
    let new = NewMessage {
        id: input.id.parse().unwrap_or_else(|_| MessageId::new()),
        about,
        kind,
        mentions: mentions::in_message(words.as_str(), &members),
        words,
    };
    store::post(&mut tx, deal, &new).await?;
    tx.commit().await?;
    Ok(Redirect::to(&input.back(deal, new.id)).into_response())
}

/// What it is about. A thing that is not on this deal's page is not there.
pub async fn about(tx: &mut Tx, typed: &str, whole: &Whole) -> Result<Option<About>, AppError> {
    if typed.is_empty() {
        return Ok(None);
    }
    let about: About = typed.parse().map_err(|()| AppError::NotFound)?;
    let things = Things::of(tx, whole).await?;
    things.get(about).ok_or(AppError::NotFound)?;
    Ok(Some(about))
}

/// A coaching question is posed on a verifier, by somebody who manages.
fn kind(input: &Input, about: Option<About>, viewer: &Viewer) -> Result<Kind, AppError> {
    if input.kind != Kind::Question.name() {
        return Ok(Kind::Note);
    }
    match about {
        _ if !viewer.manages() => Err(AppError::Forbidden),
        Some(about) if about.kind == about::Kind::Verifier => Ok(Kind::Question),
        _ => Err(AppError::NotFound),
    }
}

impl Input {
    fn words(&self) -> &str {
        match self.body.trim() {
            "" if self.kind == Kind::Question.name() => &self.prompt,
            _ => &self.body,
        }
    }

    /// The page with the form where it stood, as it was typed.
    pub fn refused(self, about: Option<About>, kind: Kind, error: String) -> Doing {
        let mut errors = FormErrors::default();
        errors.add("body", error);
        let act = match kind {
            Kind::Question => "question",
            _ => "message",
        };
        let typed = [
            ("body", self.body),
            ("prompt", self.prompt),
            ("about", self.about),
        ];
        let in_place = about.filter(|_| !self.fold.is_empty());
        let on = in_place.map_or(Uuid::nil(), |about| about.id);
        Doing::filling(act, on, Filling::new(typed, errors))
    }

    /// The deal's page, at the message where it was written.
    fn back(&self, deal: OpportunityId, message: MessageId) -> String {
        let stage = self
            .stage
            .map_or(String::new(), |stage| format!("?stage={stage}"));
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let place = match self.fold.as_str() {
            "" => "m",
            fold if fold.chars().all(is_plain) => fold,
            _ => "m",
        };
        format!("/opportunities/{deal}{stage}#{place}-{message}")
    }
}

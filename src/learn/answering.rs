//! A manager answers what somebody proposed, once: taken up or set aside, and why.

use super::store::{self, Proposed};
use crate::{
    app::App,
    error::AppError,
    opportunities::reason::Reason,
    people::{Manager, Viewer},
    web::{Form, FormErrors, Frame, Notice, Page, Path},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub answer: String,
    pub words: String,
}

/// The form again, with what was typed.
#[derive(Template)]
#[template(path = "learn/answer.html")]
pub struct AnswerPage {
    frame: Frame,
    id: Uuid,
    proposed: Proposed,
    back_url: String,
    input: Input,
    errors: FormErrors,
}

pub async fn answer(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(id): Path<Uuid>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let proposed = store::proposed(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let back_url = format!("/journeys/{}#proposals", proposed.journey);
    let mut errors = FormErrors::default();
    let words = errors.take("words", Reason::parse(&input.words).map_err(said));
    let Some(words) = words else {
        let page = draw(&viewer, id, proposed, back_url, (input, errors));
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let taken_up = input.answer == "taken_up";
    let is_new = store::answer(&mut tx, id, taken_up, words.text()).await?;
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::ProposalAnswered,
        false => Notice::AlreadyRecorded,
    };
    Ok(notice.on(Redirect::to(&back_url)))
}

fn said(sentence: &'static str) -> &'static str {
    match sentence.starts_with("Say why") {
        true => "Say why, in a few words: whoever proposed it will read them.",
        false => sentence,
    }
}

fn draw(
    viewer: &Viewer,
    id: Uuid,
    proposed: Proposed,
    back_url: String,
    (input, errors): (Input, FormErrors),
) -> AnswerPage {
    AnswerPage {
        frame: viewer.frame("Answer a proposal", "journeys"),
        id,
        proposed,
        back_url,
        input,
        errors,
    }
}

//! What somebody proposes to change about a verifier, for those who look after the journey.

use super::{
    asked::Asked,
    findings,
    store::{self, NewProposal, Proposal},
    verifier::ground,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{JourneyId, VerifierId},
    opportunities::reason::Reason,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, format},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// How many a journey's page shows.
const MOST: i64 = 50;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    pub words: String,
    pub since: String,
}

#[derive(Template)]
#[template(path = "learn/proposal.html")]
pub struct ProposalPage {
    frame: Frame,
    verifier: VerifierId,
    statement: String,
    finding: Vec<String>,
    back_url: String,
    input: Input,
    errors: FormErrors,
}

/// One proposal as the journey's pages show it.
pub struct Shown {
    pub id: Uuid,
    pub verifier: VerifierId,
    pub statement: String,
    pub words: String,
    pub finding: Vec<String>,
    pub by: String,
    pub when: String,
    /// "Taken up by Ana: …"; empty: it is open.
    pub answer: String,
}

pub async fn begin(
    viewer: Viewer,
    State(app): State<App>,
    Path(verifier): Path<VerifierId>,
    Query(asked): Query<Asked>,
) -> Result<Page<ProposalPage>, AppError> {
    let input = Input {
        id: Uuid::now_v7().to_string(),
        since: asked.since.clone(),
        ..Input::default()
    };
    let errors = FormErrors::default();
    Ok(Page(
        draw(&viewer, &app, verifier, asked, (input, errors)).await?,
    ))
}

pub async fn propose(
    viewer: Viewer,
    State(app): State<App>,
    Path(verifier): Path<VerifierId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut errors = FormErrors::default();
    let words = errors.take("words", Reason::parse(&input.words).map_err(said));
    let asked = Asked {
        since: input.since.clone(),
        ..Asked::default()
    };
    let Some(words) = words else {
        let page = draw(&viewer, &app, verifier, asked, (input, errors)).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (journey, statement) = store::verifier_of(&mut tx, verifier)
        .await?
        .ok_or(AppError::NotFound)?;
    let since = asked.begins(app.clock.now());
    let finding = findings::finding_of(&mut tx, journey, &statement, since).await?;
    let new = NewProposal {
        id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
        journey,
        verifier,
        words: words.text().to_owned(),
        finding: short(&finding),
    };
    let is_new = store::propose(&mut tx, &new).await?;
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::Proposed,
        false => Notice::AlreadyRecorded,
    };
    Ok(notice.on(Redirect::to(&format!("/journeys/{journey}#proposals"))))
}

fn said(sentence: &'static str) -> &'static str {
    match sentence.starts_with("Say why") {
        true => "What should it say or ask instead? A sentence is enough.",
        false => sentence,
    }
}

/// As much of it as is kept.
fn short(finding: &[String]) -> String {
    finding.join("\n").chars().take(1000).collect()
}

async fn draw(
    viewer: &Viewer,
    app: &App,
    verifier: VerifierId,
    asked: Asked,
    (input, errors): (Input, FormErrors),
) -> Result<ProposalPage, AppError> {
    let mut ground = ground(viewer, app, asked, verifier).await?;
    let (journey, statement) = store::verifier_of(&mut ground.tx, verifier)
        .await?
        .ok_or(AppError::NotFound)?;
    let since = ground.since;
    let finding = findings::finding_of(&mut ground.tx, journey, &statement, since).await?;
    Ok(ProposalPage {
        frame: viewer.frame("Propose a change", "learn"),
        verifier,
        statement,
        finding,
        back_url: ground.asked.page(&format!("/learn/verifiers/{verifier}")),
        input,
        errors,
    })
}

/// What is proposed for a journey, open and answered.
pub async fn of_journey(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    journey: JourneyId,
) -> sqlx::Result<(Vec<Shown>, Vec<Shown>)> {
    let all = store::of_journey(tx, journey, MOST).await?;
    let now = app.clock.now();
    let shown = all.into_iter().map(|one| shown(one, viewer, now));
    Ok(shown.partition(|one| one.answer.is_empty()))
}

fn shown(one: Proposal, viewer: &Viewer, now: chrono::DateTime<chrono::Utc>) -> Shown {
    Shown {
        id: one.id,
        verifier: one.verifier,
        statement: one.statement,
        words: one.words,
        finding: one.finding.lines().map(str::to_owned).collect(),
        when: format::moment(one.at, viewer.zone, now),
        by: one.by,
        answer: one
            .answer
            .map_or(String::new(), |(taken_up, words, by)| match taken_up {
                true => format!("Taken up by {by}: {words}"),
                false => format!("Set aside by {by}: {words}"),
            }),
    }
}

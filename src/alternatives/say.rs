//! Noting how a way looks to somebody there: in their words where they said so, else as what we believe.

use super::{
    alternative::Way,
    show::draw,
    store::{self, NewView},
};
use crate::{
    app::App,
    error::AppError,
    evidence::evidence::Evidence,
    ids::{ContactId, EvidenceId, OpportunityId, RiskViewId},
    journey::terms::Risk,
    opportunities::page::{Doing, Filling, whole::Whole},
    people::Viewer,
    stakeholders::group::counts,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// The most that our own words about it may hold, in characters.
pub const WORDS_MOST: usize = 1_000;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form was drawn.
    pub id: String,
    pub way: String,
    pub person: String,
    pub risk: String,
    pub evidence: String,
    pub words: String,
}

pub async fn say(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let new = match read(&input, &whole) {
        Ok(new) => new,
        Err(errors) => {
            let doing = Doing::filling("saying", deal, Filling::new(input.typed(), errors));
            let page = draw(&app, &mut tx, &viewer, shown, deal, doing).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let is_new = store::say(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/alternatives"));
    Ok(match is_new {
        true => Notice::Seen.on(back),
        false => Notice::AlreadyRecorded.on(back),
    })
}

impl Input {
    fn typed(self) -> [(&'static str, String); 5] {
        [
            ("way", self.way),
            ("person", self.person),
            ("risk", self.risk),
            ("evidence", self.evidence),
            ("words", self.words),
        ]
    }
}

fn read(input: &Input, whole: &Whole) -> Result<NewView, FormErrors> {
    let mut errors = FormErrors::default();
    let way = errors.take("way", way(&input.way, whole));
    let risk: Option<Risk> = errors.take(
        "risk",
        input
            .risk
            .parse()
            .map_err(|_| "How risky does it look to them?"),
    );
    let said = errors
        .take("evidence", said(&input.evidence, whole))
        .flatten();
    let person = errors.take("person", person(&input.person, said, whole));
    let words = input.words.trim();
    if words.chars().count() > WORDS_MOST {
        errors.add("words", "That is too long. Keep it to 1,000 characters.");
    }
    match (way, risk, person) {
        (Some(way), Some(risk), Some(person)) if !errors.any() => Ok(NewView {
            id: input.id.parse().unwrap_or_else(|_| RiskViewId::new()),
            way,
            person,
            risk,
            words: words.to_owned(),
            evidence: said.map(|said| said.id),
        }),
        _ => Err(errors),
    }
}

fn way(text: &str, whole: &Whole) -> Result<Way, &'static str> {
    let way = Way::typed(text).ok_or("Which way is it about?")?;
    match way {
        Way::Alternative(id) if whole.alternatives.iter().all(|there| there.id != id) => {
            Err("That is not on the list. Choose one that is.")
        }
        way => Ok(way),
    }
}

fn said<'a>(text: &str, whole: &'a Whole) -> Result<Option<&'a Evidence>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let id: Option<EvidenceId> = text.parse().ok();
    let found = whole
        .evidence
        .iter()
        .find(|said| Some(said.id) == id && counts(said));
    found
        .map(Some)
        .ok_or("Choose something they said that still counts.")
}

/// Whose view it is: who said it, somebody of the account, or all of them together.
fn person(
    text: &str,
    said: Option<&Evidence>,
    whole: &Whole,
) -> Result<Option<ContactId>, &'static str> {
    let chosen: Option<ContactId> = text.parse().ok();
    match (text, said) {
        ("", said) => Ok(said.map(|said| said.speaker.id)),
        (_, Some(said)) if chosen != Some(said.speaker.id) => {
            Err("Somebody else said that. Choose who did, or leave it to their words.")
        }
        _ => chosen
            .filter(|id| whole.people.iter().any(|person| person.id == *id))
            .map(Some)
            .ok_or("Choose somebody from this account."),
    }
}

//! Notes that everybody sees at once, and ideas that nobody else sees until they are shown together.

use super::{
    back, page,
    session::Session,
    steering, store, take_part,
    words::{GATHERING, HEADINGS, Hidden, NOTES, WRITING, number},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{IdeaId, OpportunityId, StrategySessionId},
    opportunities::page::{Doing, Filling},
    people::Viewer,
    web::{Form, FormErrors, Path, Shown, written},
};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use uuid::Uuid;

type Place = Path<(OpportunityId, StrategySessionId)>;

/// The most characters of a note or an idea: it has to fit on a card.
const MOST: usize = 300;

/// What a browser sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    /// The number of the heading.
    under: String,
    text: String,
}

/// The text on a card, or what is wrong with it.
fn text(typed: &str) -> Result<String, String> {
    let text = written::line(typed);
    match text.is_empty() {
        true => Err("A few words are enough.".into()),
        false => written::within(text, MOST),
    }
}

/// Reads a card, or draws the page again with it.
async fn card(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    session: &Session,
    input: &Input,
    acts: [&'static str; 3],
) -> Result<Result<(i16, String), Response>, AppError> {
    let under = number(&input.under).ok_or(AppError::Unreadable)?;
    match text(&input.text) {
        Ok(text) => Ok(Ok((under, text))),
        Err(sentence) => {
            let mut errors = FormErrors::default();
            errors.add("text", sentence);
            let filling = Filling::new([("text", input.text.clone())], errors);
            let act = acts[usize::try_from(under - 1).unwrap_or_default()];
            let doing = Doing::filling(act, session.id, filling);
            let page = page::again(app, tx, viewer, shown, session, doing).await?;
            Ok(Err(page))
        }
    }
}

pub async fn note(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    session.must_have_come_to(2)?;
    let acts = ["note-1", "note-2", "note-3"];
    let (kind, text) = match card(&app, &mut tx, &viewer, shown, &session, &input, acts).await? {
        Ok(card) => card,
        Err(page) => return Ok(page),
    };
    let note = input.id.parse().unwrap_or_else(|_| Uuid::now_v7());
    store::note(&mut tx, &session, note, kind, &text).await?;
    back(tx, &session, &format!("note-{kind}-text")).await
}

pub async fn write(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    session.must_have_come_to(WRITING)?;
    let acts = ["idea-1", "idea-2", "idea-3"];
    let (heading, text) = match card(&app, &mut tx, &viewer, shown, &session, &input, acts).await? {
        Ok(card) => card,
        Err(page) => return Ok(page),
    };
    let idea = input.id.parse().unwrap_or_else(|_| IdeaId::new());
    store::write_idea(&mut tx, id, idea, heading, &text).await?;
    back(tx, &session, &format!("idea-{heading}-text")).await
}

/// An idea that was shown stays; until then its writer can take it back.
pub async fn take_back(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id, idea)): Path<(OpportunityId, StrategySessionId, IdeaId)>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let ideas = store::ideas(&mut tx, id).await?;
    let found = ideas.iter().find(|found| found.id == idea);
    let under = found.ok_or(AppError::NotFound)?.heading;
    if session.shows(Hidden::Ideas) {
        return Err(AppError::refused(
            "Everybody has seen it by now, so it stays. Challenge it, or merge it with another.",
        ));
    }
    store::take_idea_back(&mut tx, id, idea).await?;
    back(tx, &session, &format!("idea-{under}-text")).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Readiness {
    /// "writing" or "votes".
    with: String,
    ready: String,
}

/// Says that one is ready with writing or voting, or not after all.
pub async fn say_ready(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Readiness>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let is_ready = input.ready == "yes";
    if input.with == "votes" {
        session.must_have_come_to(GATHERING)?;
        store::say_voted(&mut tx, id, is_ready).await?;
        steering::show_if_all_are_in(&mut tx, &session, Hidden::Votes).await?;
    } else {
        session.must_have_come_to(WRITING)?;
        store::say_ready(&mut tx, id, is_ready).await?;
    }
    back(tx, &session, "ready").await
}

/// A heading by its number, of notes or of ideas.
pub fn heading(of: &'static [&'static str; 3], number: i16) -> &'static str {
    let index = usize::try_from(number - 1).unwrap_or_default();
    of[index.min(2)]
}

/// (number, heading) of the notes.
pub fn note_headings() -> impl Iterator<Item = (i16, &'static str)> {
    (1..=3).map(|number| (number, heading(&NOTES, number)))
}

/// (number, heading) of the ideas.
pub fn idea_headings() -> impl Iterator<Item = (i16, &'static str)> {
    (1..=3).map(|number| (number, heading(&HEADINGS, number)))
}

//! The passage: one stage forward, by a person's act, on the customer's evidence. A refused one changes nothing and
//! says what is missing.

use super::{
    page::{Doing, Opened, draw, whole::Whole},
    store::{self, WinNote},
};
use crate::{
    app::App,
    error::AppError,
    ids::{OpportunityId, PassageId},
    journey::{gate::Refusal, terms::OutcomeKind},
    people::Viewer,
    web::{Form, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What the gate's button sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    /// The stage that the page showed as the present one.
    from: i16,
    /// Why the deal was won, at the last gate.
    reason: String,
    note: String,
}

/// The most that a note on a win may hold, in characters.
const NOTE_MOST: usize = 1_000;

pub async fn pass(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !store::lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let id = input.id.parse().unwrap_or_else(|_| PassageId::new());
    if store::has_passed(&mut tx, id).await? || input.from < whole.deal.stage {
        return Ok(Notice::AlreadyPassed.on(Redirect::to(&format!("/opportunities/{deal}"))));
    }
    let passage = match whole.judgement.passage() {
        Ok(passage) if passage.from() == input.from => passage,
        refused => {
            let sentence = why_not(&whole, refused.err());
            let page = draw(
                &app,
                &mut tx,
                &viewer,
                shown,
                deal,
                Opened::default(),
                Doing::Passing(sentence),
            )
            .await?;
            return Ok(Page(page).status(StatusCode::CONFLICT));
        }
    };
    store::pass(&mut tx, id, deal, &passage, &win_note(&input)).await?;
    tx.commit().await?;
    let notice = if passage.to().is_some() {
        Notice::Passed
    } else {
        Notice::Won
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{deal}"))))
}

/// Why the deal did not move. Without a refusal the page was older than a fall-back.
fn why_not(whole: &Whole, refusal: Option<Refusal>) -> String {
    match refusal {
        None => format!(
            "It fell back meanwhile, and stands at {} now.",
            whole.stage_name(whole.deal.stage)
        ),
        Some(Refusal::Closed) => "It is closed. Reopen it first.".into(),
        Some(Refusal::Shut(missing)) => {
            let missing: Vec<&str> = missing
                .iter()
                .filter_map(|id| whole.verifier(*id))
                .map(|verifier| verifier.statement.as_str())
                .collect();
            format!(
                "{} still waits for the customer’s evidence that: {}.",
                whole.stage_name(whole.deal.stage),
                missing.join("; ")
            )
        }
    }
}

fn win_note(input: &Input) -> WinNote {
    WinNote {
        reason: OutcomeKind::Won
            .reason(&input.reason)
            .map_or(String::new(), |reason| reason.code.to_owned()),
        note: input.note.trim().chars().take(NOTE_MOST).collect(),
    }
}

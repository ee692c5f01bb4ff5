//! What the customer did after a play. Nobody is asked what we did.

use super::{
    play::{Play, ResultNote},
    store::{self, NewResult},
};
use crate::{
    app::App,
    error::AppError,
    ids::{EvidenceId, OpportunityId, PlayId},
    journey::terms::PlayResult,
    opportunities::{
        page::{Doing, Filling, again, whole::Whole},
        store::lock,
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Path, Shown},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    result: String,
    note: String,
    /// The evidence that shows that they did it; empty: none.
    evidence: String,
}

pub async fn answer(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, PlayId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let all = store::of_opportunity(&mut tx, deal).await?;
    let play = all.iter().find(|p| p.id == id).ok_or(AppError::NotFound)?;
    let new = match read(&input, play, &whole) {
        Ok(new) => new,
        Err(errors) => {
            let doing = Doing::filling("result", id, Filling::new([("note", input.note)], errors));
            return again(&app, &mut tx, &viewer, shown, deal, None, doing).await;
        }
    };
    let is_new = store::answer(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let notice = match (is_new, new.result) {
        (false, _) => Notice::AlreadyRecorded,
        (true, PlayResult::DidIt) => Notice::PlayWorked,
        (true, _) => Notice::PlayAnswered,
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{deal}#p-{id}"))))
}

fn read(input: &Input, play: &Play, whole: &Whole) -> Result<NewResult, FormErrors> {
    let mut errors = FormErrors::default();
    let result: Option<PlayResult> = input.result.parse().ok();
    let result = errors.take(
        "note",
        result.ok_or("What did they do? Choose one of the four."),
    );
    let note = errors.take("note", ResultNote::parse(&input.note));
    let is_empty = note.as_ref().is_some_and(|note| note.as_str().is_empty());
    if result == Some(PlayResult::DidSomethingElse) && is_empty {
        errors.add("note", "What did they do instead? A few words are enough.");
    }
    let evidence = errors.take("note", evidence(&input.evidence, result, play, whole));
    match (result, note, evidence) {
        (Some(result), Some(note), Some(evidence)) if !errors.any() => Ok(NewResult {
            id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
            play: play.id,
            result,
            note: note.as_str().to_owned(),
            evidence,
        }),
        _ => Err(errors),
    }
}

/// The evidence that shows it: it has to speak for the verifier still.
fn evidence(
    id: &str,
    result: Option<PlayResult>,
    play: &Play,
    whole: &Whole,
) -> Result<Option<EvidenceId>, &'static str> {
    if id.is_empty() || result != Some(PlayResult::DidIt) {
        return Ok(None);
    }
    let id: Option<EvidenceId> = id.parse().ok();
    let standing = whole.judgement.standing_of(play.verifier);
    let carries = |id: &EvidenceId| standing.is_some_and(|s| s.rests_on.contains(id));
    id.filter(carries)
        .map(Some)
        .ok_or("Those words do not settle it any more. Have a look at where it stands now.")
}

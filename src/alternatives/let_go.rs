//! The customer lets an alternative go, or considers it again. It is never taken away.

use super::{alternative::LetGo, show::draw, store};
use crate::{
    app::App,
    error::AppError,
    evidence::{evidence::Evidence, store as evidence},
    ids::{AlternativeId, EvidenceId, OpportunityId},
    opportunities::{
        page::{Doing, Filling},
        reason::Reason,
        store::find,
    },
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

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub evidence: String,
    pub reason: String,
}

pub async fn let_go(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, AlternativeId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let known = store::of_opportunity(&mut tx, deal).await?;
    if find(&mut tx, deal).await?.is_none() || known.iter().all(|there| there.id != id) {
        return Err(AppError::NotFound);
    }
    let said = evidence::of_opportunity(&mut tx, deal).await?;
    let why = match read(&input, &said) {
        Ok(why) => why,
        Err(errors) => {
            let typed = [("evidence", input.evidence), ("reason", input.reason)];
            let doing = Doing::filling("letting_go", id, Filling::new(typed, errors));
            let page = draw(&app, &mut tx, &viewer, shown, deal, doing).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let is_new = store::let_go(&mut tx, deal, id, &why).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/alternatives"));
    Ok(match is_new {
        true => Notice::LetGo.on(back),
        false => Notice::AlreadyRecorded.on(back),
    })
}

pub async fn take_up_again(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, AlternativeId)>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let known = store::of_opportunity(&mut tx, deal).await?;
    if known.iter().all(|there| there.id != id) {
        return Err(AppError::NotFound);
    }
    store::take_up_again(&mut tx, deal, id).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/alternatives"));
    Ok(Notice::OnTheTable.on(back))
}

fn read(input: &Input, said: &[Evidence]) -> Result<LetGo, FormErrors> {
    let mut errors = FormErrors::default();
    let evidence: Option<EvidenceId> = input.evidence.parse().ok();
    let evidence = evidence.filter(|id| said.iter().any(|said| said.id == *id && counts(said)));
    if !input.evidence.is_empty() && evidence.is_none() {
        errors.add("evidence", "Choose something they said that still counts.");
    }
    let typed = input.reason.trim();
    let reason = match (typed, evidence) {
        ("", Some(_)) => Some(String::new()),
        ("", None) => {
            errors.add("reason", "Choose what they said, or say how we know.");
            None
        }
        _ => errors
            .take("reason", Reason::parse(typed))
            .map(|reason| reason.text().to_owned()),
    };
    match reason {
        Some(reason) if !errors.any() => Ok(LetGo { reason, evidence }),
        _ => Err(errors),
    }
}

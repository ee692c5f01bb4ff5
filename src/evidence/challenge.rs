//! Doubting evidence, and settling the doubt.

use super::{record::back, settling::allowed, store};
use crate::{
    app::App,
    error::AppError,
    ids::{ChallengeId, EvidenceId, OpportunityId},
    opportunities::{
        page::{Doing, again},
        reason::{self, Reason},
        store::stand,
    },
    people::Viewer,
    web::{Form, Notice, Path, Shown},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};

pub async fn challenge(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, evidence)): Path<(OpportunityId, EvidenceId)>,
    Form(input): Form<reason::Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let found = store::find(&mut tx, deal, evidence)
        .await?
        .ok_or(AppError::NotFound)?;
    if found.withdrawn {
        return Ok(Notice::AlreadyWithdrawn.on(Redirect::to(&back(deal, input.stage))));
    }
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let stage = input.stage;
            let doing = Doing::reasoning("challenge", evidence, input, error);
            return again(&app, &mut tx, &viewer, shown, deal, stage, doing).await;
        }
    };
    let id = input.id.parse().unwrap_or_else(|_| ChallengeId::new());
    let is_new = store::challenge(&mut tx, deal, evidence, id, reason.text()).await?;
    tx.commit().await?;
    let notice = if is_new {
        Notice::Challenged
    } else {
        Notice::AlreadyRecorded
    };
    Ok(notice.on(Redirect::to(&back(deal, input.stage))))
}

pub async fn answer(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, challenge)): Path<(OpportunityId, ChallengeId)>,
    Form(input): Form<reason::Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let owner = crate::opportunities::store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?
        .owner_id;
    let all = store::of_opportunity(&mut tx, deal).await?;
    let (evidence, doubt) = all
        .iter()
        .find_map(|e| {
            e.challenges
                .iter()
                .find(|c| c.id == challenge)
                .map(|c| (e, c))
        })
        .ok_or(AppError::NotFound)?;
    if doubt.answer.is_some() {
        return Ok(Notice::AlreadyAnswered.on(Redirect::to(&back(deal, input.stage))));
    }
    let allowed = allowed(&viewer, owner, evidence, doubt);
    let upheld = match input.verdict.as_str() {
        "upheld" if allowed.uphold => true,
        "dismissed" if allowed.dismiss => false,
        "upheld" | "dismissed" => return Err(AppError::Forbidden),
        _ => return Err(AppError::Unreadable),
    };
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let stage = input.stage;
            let doing = Doing::reasoning("answer", challenge, input, error);
            return again(&app, &mut tx, &viewer, shown, deal, stage, doing).await;
        }
    };
    let before = stand(&mut tx, deal).await?;
    let is_new = store::answer(&mut tx, deal, challenge, upheld, reason.text()).await?;
    let after = stand(&mut tx, deal).await?;
    tx.commit().await?;
    let notice = match (is_new, upheld) {
        (false, _) => Notice::AlreadyAnswered,
        (true, true) if after.stage < before.stage => Notice::UpheldAndFellBack,
        (true, true) => Notice::Upheld,
        (true, false) => Notice::Dismissed,
    };
    Ok(notice.on(Redirect::to(&back(deal, input.stage))))
}

//! Taking evidence back, with the reason. What rested on it falls back in the same transaction.

use super::{record::back, settling::may_withdraw, store};
use crate::{
    app::App,
    error::AppError,
    ids::{EvidenceId, OpportunityId},
    opportunities::{
        page::{Doing, again},
        reason::{self, Reason},
        store::{find as find_deal, stand},
    },
    people::Viewer,
    web::{Form, Notice, Path, Shown},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};

pub async fn withdraw(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, evidence)): Path<(OpportunityId, EvidenceId)>,
    Form(input): Form<reason::Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let owner = find_deal(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?
        .owner_id;
    let all = store::of_opportunity(&mut tx, deal).await?;
    let found = all
        .iter()
        .find(|said| said.id == evidence)
        .ok_or(AppError::NotFound)?;
    if !may_withdraw(&viewer, owner, found) {
        return Err(AppError::refused(
            "Who recorded it can withdraw it, or a manager. If you doubt it, challenge it: that stands beside it at once.",
        ));
    }
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let stage = input.stage;
            let doing = Doing::reasoning("withdrawal", evidence, input, error);
            return again(&app, &mut tx, &viewer, shown, deal, stage, doing).await;
        }
    };
    let before = stand(&mut tx, deal).await?;
    let is_new = store::withdraw(&mut tx, deal, evidence, reason.text()).await?;
    let after = stand(&mut tx, deal).await?;
    tx.commit().await?;
    let notice = match is_new {
        false => Notice::AlreadyWithdrawn,
        true if after.stage < before.stage => Notice::WithdrawnAndFellBack,
        true => Notice::Withdrawn,
    };
    Ok(notice.on(Redirect::to(&back(deal, input.stage))))
}

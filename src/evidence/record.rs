//! Recording what the customer said.

use super::{
    form::{EvidenceForm, Filled, Input, Speaker, read},
    store,
};
use crate::{
    accounts::{ContactName, store as accounts},
    app::App,
    database::Tx,
    error::AppError,
    evidence::store::NewEvidence,
    ids::OpportunityId,
    opportunities::{
        page::{Doing, Opened, draw, whole::Whole},
        store::{Stand, stand},
    },
    people::Viewer,
    web::{Form, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

pub async fn record(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive())
        .await?
        .ok_or(AppError::NotFound)?;
    let filled = match read(&input, &whole, viewer.today(&app)) {
        Ok(filled) => filled,
        Err(errors) => {
            let opened = Opened {
                stage: input.stage,
                ..Opened::default()
            };
            let form = EvidenceForm::refused(input, errors, viewer.today(&app));
            let page = draw(
                &app,
                &mut tx,
                &viewer,
                shown,
                deal,
                opened,
                Doing::Recording(Box::new(form)),
            )
            .await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let evidence = with_speaker(&mut tx, filled, &whole).await?;
    let before = stand(&mut tx, deal).await?;
    let is_new = store::record(&mut tx, &evidence).await?;
    let after = stand(&mut tx, deal).await?;
    tx.commit().await?;
    Ok(notice(is_new, before, after).on(Redirect::to(&back(deal, input.stage))))
}

/// Puts a new person on record with their first words.
async fn with_speaker(tx: &mut Tx, filled: Filled, whole: &Whole) -> Result<NewEvidence, AppError> {
    let mut evidence = filled.evidence;
    if let Speaker::New { name, title } = filled.speaker {
        let name = ContactName::parse(&name).map_err(AppError::refused)?;
        let (speaker, _) =
            accounts::find_or_create_contact(tx, whole.deal.account_id, &name, Some(&title), None)
                .await?;
        evidence.speaker = speaker;
    }
    Ok(evidence)
}

fn notice(is_new: bool, before: Stand, after: Stand) -> Notice {
    if !is_new {
        Notice::AlreadyRecorded
    } else if after.stage < before.stage {
        Notice::RecordedAndFellBack
    } else if after.ready && !before.ready {
        Notice::RecordedAndReady
    } else {
        Notice::Recorded
    }
}

/// The deal's page, with the same stage shown as before.
pub fn back(deal: OpportunityId, stage: Option<i16>) -> String {
    match stage {
        Some(stage) => format!("/opportunities/{deal}?stage={stage}"),
        None => format!("/opportunities/{deal}"),
    }
}

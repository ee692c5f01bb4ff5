//! Recording what the customer said.

use super::{
    filled::{Filled, Speaker, read},
    form::{EvidenceForm, Input},
    reading, store,
};
use crate::{
    accounts::{ContactName, store as accounts},
    app::App,
    conversation::{about::Kind, draft},
    database::Tx,
    error::AppError,
    evidence::store::NewEvidence,
    ids::OpportunityId,
    opportunities::{
        page::{Doing, Opened, draw, whole::Whole},
        store::{Stand, owners, stand},
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
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
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    if input.read.is_some() {
        let us = owners(&mut tx, None).await?;
        let pasted = reading::read(input.words.clone(), &whole.people, &us, viewer.today(&app));
        let input = input.filled_in(pasted);
        return again(
            &app,
            &mut tx,
            &viewer,
            shown,
            deal,
            input,
            FormErrors::default(),
        )
        .await;
    }
    let filled = match read(&input, &whole, viewer.today(&app)) {
        Ok(filled) => filled,
        Err(errors) => return again(&app, &mut tx, &viewer, shown, deal, input, errors).await,
    };
    let from = draft::source(&mut tx, deal, &input.from).await?;
    let evidence = with_speaker(&mut tx, filled, &whole).await?;
    let before = stand(&mut tx, deal).await?;
    let is_new = store::record(&mut tx, &evidence).await?;
    if is_new {
        draft::became(&mut tx, deal, from, Kind::Evidence, evidence.id).await?;
    }
    let after = stand(&mut tx, deal).await?;
    tx.commit().await?;
    Ok(notice(is_new, before, after).on(Redirect::to(&back(deal, input.stage))))
}

/// The page with the form on it as it was typed, to be gone on with or to be mended.
async fn again(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    deal: OpportunityId,
    input: Input,
    errors: FormErrors,
) -> Result<Response, AppError> {
    let status = if errors.any() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let opened = Opened {
        stage: input.stage,
        ..Opened::default()
    };
    let form = EvidenceForm::refused(input, errors, viewer.today(app));
    let doing = Doing::Recording(Box::new(form));
    let page = draw(app, tx, viewer, shown, deal, opened, doing).await?;
    Ok(Page(page).status(status))
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

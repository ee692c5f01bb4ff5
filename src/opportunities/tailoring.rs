//! Changing what one deal is judged by: the team adds, rewords, replaces or drops a verifier, with a reason that stays
//! visible. The stages stay, so that deals compare.

use super::{
    page::{Doing, again, whole::Whole},
    reason::{self, Reason},
    store::{self, NewTailoring, stand},
    tailoring_form::{Input, read},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    evidence::store as evidence,
    ids::{OpportunityId, TailoringId},
    journey::{
        facts::Bearing,
        terms::{Dimension, Strength},
        wording,
    },
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// For which stage the form is opened.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    stage: Option<i16>,
    #[serde(default)]
    verifier: String,
}

#[derive(Template)]
#[template(path = "opportunities/tailoring.html")]
pub struct TailoringPage {
    frame: Frame,
    deal: String,
    name: String,
    stage: i16,
    stage_name: String,
    input: Input,
    errors: FormErrors,
    acts: Vec<Choice>,
    verifiers: Vec<Choice>,
    dimensions: Vec<Choice>,
    strengths: Vec<Choice>,
    /// What the wording check offers instead, and whether this viewer may insist.
    objection: Option<wording::Objection>,
    may_insist: bool,
    /// The deal stands further on: a stricter verifier here would bring it back.
    is_behind: bool,
}

const ACTS: &[(&str, &str, &str)] = &[
    (
        "reword",
        "Reword one",
        "It means the same. The evidence on record goes along.",
    ),
    (
        "replace",
        "Replace one",
        "Something else fits this customer better. Its evidence starts anew.",
    ),
    ("drop", "Drop one", "It does not apply to this customer."),
    (
        "add",
        "Add one",
        "This customer has to show something more.",
    ),
];

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(opened): Query<Opened>,
) -> Result<Page<TailoringPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let input = Input {
        id: TailoringId::new().to_string(),
        stage: opened.stage,
        act: "replace".into(),
        verifier: opened.verifier,
        least_strength: Strength::Written.name().into(),
        dimension: Dimension::Progress.name().into(),
        ..Input::default()
    };
    Ok(Page(draw(
        &viewer,
        &whole,
        input,
        FormErrors::default(),
        None,
    )))
}

pub async fn tailor(
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
    if !input.undoes.is_empty() {
        return undo(&app, tx, &viewer, shown, deal, input).await;
    }
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let (new, stage) = match read(&input, &whole, &viewer) {
        Ok(read) => read,
        Err((errors, objection)) => {
            return Ok(Page(draw(&viewer, &whole, input, errors, objection))
                .status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let before = stand(&mut tx, deal).await?;
    let is_new = store::make_ready(&mut tx, deal, &new).await?;
    if is_new && input.act == "reword" {
        carry_over(&mut tx, &whole, &new).await?;
    }
    if is_new && let Err(error) = store::put_in_force(&mut tx, deal, &new).await {
        // What the guard refuses is a form to mend, not a page to leave.
        let sentence = match AppError::from(error) {
            AppError::Refused(sentence) => sentence,
            broken => return Err(broken),
        };
        let mut errors = FormErrors::default();
        errors.refuse(sentence);
        return Ok(Page(draw(&viewer, &whole, input, errors, None)).status(StatusCode::CONFLICT));
    }
    let after = stand(&mut tx, deal).await?;
    tx.commit().await?;
    let notice = match is_new {
        false => Notice::AlreadyRecorded,
        true if after.stage < before.stage => Notice::TailoredAndFellBack,
        true => Notice::Tailored,
    };
    Ok(notice.on(Redirect::to(&format!(
        "/opportunities/{deal}?stage={stage}"
    ))))
}

async fn undo(
    app: &App,
    mut tx: Tx,
    viewer: &Viewer,
    shown: Shown,
    deal: OpportunityId,
    input: Input,
) -> Result<Response, AppError> {
    let undoes: TailoringId = input.undoes.parse().map_err(|_| AppError::NotFound)?;
    let known = store::tailorings(&mut tx, deal).await?;
    if !known.iter().any(|tailoring| tailoring.id == undoes) {
        return Err(AppError::NotFound);
    }
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let doing = Doing::reasoning("undoing", undoes, reason::Input::of(input.reason), error);
            return again(app, &mut tx, viewer, shown, deal, None, doing).await;
        }
    };
    let new = NewTailoring {
        id: input.id.parse().unwrap_or_else(|_| TailoringId::new()),
        drops: None,
        adds: None,
        undoes: Some(undoes),
        reason: reason.text().to_owned(),
    };
    let is_new = store::tailor(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let notice = if is_new {
        Notice::Undone
    } else {
        Notice::AlreadyRecorded
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{deal}"))))
}

/// Better words for the same thing: what the customer said about the old wording is about the new one too.
async fn carry_over(tx: &mut Tx, whole: &Whole, new: &NewTailoring) -> sqlx::Result<()> {
    let (Some(old), Some(made)) = (new.drops, &new.adds) else {
        return Ok(());
    };
    for said in &whole.evidence {
        if let Some(supports) = said.bearing_on(old) {
            evidence::bear(
                tx,
                whole.deal.id,
                said.id,
                &[Bearing {
                    verifier: made.id,
                    supports,
                }],
            )
            .await?;
        }
    }
    Ok(())
}

fn draw(
    viewer: &Viewer,
    whole: &Whole,
    input: Input,
    errors: FormErrors,
    objection: Option<wording::Objection>,
) -> TailoringPage {
    let stage = input
        .stage
        .filter(|stage| whole.stage(*stage).is_some())
        .unwrap_or(whole.deal.stage);
    let pick = |value: &str, label: String, chosen: &str| {
        Choice::new(value, label).chosen_if(value == chosen)
    };
    TailoringPage {
        frame: viewer.frame(
            format!("Change a verifier · {}", whole.deal.name),
            "pipeline",
        ),
        deal: whole.deal.id.to_string(),
        name: whole.deal.name.clone(),
        stage,
        stage_name: whole.stage_name(stage).to_owned(),
        acts: ACTS
            .iter()
            .map(|(act, label, hint)| pick(act, (*label).to_owned(), &input.act).explained(*hint))
            .collect(),
        verifiers: whole
            .counting_in(stage)
            .map(|verifier| {
                pick(
                    &verifier.rule.id.to_string(),
                    verifier.statement.clone(),
                    &input.verifier,
                )
            })
            .collect(),
        dimensions: Dimension::ALL
            .iter()
            .map(|dimension| {
                pick(
                    dimension.name(),
                    format!("{dimension}: {}", dimension.meaning()),
                    &input.dimension,
                )
            })
            .collect(),
        strengths: Strength::ALL
            .iter()
            .filter(|strength| **strength > Strength::Reported)
            .map(|strength| {
                pick(
                    strength.name(),
                    strength.name().to_owned(),
                    &input.least_strength,
                )
            })
            .collect(),
        objection,
        may_insist: viewer.administers(),
        is_behind: stage < whole.deal.stage,
        input,
        errors,
    }
}

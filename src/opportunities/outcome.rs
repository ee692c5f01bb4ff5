//! How a deal ends when it is not won, and how it comes back. Ending one is as good an act as moving one on.

use super::{
    page::{Doing, again},
    reason::{self, Reason},
    store::{self, NewOutcome},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    journey::terms::OutcomeKind,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    kind: String,
    reason: String,
    note: String,
    rival: String,
    comes_back_when: String,
    comes_back_on: String,
}

/// The kind that was chosen first.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    kind: String,
}

#[derive(Template)]
#[template(path = "opportunities/outcome.html")]
pub struct OutcomePage {
    frame: Frame,
    id: String,
    name: String,
    account: String,
    /// The kinds to choose from, with what each means; once one is chosen, the form follows.
    kinds: Vec<(&'static str, &'static str, &'static str)>,
    form: Option<OutcomeForm>,
}

struct OutcomeForm {
    kind: &'static str,
    label: &'static str,
    input: Input,
    errors: FormErrors,
    /// (heading, reasons)
    groups: Vec<(&'static str, Vec<Choice>)>,
    is_lost: bool,
    is_hold: bool,
    can_come_back: bool,
}

/// What each kind means, in a line.
const KINDS: &[(OutcomeKind, &str)] = &[
    (
        OutcomeKind::NoDecision,
        "They stay as they are, or could not decide.",
    ),
    (OutcomeKind::LostToSupplier, "They chose somebody else."),
    (
        OutcomeKind::QualifiedOut,
        "We decide to leave. Time for deals that are worth it.",
    ),
    (
        OutcomeKind::OnHold,
        "It sleeps until a day, or until something happens.",
    ),
    (
        OutcomeKind::Void,
        "It never was a deal: a duplicate, or opened by mistake.",
    ),
];

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(chosen): Query<Chosen>,
) -> Result<Page<OutcomePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let input = Input {
        id: Uuid::now_v7().to_string(),
        kind: chosen.kind,
        ..Input::default()
    };
    Ok(Page(
        draw(&mut tx, &viewer, deal, input, FormErrors::default()).await?,
    ))
}

pub async fn close(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !store::lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let new = match read(&input, viewer.today(&app)) {
        Ok(new) => new,
        Err(errors) => {
            let page = draw(&mut tx, &viewer, deal, input, errors).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let is_new = store::close(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let notice = match (is_new, new.kind) {
        (false, _) => Notice::AlreadyRecorded,
        (true, OutcomeKind::OnHold) => Notice::OnHold,
        (true, _) => Notice::Closed,
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{deal}"))))
}

/// What reopening sends: the outcome that is taken back, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    outcome: Uuid,
    reason: String,
}

pub async fn reopen(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Back>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !store::lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let doing = Doing::reasoning(
                "reopening",
                input.outcome,
                reason::Input::of(input.reason),
                error,
            );
            return again(&app, &mut tx, &viewer, shown, deal, None, doing).await;
        }
    };
    store::reopen(&mut tx, deal, input.outcome, reason.text()).await?;
    tx.commit().await?;
    Ok(Notice::Reopened.on(Redirect::to(&format!("/opportunities/{deal}"))))
}

async fn draw(
    tx: &mut Tx,
    viewer: &Viewer,
    deal: OpportunityId,
    input: Input,
    errors: FormErrors,
) -> Result<OutcomePage, AppError> {
    let opportunity = store::find(tx, deal).await?.ok_or(AppError::NotFound)?;
    let kind = input
        .kind
        .parse()
        .ok()
        .filter(|kind| KINDS.iter().any(|(known, _)| known == kind));
    Ok(OutcomePage {
        frame: viewer.frame(format!("Close {}", opportunity.name), "pipeline"),
        id: deal.to_string(),
        name: opportunity.name,
        account: opportunity.account,
        kinds: KINDS
            .iter()
            .map(|(kind, meaning)| (kind.name(), kind.label(), *meaning))
            .collect(),
        form: kind.map(|kind| form(kind, input, errors)),
    })
}

fn form(kind: OutcomeKind, input: Input, errors: FormErrors) -> OutcomeForm {
    let choice = |reason: &crate::journey::terms::Reason| {
        Choice::new(reason.code, reason.sentence).chosen_if(reason.code == input.reason)
    };
    OutcomeForm {
        kind: kind.name(),
        label: kind.label(),
        groups: kind
            .reasons()
            .iter()
            .map(|group| {
                (
                    group.heading.unwrap_or("Why?"),
                    group.reasons.iter().map(choice).collect(),
                )
            })
            .collect(),
        is_lost: kind == OutcomeKind::LostToSupplier,
        is_hold: kind == OutcomeKind::OnHold,
        can_come_back: matches!(
            kind,
            OutcomeKind::OnHold
                | OutcomeKind::QualifiedOut
                | OutcomeKind::NoDecision
                | OutcomeKind::LostToSupplier
        ),
        input,
        errors,
    }
}

fn read(input: &Input, today: NaiveDate) -> Result<NewOutcome, FormErrors> {
    let mut errors = FormErrors::default();
    let kind: Option<OutcomeKind> = input.kind.parse().ok();
    let kind = kind
        .filter(|kind| *kind != OutcomeKind::Won)
        .ok_or("Choose how it ended.");
    let kind = errors.take("kind", kind).unwrap_or(OutcomeKind::Void);
    let reason = kind.reason(&input.reason).map_or("", |reason| reason.code);
    if reason.is_empty() && kind != OutcomeKind::OnHold {
        errors.add("reason", "Choose the reason that comes closest.");
    }
    let note = errors
        .take("note", short("note", &input.note, Reason::MOST * 2))
        .unwrap_or_default();
    let rival = errors
        .take("rival", short("name", &input.rival, 120))
        .unwrap_or_default();
    let comes_back_when = errors
        .take(
            "comes_back_when",
            short("condition", &input.comes_back_when, 500),
        )
        .unwrap_or_default();
    let comes_back_on = errors
        .take("comes_back_on", optional_day(&input.comes_back_on))
        .flatten();
    if kind == OutcomeKind::OnHold && comes_back_when.is_empty() && comes_back_on.is_none() {
        errors.add(
            "comes_back_when",
            "What has to happen for it to come back? A condition, a day, or both.",
        );
    }
    if comes_back_on.is_some_and(|day| day <= today) {
        errors.add(
            "comes_back_on",
            "That day is over. On which day to come should it come back?",
        );
    }
    if errors.any() {
        return Err(errors);
    }
    Ok(NewOutcome {
        id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
        kind,
        reason: reason.to_owned(),
        note,
        rival,
        comes_back_when,
        comes_back_on,
    })
}

fn short(what: &str, text: &str, most: usize) -> Result<String, String> {
    let text = text.trim();
    if text.chars().count() > most {
        Err(format!(
            "That {what} is too long. Keep it to {most} characters."
        ))
    } else {
        Ok(text.to_owned())
    }
}

/// A day that may be left out.
pub fn optional_day(text: &str) -> Result<Option<NaiveDate>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<NaiveDate>()
            .ok()
            .filter(|day| (1990..=2199).contains(&day.year()))
            .map(Some)
            .ok_or("A day looks like 2026-11-06."),
    }
}

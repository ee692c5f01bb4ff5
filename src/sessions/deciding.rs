//! The decision, with what it does to the deal in the same transaction; and what somebody has against it.

use super::{
    back, page, store, take_part,
    words::{DECIDING, Decision},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{MemberId, OpportunityId, StrategySessionId},
    journey::terms::OutcomeKind,
    opportunities::{
        page::{Doing, Filling},
        reason::Reason,
        store::{self as opportunities, NewOutcome, Owner},
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Path, Shown, written},
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

type Place = Path<(OpportunityId, StrategySessionId)>;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Of the outcome that a decision may bring about.
    id: String,
    kind: String,
    why: String,
    reason: String,
    comes_back_when: String,
    comes_back_on: String,
    hand_to: String,
}

/// A decision that can be put on record.
struct Made {
    decision: Decision,
    why: String,
    outcome: Option<NewOutcome>,
    hand_to: Option<MemberId>,
}

pub async fn decide(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    session.must_have_come_to(DECIDING)?;
    if store::decision(&mut tx, id).await?.is_some() {
        let answer = back(tx, &session, "").await?;
        return Ok(Notice::AlreadyRecorded.on(answer));
    }
    let owners = opportunities::owners(&mut tx, None).await?;
    let made = match read(&input, &owners, viewer.today(&app)) {
        Ok(made) => made,
        Err(errors) => {
            let doing = Doing::filling("decision", id, filling(input, errors));
            return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
        }
    };
    carry_out(&mut tx, deal, &made).await?;
    let outcome = made.outcome.as_ref().map(|outcome| outcome.id);
    store::decide(
        &mut tx,
        &session,
        made.decision,
        &made.why,
        outcome,
        made.hand_to,
    )
    .await?;
    let answer = back(tx, &session, "").await?;
    Ok(Notice::SessionDecided.on(answer))
}

/// What a decision does to the deal by itself; most do nothing.
async fn carry_out(tx: &mut Tx, deal: OpportunityId, made: &Made) -> Result<(), AppError> {
    if let Some(outcome) = &made.outcome {
        opportunities::close(tx, deal, outcome).await?;
    }
    if let Some(owner) = made.hand_to {
        opportunities::hand_over(tx, deal, owner).await?;
    }
    Ok(())
}

fn filling(input: Input, errors: FormErrors) -> Filling {
    Filling::new(
        [
            ("kind", input.kind),
            ("why", input.why),
            ("reason", input.reason),
            ("comes_back_when", input.comes_back_when),
            ("comes_back_on", input.comes_back_on),
            ("hand_to", input.hand_to),
        ],
        errors,
    )
}

fn read(input: &Input, owners: &[Owner], today: NaiveDate) -> Result<Made, FormErrors> {
    let mut errors = FormErrors::default();
    let decision = Decision::named(&input.kind).ok_or("What do we decide?");
    let decision = errors.take("kind", decision);
    let why = Reason::parse(&input.why)
        .map_err(|_| "Say why, in a sentence of at most 500 characters. It stays on the deal.");
    let why = errors
        .take("why", why)
        .map_or_else(String::new, |why| why.text().to_owned());
    let outcome = match decision {
        Some(Decision::Hold) => Some(OutcomeKind::OnHold),
        Some(Decision::QualifyOut) => Some(OutcomeKind::QualifiedOut),
        _ => None,
    };
    let outcome = outcome.map(|kind| read_outcome(input, kind, &why, today, &mut errors));
    let hand_to = input.hand_to.parse::<MemberId>().ok();
    let hand_to = hand_to.filter(|to| owners.iter().any(|owner| owner.id == *to));
    if decision == Some(Decision::HandOver) && hand_to.is_none() {
        errors.add("hand_to", "Who takes it on?");
    }
    match decision {
        Some(decision) if !errors.any() => Ok(Made {
            decision,
            why,
            outcome,
            hand_to: hand_to.filter(|_| decision == Decision::HandOver),
        }),
        _ => Err(errors),
    }
}

/// How the deal ends by it: with a reason and the condition for coming back, or until a condition, a day, or both.
fn read_outcome(
    input: &Input,
    kind: OutcomeKind,
    why: &str,
    today: NaiveDate,
    errors: &mut FormErrors,
) -> NewOutcome {
    let reason = kind.reason(&input.reason).map_or("", |reason| reason.code);
    let when = written::within(written::line(&input.comes_back_when), 500);
    let when = errors.take("comes_back_when", when).unwrap_or_default();
    let on = match input.comes_back_on.trim() {
        "" => Ok(None),
        day => day.parse::<NaiveDate>().map(Some),
    };
    let on = errors
        .take(
            "comes_back_on",
            on.map_err(|_| "A day looks like 2026-11-06."),
        )
        .flatten();
    if on.is_some_and(|day| day <= today) {
        errors.add(
            "comes_back_on",
            "That day is over. On which day to come should it come back?",
        );
    }
    if kind == OutcomeKind::OnHold && when.is_empty() && on.is_none() {
        errors.add(
            "comes_back_when",
            "Until when? A condition, a day, or both.",
        );
    }
    if kind == OutcomeKind::QualifiedOut && reason.is_empty() {
        errors.add("reason", "Choose the reason that comes closest.");
    }
    if kind == OutcomeKind::QualifiedOut && when.is_empty() {
        errors.add(
            "comes_back_when",
            "What would have to happen at the customer for us to come back?",
        );
    }
    NewOutcome {
        id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
        kind,
        reason: reason.to_owned(),
        note: why.to_owned(),
        rival: String::new(),
        comes_back_when: when,
        comes_back_on: on,
    }
}

/// What somebody has against the decision.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Dissent {
    words: String,
}

/// Keeps it in their own words: nobody else can write it.
pub async fn dissent(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Dissent>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    session.must_have_come_to(DECIDING)?;
    if store::decision(&mut tx, id).await?.is_none() {
        return Err(AppError::refused(
            "Nothing is decided yet. Say it now, aloud; once it is decided you can put it on record.",
        ));
    }
    let words = match Reason::parse(&input.words) {
        Ok(words) => words,
        Err(_) => {
            let mut errors = FormErrors::default();
            errors.add("words", "In your own words, at most 500 characters.");
            let filling = Filling::new([("words", input.words)], errors);
            let doing = Doing::filling("dissent", id, filling);
            return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
        }
    };
    store::dissent(&mut tx, &session, words.text()).await?;
    back(tx, &session, "").await
}

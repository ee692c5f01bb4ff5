//! The first page.

use super::{
    asked::AskedLine,
    choosing::{Leave, Next, choose},
    promised::Line,
    promises, store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::MemberId,
    opportunities::store::{self as opportunities, Owner},
    people::Viewer,
    rates,
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use std::sync::Arc;

/// How much of what waits for an answer is shown.
const WAITING: i64 = 6;

/// A promise whose day passed longer ago stands only among all of them.
const LATELY: TimeDelta = TimeDelta::days(90);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// "mine", "all", or a member's id; empty: mine, or everybody's where I own none.
    owner: String,
}

#[derive(Template)]
#[template(path = "focus/page.html")]
pub struct FocusPage {
    frame: Frame,
    errors: FormErrors,
    owners: Vec<Choice>,
    /// "Your deals", "Everybody’s deals", "Mara Lindqvist’s deals".
    whose: String,
    next: Vec<Next>,
    leave: Vec<Leave>,
    promised: Vec<Line>,
    promises_url: String,
    tried: Vec<Line>,
    waiting: Vec<AskedLine>,
    /// The owner stands beside each deal: they are not all one person's.
    names_owners: bool,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<FocusPage>, AppError> {
    let now = app.clock.now();
    let today = viewer.today(&app);
    let mut tx = app.db.read(viewer.scope()).await?;
    let present = asked.owner.parse().ok();
    let owners = opportunities::owners(&mut tx, present).await?;
    let owner = owner(&mut tx, &viewer, &owners, &asked.owner).await?;
    let rates = rates::store::rates(&mut tx, viewer.currency).await?;
    let rates = Arc::new(rates.on(today));
    let (next, leave) = choose(&mut tx, owner, &rates, now).await?;
    Ok(Page(FocusPage {
        frame: viewer.frame("Focus", "focus").with(shown),
        errors: FormErrors::default(),
        whose: whose(&viewer, &owners, owner),
        owners: choices(&viewer, &owners, owner),
        next,
        leave,
        promised: promised(&mut tx, owner, today).await?,
        promises_url: promises::url(&viewer, owner, false),
        tried: tried(&mut tx, &viewer, owner, today).await?,
        waiting: waiting(&mut tx, &viewer, now).await?,
        names_owners: owner.is_none(),
    }))
}

/// Whose deals; none: everybody's. Whom nobody knows is nobody.
pub async fn owner(
    tx: &mut Tx,
    viewer: &Viewer,
    owners: &[Owner],
    asked: &str,
) -> sqlx::Result<Option<MemberId>> {
    Ok(match asked {
        "all" => None,
        "mine" => Some(viewer.member),
        "" => store::owns_any(tx, viewer.member)
            .await?
            .then_some(viewer.member),
        id => {
            let id: Option<MemberId> = id.parse().ok();
            id.filter(|id| owners.iter().any(|owner| owner.id == *id))
        }
    })
}

pub fn whose(viewer: &Viewer, owners: &[Owner], owner: Option<MemberId>) -> String {
    match owner {
        None => "Everybody’s deals".into(),
        Some(id) if id == viewer.member => "Your deals".into(),
        Some(id) => owners
            .iter()
            .find(|owner| owner.id == id)
            .map_or(String::new(), |owner| format!("{}’s deals", owner.name)),
    }
}

fn choices(viewer: &Viewer, owners: &[Owner], owner: Option<MemberId>) -> Vec<Choice> {
    let mine = Choice::new("mine", "Mine").chosen_if(owner == Some(viewer.member));
    let all = Choice::new("all", "Everybody’s").chosen_if(owner.is_none());
    let others = owners.iter().filter(|other| other.id != viewer.member);
    let others = others.map(|other| {
        Choice::new(other.id.to_string(), other.name.clone()).chosen_if(owner == Some(other.id))
    });
    [mine, all].into_iter().chain(others).collect()
}

/// What is to come, the next first; and where that is not much, what has lately passed, the latest first.
async fn promised(
    tx: &mut Tx,
    owner: Option<MemberId>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Line>> {
    let mut promised = store::coming(tx, owner, today, None, store::MOST).await?;
    let room = store::MOST - promised.len() as i64;
    let passed = store::passed(tx, owner, today, None, room).await?;
    let lately = passed.into_iter();
    promised.extend(lately.filter(|promise| today - promise.due_on < LATELY));
    let lines = promised.iter();
    Ok(lines
        .map(|promise| Line::of_promise(promise, today))
        .collect())
}

/// What became of somebody's plays is theirs to say, and the team's to ask: nobody looks one colleague's through.
async fn tried(
    tx: &mut Tx,
    viewer: &Viewer,
    owner: Option<MemberId>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Line>> {
    if owner.is_some_and(|owner| owner != viewer.member) {
        return Ok(vec![]);
    }
    let tried = store::tried(tx, owner, today).await?;
    let lines = tried.iter();
    Ok(lines.map(|tried| Line::of_tried(tried, today)).collect())
}

/// What colleagues and the clock ask of the reader, newest first.
async fn waiting(tx: &mut Tx, viewer: &Viewer, now: DateTime<Utc>) -> sqlx::Result<Vec<AskedLine>> {
    let today = now.with_timezone(&viewer.zone).date_naive();
    let waiting = store::waiting(tx, today, WAITING).await?;
    let lines = waiting.iter();
    Ok(lines
        .map(|waiting| AskedLine::of(waiting, viewer.zone, now))
        .collect())
}

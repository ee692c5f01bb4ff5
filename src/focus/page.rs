//! The first page.

use super::{
    choosing::{Leave, Next, choose},
    promised::Line,
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::MemberId,
    inbox::{item::Item, store as inbox},
    opportunities::store::{self as opportunities, Owner},
    people::Viewer,
    rates,
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::sync::Arc;

/// How much of what waits for an answer is shown; the rest is in the inbox.
const WAITING: usize = 6;

/// How many unread items are looked through for it.
const LOOKED_THROUGH: i64 = 50;

/// The kinds of items that ask something of their reader. The others only tell.
const ASKING: &[&str] = &[
    "question",
    "challenge",
    "mention",
    "session",
    "hold",
    "debrief",
];

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
    tried: Vec<Line>,
    waiting: Vec<Item>,
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
    let promised = store::promised(&mut tx, owner, today).await?;
    let tried = store::tried(&mut tx, owner, today).await?;
    Ok(Page(FocusPage {
        frame: viewer.frame("Focus", "focus").with(shown),
        errors: FormErrors::default(),
        whose: whose(&viewer, &owners, owner),
        owners: choices(&viewer, &owners, owner),
        next,
        leave,
        promised: promised
            .iter()
            .map(|promise| Line::of_promise(promise, today))
            .collect(),
        tried: tried
            .iter()
            .map(|tried| Line::of_tried(tried, today))
            .collect(),
        waiting: waiting(&mut tx, &viewer, now).await?,
        names_owners: owner.is_none(),
    }))
}

/// Whose deals; none: everybody's. Whom nobody knows is nobody.
async fn owner(
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

fn whose(viewer: &Viewer, owners: &[Owner], owner: Option<MemberId>) -> String {
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

/// What colleagues and the clock ask of the reader, newest first.
async fn waiting(tx: &mut Tx, viewer: &Viewer, now: DateTime<Utc>) -> sqlx::Result<Vec<Item>> {
    if viewer.unread == 0 {
        return Ok(vec![]);
    }
    let ever = Some((DateTime::UNIX_EPOCH, now));
    let rows = inbox::items(tx, None, ever, LOOKED_THROUGH).await?;
    let asking = rows.iter().filter(|row| ASKING.contains(&&*row.kind));
    Ok(asking
        .take(WAITING)
        .map(|row| Item::told(row, viewer.zone, now))
        .collect())
}

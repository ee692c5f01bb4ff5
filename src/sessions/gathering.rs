//! Gathering what was written: what is alike becomes one, what is doubtful is challenged, three dots each.

use super::{
    back, page,
    session::{Idea, Session},
    steering, store, take_part,
    words::{GATHERING, Hidden},
};
use crate::{
    app::App,
    error::AppError,
    ids::{IdeaId, OpportunityId, StrategySessionId},
    opportunities::{
        page::Doing,
        reason::{self, Reason},
    },
    people::Viewer,
    web::{Form, Path, Shown},
};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use uuid::Uuid;

type Place = Path<(OpportunityId, StrategySessionId, IdeaId)>;

/// How many dots everybody has.
pub const DOTS: i64 = 3;

/// The idea, and all that this viewer may see; refuses before they are gathered.
fn gathered(session: &Session, ideas: &[Idea], idea: IdeaId) -> Result<Idea, AppError> {
    let found = ideas.iter().find(|found| found.id == idea).cloned();
    let found = found.ok_or(AppError::NotFound)?;
    session.must_have_come_to(GATHERING)?;
    Ok(found)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Merge {
    /// Empty: it stands by itself again.
    into: String,
}

pub async fn merge(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id, idea)): Place,
    Form(input): Form<Merge>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let ideas = store::ideas(&mut tx, id).await?;
    gathered(&session, &ideas, idea)?;
    if input.into.is_empty() {
        store::part(&mut tx, id, idea).await?;
        return back(tx, &session, &format!("merge-{idea}")).await;
    }
    let into: Option<IdeaId> = input.into.parse().ok();
    let into = ideas.iter().find(|other| Some(other.id) == into);
    // What is merged already leads on to what it was merged into.
    let into = into.map(|other| other.into.unwrap_or(other.id));
    let into = into
        .filter(|into| *into != idea)
        .ok_or_else(|| AppError::refused("Choose another idea that says the same."))?;
    store::merge(&mut tx, &session, idea, into).await?;
    back(tx, &session, &format!("merge-{into}")).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Doubt {
    id: String,
    reason: String,
}

pub async fn doubt(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id, idea)): Place,
    Form(input): Form<Doubt>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let ideas = store::ideas(&mut tx, id).await?;
    gathered(&session, &ideas, idea)?;
    let reason = match Reason::parse(&input.reason) {
        Ok(reason) => reason,
        Err(error) => {
            let doing = Doing::reasoning("doubt", idea, reason::Input::of(input.reason), error);
            return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
        }
    };
    let doubt = input.id.parse().unwrap_or_else(|_| Uuid::now_v7());
    store::doubt(&mut tx, &session, doubt, idea, reason.text()).await?;
    back(tx, &session, "").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Vote {
    /// How many of one's own dots shall be on it, with all that was merged into it.
    dots: String,
}

pub async fn vote(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id, idea)): Place,
    Form(input): Form<Vote>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let ideas = store::ideas(&mut tx, id).await?;
    let idea = gathered(&session, &ideas, idea)?;
    if session.shows(Hidden::Votes) {
        return Err(AppError::refused(
            "The votes were shown already, and stay as they are.",
        ));
    }
    let head = idea.into.unwrap_or(idea.id);
    let (here, elsewhere): (Vec<_>, Vec<_>) = ideas
        .iter()
        .filter(|one| one.my_dots > 0)
        .partition(|one| one.into.unwrap_or(one.id) == head);
    let used: i64 = elsewhere.iter().map(|one| one.my_dots).sum();
    let dots = input.dots.trim().parse::<i16>().ok();
    let dots = dots
        .filter(|dots| *dots >= 0 && used + i64::from(*dots) <= DOTS)
        .ok_or_else(|| {
            AppError::refused("You have three dots. Take one back first, then give it elsewhere.")
        })?;
    for alike in here.iter().filter(|one| one.id != head) {
        store::put_dots(&mut tx, id, alike.id, 0).await?;
    }
    store::put_dots(&mut tx, id, head, dots).await?;
    let has_voted = used + i64::from(dots) == DOTS;
    store::say_voted(&mut tx, id, has_voted).await?;
    if has_voted {
        steering::show_if_all_are_in(&mut tx, &session, Hidden::Votes).await?;
    }
    back(tx, &session, &format!("dot-{head}")).await
}

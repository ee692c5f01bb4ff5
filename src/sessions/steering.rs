//! Moving a session on. Whoever started it leads it, or whoever takes over: one button, for anybody, never by rank.

use super::{
    back, enter, page,
    session::{self, Session},
    store, take_part, trying,
    words::{Hidden, LAST_STEP, step_at},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, StrategySessionId},
    opportunities::{
        page::{Doing, Filling},
        store as opportunities,
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Path, Shown},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;

type Place = Path<(OpportunityId, StrategySessionId)>;

/// Begins a session that was planned: anybody can, and leads it then.
pub async fn begin(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
) -> Result<Response, AppError> {
    let (mut tx, session) = enter(&app, &viewer, deal, id).await?;
    if session.is_over() {
        session.must_go_on()?;
    }
    store::begin(&mut tx, id).await?;
    store::take_part(&mut tx, deal, id).await?;
    back(tx, &session, "").await
}

pub async fn take_over(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    store::take_over(&mut tx, id).await?;
    let answer = back(tx, &session, "").await?;
    Ok(Notice::SessionTaken.on(answer))
}

pub async fn join(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
) -> Result<Response, AppError> {
    let (tx, session) = take_part(&app, &viewer, deal, id).await?;
    back(tx, &session, "").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Minutes {
    minutes: String,
}

/// How long the step is meant to take: anybody may say so.
pub async fn set_minutes(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Minutes>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let minutes = input.minutes.trim().parse::<i16>().ok();
    let Some(minutes) = minutes.filter(|minutes| (1..=240).contains(minutes)) else {
        let mut errors = FormErrors::default();
        errors.add("minutes", "A number of minutes, up to 240.");
        let filling = Filling::new([("minutes", input.minutes)], errors);
        let doing = Doing::filling("minutes", id, filling);
        return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
    };
    store::set_minutes(&mut tx, id, minutes).await?;
    back(tx, &session, "").await
}

/// From which step to which way: a second press of the same button moves nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Move {
    from: String,
    way: String,
}

pub async fn step(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Move>,
) -> Result<Response, AppError> {
    let (mut tx, session) = enter(&app, &viewer, deal, id).await?;
    session.must_go_on()?;
    session.must_be_led_by(&viewer)?;
    if input.from != session.step.to_string() {
        let answer = back(tx, &session, "").await?;
        return Ok(Notice::MovedMeanwhile.on(answer));
    }
    let to = match input.way.as_str() {
        "on" => session.step + 1,
        "back" => session.step - 1,
        _ => session.step,
    };
    if to == session.step || !(0..=LAST_STEP).contains(&to) {
        return Err(AppError::refused("There is no step that way."));
    }
    store::go_to(&mut tx, id, to, step_at(to).minutes).await?;
    back(tx, &session, "").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Showing {
    what: String,
}

/// Shows what was hidden before everybody is in.
pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
    Form(input): Form<Showing>,
) -> Result<Response, AppError> {
    let (mut tx, session) = enter(&app, &viewer, deal, id).await?;
    session.must_go_on()?;
    session.must_be_led_by(&viewer)?;
    let what = Hidden::named(&input.what)
        .ok_or_else(|| AppError::refused("There is nothing of that kind to show."))?;
    store::show(&mut tx, id, what).await?;
    back(tx, &session, "").await
}

/// Shows it by itself where everybody is in.
pub async fn show_if_all_are_in(
    tx: &mut Tx,
    session: &Session,
    what: Hidden,
) -> Result<(), AppError> {
    let people = store::people(tx, session.id).await?;
    let is_in = |one: &session::Someone| match what {
        Hidden::OddsBefore => one.gave_before,
        Hidden::Votes => one.voted,
        Hidden::OddsAfter => one.gave_after,
        Hidden::Ideas => false, // writing in silence ends by a person's word
    };
    if session::all(&people, is_in) {
        store::show(tx, session.id, what).await?;
    }
    Ok(())
}

/// Ends a session: the facilitator after the last step, or anybody when nothing was decided.
pub async fn end(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Place,
) -> Result<Response, AppError> {
    let (mut tx, session) = enter(&app, &viewer, deal, id).await?;
    let is_new = !session.is_over();
    let decided = store::decision(&mut tx, id).await?.is_some();
    if is_new && decided {
        session.must_be_led_by(&viewer)?;
        let found = opportunities::find(&mut tx, deal).await?;
        let is_open = found.is_some_and(|deal| deal.outcome.is_none());
        if session.step < LAST_STEP && is_open {
            return Err(AppError::refused(
                "One step is left: what do we try next? Then it can be closed.",
            ));
        }
        store::show(&mut tx, id, Hidden::OddsAfter).await?;
        if is_open {
            trying::plan(&mut tx, &session).await?;
        }
    }
    store::end(&mut tx, id).await?;
    tx.commit().await?;
    let deal = Redirect::to(&format!("/opportunities/{deal}"));
    Ok(Notice::SessionOver.on(deal))
}

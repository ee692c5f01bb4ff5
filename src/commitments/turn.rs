//! Saying what became of what somebody at the customer agreed to do.

use super::{
    commitment::{Commitment, TurnWords},
    store::{self, NewTurn},
};
use crate::{
    app::App,
    error::AppError,
    ids::{CommitmentId, OpportunityId},
    journey::terms::CommitmentTurn,
    opportunities::{
        page::{Doing, Filling, again},
        store::lock,
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Path, Shown},
};
use axum::{
    extract::State,
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
    turn: String,
    moved_to: String,
    words: String,
}

pub async fn turn(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, CommitmentId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let all = store::of_opportunity(&mut tx, deal).await?;
    let one = all.iter().find(|c| c.id == id).ok_or(AppError::NotFound)?;
    let new = match read(&input, one) {
        Ok(new) => new,
        Err(errors) => {
            let typed = [("moved_to", input.moved_to), ("words", input.words)];
            let doing = Doing::filling("commitment", id, Filling::new(typed, errors));
            return again(&app, &mut tx, &viewer, shown, deal, None, doing).await;
        }
    };
    let is_new = store::turn(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let notice = match (is_new, new.turn) {
        (false, _) => Notice::AlreadyRecorded,
        (true, CommitmentTurn::Kept) => Notice::CommitmentKept,
        (true, CommitmentTurn::Moved) => Notice::CommitmentMoved,
        (true, CommitmentTurn::Dropped) => Notice::CommitmentDropped,
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{deal}#c-{id}"))))
}

fn read(input: &Input, one: &Commitment) -> Result<NewTurn, FormErrors> {
    let mut errors = FormErrors::default();
    let turn: Option<CommitmentTurn> = input.turn.parse().ok();
    let turn = errors.take(
        "words",
        turn.ok_or("Was it kept, did it move, or was it dropped?"),
    );
    let words = errors.take("words", TurnWords::parse(&input.words));
    let moved_to = match turn {
        Some(CommitmentTurn::Moved) => errors.take("moved_to", moved_to(&input.moved_to, one)),
        _ => None,
    };
    let is_empty = words
        .as_ref()
        .is_some_and(|words| words.as_str().is_empty());
    match turn {
        Some(CommitmentTurn::Moved) if is_empty => errors.add("words", "Why did it move?"),
        Some(CommitmentTurn::Dropped) if is_empty => {
            errors.add("words", "Why was it dropped, as far as we know?");
        }
        _ => {}
    }
    match (turn, words) {
        (Some(turn), Some(words)) if !errors.any() => Ok(NewTurn {
            id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
            commitment: one.id,
            turn,
            moved_to,
            words: words.as_str().to_owned(),
        }),
        _ => Err(errors),
    }
}

fn moved_to(text: &str, one: &Commitment) -> Result<NaiveDate, &'static str> {
    let day: Option<NaiveDate> = text.trim().parse().ok();
    let day = day
        .filter(|day| (2000..=2199).contains(&day.year()))
        .ok_or("To which day did it move? Like 2026-11-06.")?;
    if day == one.due_on {
        return Err("That is the day it has already. To which other day did it move?");
    }
    Ok(day)
}

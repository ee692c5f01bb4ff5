//! The odds that everybody gives in private, before we talk and after we decided.

use super::{
    back, page, steering, store, take_part,
    words::{DECIDING, Hidden},
};
use crate::{
    app::App,
    error::AppError,
    ids::{OpportunityId, StrategySessionId},
    opportunities::page::{Doing, Filling},
    people::Viewer,
    web::{Form, FormErrors, Path, Shown},
};
use axum::{extract::State, response::Response};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// "before" or "after".
    asked: String,
    odds: String,
}

pub async fn give(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, StrategySessionId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    let asked = match input.asked.as_str() {
        "after" => Hidden::OddsAfter,
        _ => Hidden::OddsBefore,
    };
    if asked == Hidden::OddsAfter {
        session.must_have_come_to(DECIDING)?;
        if store::decision(&mut tx, id).await?.is_none() {
            return Err(AppError::refused(
                "The odds are asked once more when something is decided.",
            ));
        }
    }
    let typed = input.odds.trim().trim_end_matches('%').trim_end();
    let Some(odds) = typed
        .parse::<i16>()
        .ok()
        .filter(|odds| (0..=100).contains(odds))
    else {
        let mut errors = FormErrors::default();
        errors.add("odds", "A whole number from 0 to 100.");
        let filling = Filling::new([("odds", input.odds)], errors);
        let act = if asked == Hidden::OddsAfter {
            "odds-after"
        } else {
            "odds-before"
        };
        let doing = Doing::filling(act, id, filling);
        return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
    };
    let late = session.shows(asked);
    let is_new = store::give_odds(&mut tx, id, asked, odds, late).await?;
    if late && !is_new {
        return Err(AppError::refused(
            "The odds were shown already. What you gave stays as it is.",
        ));
    }
    steering::show_if_all_are_in(&mut tx, &session, asked).await?;
    back(tx, &session, "").await
}

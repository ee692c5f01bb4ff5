//! Saying what became of something in the way. What worked is asked for: it is what helps the next deal.

use super::{obstacle::TurnWords, show, store};
use crate::{
    app::App,
    error::AppError,
    ids::{ObstacleId, OpportunityId},
    journey::terms::ObstacleState,
    opportunities::{
        page::{Doing, Filling, again},
        store::lock,
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    state: String,
    words: String,
    /// "story": the form stood on the obstacle's own page.
    on: String,
}

pub async fn turn(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, ObstacleId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let all = store::of_opportunity(&mut tx, deal).await?;
    let obstacle = all.iter().find(|o| o.id == id).ok_or(AppError::NotFound)?;
    let on_story = input.on == "story";
    let (state, words) = match read(&input, obstacle.state()) {
        Ok(read) => read,
        Err(errors) => {
            let typed = [("state", input.state), ("words", input.words)];
            let doing = Doing::filling("turn", id, Filling::new(typed, errors));
            if on_story {
                let page = show::draw(&app, &mut tx, &viewer, shown, deal, id, &doing).await?;
                return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
            }
            return again(&app, &mut tx, &viewer, shown, deal, None, doing).await;
        }
    };
    let turn = input.id.parse().unwrap_or_else(|_| Uuid::now_v7());
    let is_new = store::turn(&mut tx, deal, id, turn, state, words.as_str()).await?;
    tx.commit().await?;
    let notice = match (is_new, state) {
        (false, _) => Notice::AlreadyRecorded,
        (true, ObstacleState::Fatal) => Notice::ObstacleFatal,
        (true, ObstacleState::Open) => Notice::ObstacleBack,
        (true, _) => Notice::ObstaclePast,
    };
    let place = match on_story {
        true => format!("/opportunities/{deal}/obstacles/{id}"),
        false => format!("/opportunities/{deal}#o-{id}"),
    };
    Ok(notice.on(Redirect::to(&place)))
}

fn read(input: &Input, present: ObstacleState) -> Result<(ObstacleState, TurnWords), FormErrors> {
    let mut errors = FormErrors::default();
    let state: Option<ObstacleState> = input.state.parse().ok();
    let state = errors.take("state", state.ok_or("How does it stand with it now?"));
    if state == Some(ObstacleState::Open) && present == ObstacleState::Open {
        errors.add("state", "It is open already. What became of it?");
    }
    let words = errors.take("words", TurnWords::parse(&input.words));
    match (state, words) {
        (Some(state), Some(words)) if !errors.any() => Ok((state, words)),
        _ => Err(errors),
    }
}

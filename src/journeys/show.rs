//! One journey: an edition of it, whole.

use super::{
    journey::Journey,
    shown::{StageShown, shown as stages_shown},
    store::{self, EditionLine},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::JourneyId,
    learn::proposals,
    people::Viewer,
    web::{Frame, Page, Path, Shown, format},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};

/// The newest published edition. A journey that has none yet is its draft.
pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let journey = store::journey(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    match journey.newest {
        Some(number) => Ok(draw(&app, &mut tx, &viewer, shown, journey, number)
            .await?
            .into_response()),
        None if viewer.manages() => {
            Ok(Redirect::to(&format!("/journeys/{id}/draft")).into_response())
        }
        None => Err(AppError::NotFound),
    }
}

pub async fn show_edition(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((id, number)): Path<(JourneyId, i16)>,
) -> Result<Page<JourneyPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let journey = store::journey(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    draw(&app, &mut tx, &viewer, shown, journey, number).await
}

async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    journey: Journey,
    number: i16,
) -> Result<Page<JourneyPage>, AppError> {
    let edition = store::published_edition(tx, journey.id, number)
        .await?
        .ok_or(AppError::NotFound)?;
    let editions = store::editions(tx, journey.id).await?;
    let told = |at: DateTime<Utc>| format::moment(at, viewer.zone, app.clock.now());
    let (proposals, answered) = proposals::of_journey(app, tx, viewer, journey.id).await?;
    let is_newest = journey.newest == Some(number);
    let title = match is_newest {
        true => journey.name.clone(),
        false => format!("{}, edition {number}", journey.name),
    };
    Ok(Page(JourneyPage {
        frame: viewer.frame(title, "journeys").with(shown),
        id: journey.id.to_string(),
        number,
        is_newest,
        stages: stages_shown(&edition.stages),
        editions: editions
            .into_iter()
            .map(|line| EditionRow::of(line, number, told))
            .collect(),
        manages: viewer.manages(),
        proposals,
        answered,
        has_draft: journey.draft.is_some(),
        name: journey.name,
        description: journey.description,
    }))
}

#[derive(Template)]
#[template(path = "journeys/show.html")]
pub struct JourneyPage {
    frame: Frame,
    id: String,
    name: String,
    description: String,
    number: i16,
    is_newest: bool,
    stages: Vec<StageShown>,
    editions: Vec<EditionRow>,
    manages: bool,
    has_draft: bool,
    /// What is proposed to change, and what was answered.
    proposals: Vec<proposals::Shown>,
    answered: Vec<proposals::Shown>,
}

struct EditionRow {
    number: i16,
    published: String,
    open_deals: String,
    is_shown: bool,
}

impl EditionRow {
    fn of(line: EditionLine, shown: i16, told: impl Fn(DateTime<Utc>) -> String) -> Self {
        let by = line
            .published_by
            .map(|by| format!(" by {by}"))
            .unwrap_or_default();
        Self {
            number: line.number,
            published: format!("{}{by}", told(line.published_at)),
            open_deals: format::counted(line.open_deals, "open deal"),
            is_shown: line.number == shown,
        }
    }
}

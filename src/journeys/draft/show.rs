//! The draft: its stages in order, and what it lacks.

use super::{Draft, Stopped, lacks::lacks};
use crate::{
    app::App,
    ids::JourneyId,
    journeys::{
        journey::MOST_STAGES,
        shown::{StageShown, shown as stages_shown},
    },
    learn::proposals,
    people::Manager,
    web::{Frame, Page, Path, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub async fn show(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    let (proposals, answered) = proposals::of_journey(&app, &mut tx, &viewer, id).await?;
    let title = format!("Draft of {}", draft.journey.name);
    let page = DraftPage {
        frame: viewer.frame(title, "journeys").with(shown),
        id: id.to_string(),
        name: draft.journey.name.clone(),
        number: draft.edition.number,
        was_published: draft.journey.newest.is_some(),
        lacks: lacks(draft.stages()),
        stages: stages_shown(draft.stages()),
        proposals,
        answered,
        manages: viewer.manages(),
        has_room: draft.stages().len() < MOST_STAGES,
    };
    Ok(Page(page).into_response())
}

#[derive(Template)]
#[template(path = "journeys/draft.html")]
pub struct DraftPage {
    frame: Frame,
    id: String,
    name: String,
    number: i16,
    was_published: bool,
    lacks: Vec<String>,
    stages: Vec<StageShown>,
    has_room: bool,
    /// What is proposed to change, and what was answered.
    proposals: Vec<proposals::Shown>,
    answered: Vec<proposals::Shown>,
    manages: bool,
}

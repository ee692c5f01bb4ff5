//! All journeys of the workspace.

use super::{journey::StageLine, store};
use crate::web::format::capital;
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Frame, Page, Shown, format::counted},
};
use askama::Template;
use axum::extract::State;
use std::collections::HashMap;

pub async fn list(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
) -> Result<Page<JourneysPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let journeys = store::journeys(&mut tx).await?;
    let open_deals = store::open_deals(&mut tx).await?;
    let mut stages: HashMap<_, _> = store::published(&mut tx)
        .await?
        .into_iter()
        .map(|offered| (offered.journey, offered.stages))
        .collect();
    let rows = journeys.into_iter().map(|journey| JourneyRow {
        stages: stages
            .remove(&journey.id)
            .unwrap_or_default()
            .into_iter()
            .map(Step::from)
            .collect(),
        open_deals: counted(
            open_deals.get(&journey.id).copied().unwrap_or_default(),
            "open deal",
        ),
        id: journey.id.to_string(),
        name: journey.name,
        description: journey.description,
        edition: journey.newest,
        has_draft: journey.draft.is_some(),
    });
    Ok(Page(JourneysPage {
        journeys: rows
            .filter(|row| row.edition.is_some() || viewer.manages())
            .collect(),
        manages: viewer.manages(),
        frame: viewer.frame("Journeys", "journeys").with(shown),
    }))
}

#[derive(Template)]
#[template(path = "journeys/list.html")]
pub struct JourneysPage {
    frame: Frame,
    /// Those that were never published are the managers' alone.
    journeys: Vec<JourneyRow>,
    manages: bool,
}

struct JourneyRow {
    id: String,
    name: String,
    description: String,
    stages: Vec<Step>,
    edition: Option<i16>,
    open_deals: String,
    has_draft: bool,
}

struct Step {
    name: String,
    question: String,
    phase: String,
}

impl From<StageLine> for Step {
    fn from(line: StageLine) -> Self {
        Self {
            name: line.name,
            question: line.question,
            phase: capital(line.phase.name()),
        }
    }
}

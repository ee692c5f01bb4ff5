//! A journey's name and description. They belong to the journey and not to an edition, so they change at once.

use super::{
    journey::Journey,
    store::{self, Named},
    words::{Description, JourneyName},
};
use crate::{
    app::App,
    error::AppError,
    ids::JourneyId,
    people::{Manager, Viewer},
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    name: String,
    description: String,
}

pub async fn open(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Page<RenamePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let journey = store::journey(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input {
        name: journey.name.clone(),
        description: journey.description.clone(),
    };
    Ok(Page(RenamePage::of(&viewer, shown, &journey, input)))
}

pub async fn rename(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let journey = store::take(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let mut page = RenamePage::of(&viewer, shown, &journey, input);
    let name = page
        .errors
        .take("name", JourneyName::parse(&page.input.name));
    let description = page
        .errors
        .take("description", Description::parse(&page.input.description));
    if let Some((name, description)) = name.zip(description) {
        match store::rename(&mut tx, id, &name, &description).await? {
            Named::Taken => page
                .errors
                .add("name", "There is already a journey of this name."),
            Named::Done | Named::Already => {
                tx.commit().await?;
                return Ok(Notice::Saved.on(Redirect::to(&format!("/journeys/{id}"))));
            }
        }
    }
    Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
}

#[derive(Template)]
#[template(path = "journeys/rename.html")]
pub struct RenamePage {
    frame: Frame,
    id: String,
    name: String,
    input: Input,
    errors: FormErrors,
}

impl RenamePage {
    fn of(viewer: &Viewer, shown: Shown, journey: &Journey, input: Input) -> Self {
        let title = format!("Name of {}", journey.name);
        Self {
            frame: viewer.frame(title, "journeys").with(shown),
            id: journey.id.to_string(),
            name: journey.name.clone(),
            input,
            errors: FormErrors::default(),
        }
    }
}

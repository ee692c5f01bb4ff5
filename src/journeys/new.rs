//! A new journey: a name, and a draft that is empty or begins as a copy of another journey.

use super::{
    store::{self, Named, Offered},
    words::{Description, JourneyName},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::JourneyId,
    people::{Manager, Viewer},
    web::{Form, FormErrors, Frame, Notice, Page, Shown, choices::Choice},
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
    id: String,
    name: String,
    description: String,
    /// The journey whose newest edition is copied; empty: none.
    copy: String,
}

impl Input {
    fn read(&self) -> Result<(JourneyName, Description), FormErrors> {
        let mut errors = FormErrors::default();
        let name = errors.take("name", JourneyName::parse(&self.name));
        let description = errors.take("description", Description::parse(&self.description));
        name.zip(description).ok_or(errors)
    }
}

pub async fn begin(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
) -> Result<Page<NewJourneyPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let input = Input {
        id: JourneyId::new().to_string(),
        ..Input::default()
    };
    let offered = store::published(&mut tx).await?;
    Ok(Page(NewJourneyPage::of(&viewer, shown, &offered, input)))
}

pub async fn create(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let id: JourneyId = input.id.parse().map_err(|_| AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    let offered = store::published(&mut tx).await?;
    let mut page = NewJourneyPage::of(&viewer, shown, &offered, input);
    let (name, description) = match page.input.read() {
        Ok(read) => read,
        Err(errors) => return Ok(page.refused(errors)),
    };
    let there = Redirect::to(&format!("/journeys/{id}/draft"));
    match store::create(&mut tx, id, &name, &description).await? {
        Named::Done => {
            begin_draft(&mut tx, id, &offered, &page.input.copy).await?;
            tx.commit().await?;
            Ok(Notice::Saved.on(there))
        }
        Named::Already => Ok(Notice::AlreadyRecorded.on(there)),
        Named::Taken => {
            page.errors
                .add("name", "There is already a journey of this name.");
            Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn begin_draft(
    tx: &mut Tx,
    id: JourneyId,
    offered: &[Offered],
    copy: &str,
) -> Result<(), AppError> {
    let copied = offered.iter().find(|one| one.journey.to_string() == copy);
    let stages = match copied {
        Some(one) => store::edition(tx, one.id).await?.stages,
        None => Vec::new(),
    };
    let journey = store::journey(tx, id).await?.ok_or(AppError::NotFound)?;
    store::begin(tx, &journey, &stages).await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "journeys/new.html")]
pub struct NewJourneyPage {
    frame: Frame,
    input: Input,
    errors: FormErrors,
    copies: Vec<Choice>,
}

impl NewJourneyPage {
    fn of(viewer: &Viewer, shown: Shown, offered: &[Offered], input: Input) -> Self {
        let copies = offered.iter().map(|one| {
            let id = one.journey.to_string();
            let chosen = id == input.copy;
            Choice::new(id, one.name.clone()).chosen_if(chosen)
        });
        Self {
            frame: viewer.frame("New journey", "journeys").with(shown),
            copies: copies.collect(),
            input,
            errors: FormErrors::default(),
        }
    }

    fn refused(mut self, errors: FormErrors) -> Response {
        self.errors = errors;
        Page(self).status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}

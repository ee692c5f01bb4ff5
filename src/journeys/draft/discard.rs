//! Discarding the draft, after a second look.

use super::{Draft, Stopped};
use crate::{
    app::App,
    ids::JourneyId,
    journeys::store,
    people::Manager,
    web::{Frame, Notice, Page, Path, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

pub async fn ask(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    let title = format!("Discard the draft of {}", draft.journey.name);
    let page = DiscardPage {
        frame: viewer.frame(title, "journeys").with(shown),
        id: id.to_string(),
        name: draft.journey.name,
        newest: draft.journey.newest,
    };
    Ok(Page(page).into_response())
}

pub async fn discard(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    store::discard(&mut tx, &draft.journey, draft.edition.id).await?;
    tx.commit().await?;
    let there = match draft.journey.newest {
        Some(_) => format!("/journeys/{id}"),
        None => "/journeys".to_owned(),
    };
    Ok(Notice::DraftDiscarded.on(Redirect::to(&there)))
}

#[derive(Template)]
#[template(path = "journeys/discard.html")]
pub struct DiscardPage {
    frame: Frame,
    id: String,
    name: String,
    newest: Option<i16>,
}

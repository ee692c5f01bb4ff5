//! A view gets another name, shows something else, or goes.

use super::{
    new::{self, EVERYBODY, Input},
    query,
    store::{self, Kept},
    view::{Place, SavedView, ViewName},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::SavedViewId,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends besides; the menu's link says what was just looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Turned {
    #[serde(flatten)]
    pub input: Input,
    /// "yes": it shows from now on what was just looked at.
    pub turn: String,
}

#[derive(Template)]
#[template(path = "views/change.html")]
pub struct ChangePage {
    frame: Frame,
    id: SavedViewId,
    was: String,
    by: String,
    is_own: bool,
    shared: bool,
    input: Input,
    errors: FormErrors,
    readers: Vec<Choice>,
    /// What was looked at when the page was opened is something else than the view shows.
    may_turn: bool,
    turns: bool,
    now_url: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<SavedViewId>,
    Query(mut turned): Query<Turned>,
) -> Result<Page<ChangePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let view = changeable(&mut tx, &viewer, id).await?;
    turned.input.name = view.name.clone();
    if view.shared {
        turned.input.reader = EVERYBODY.to_owned();
    }
    Ok(Page(ChangePage::of(
        &viewer,
        &view,
        turned,
        FormErrors::default(),
    )))
}

pub async fn change(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<SavedViewId>,
    Form(turned): Form<Turned>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let view = changeable(&mut tx, &viewer, id).await?;
    let read = match new::read(&turned.input) {
        Ok(read) => read,
        Err(errors) => {
            let page = ChangePage::of(&viewer, &view, turned, errors);
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (place, query) = match turned.turn == "yes" {
        true => (read.place, read.query),
        false => (view.place, view.query.clone()),
    };
    let kept = Kept {
        name: read.name,
        // Only whoever keeps it takes it back from the others.
        shared: match view.is_own(&viewer) {
            true => read.shared,
            false => view.shared,
        },
        place,
        query,
    };
    store::change(&mut tx, id, &kept).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(Redirect::to(&kept.place.address(&kept.query))))
}

pub async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<SavedViewId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let view = changeable(&mut tx, &viewer, id).await?;
    store::remove(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Notice::ViewRemoved.on(Redirect::to(&view.address())))
}

/// A view that this viewer may change; one that they only see is refused, and one they do not is not there.
async fn changeable(tx: &mut Tx, viewer: &Viewer, id: SavedViewId) -> Result<SavedView, AppError> {
    let view = store::find(tx, id).await?.ok_or(AppError::NotFound)?;
    match view.may_change(viewer) {
        true => Ok(view),
        false => Err(AppError::Forbidden),
    }
}

impl ChangePage {
    fn of(viewer: &Viewer, view: &SavedView, turned: Turned, errors: FormErrors) -> Self {
        let Turned { input, turn } = turned;
        let place: Result<Place, ()> = input.place.parse();
        let query = query::tidied(&input.query);
        Self {
            frame: viewer.frame(format!("Change {}", view.name), "pipeline"),
            id: view.id,
            was: view.name.clone(),
            by: view.by.clone(),
            is_own: view.is_own(viewer),
            shared: view.shared,
            readers: new::readers(&input.reader),
            may_turn: place.is_ok_and(|place| (place, &query) != (view.place, &view.query)),
            turns: turn == "yes",
            now_url: place.unwrap_or_default().address(&query),
            input,
            errors,
        }
    }
}

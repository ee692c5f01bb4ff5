//! The link to a view, which leads to what it shows.

use super::store;
use crate::{app::App, error::AppError, ids::SavedViewId, people::Viewer, web::Path};
use axum::{extract::State, response::Redirect};

pub async fn open(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<SavedViewId>,
) -> Result<Redirect, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let view = store::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    Ok(Redirect::to(&view.address()))
}

//! "I have looked; begin here next time".

use super::{asked::REVIEW, store};
use crate::{
    app::App,
    error::AppError,
    ids::LookId,
    people::Viewer,
    web::{Form, Notice},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the page was drawn.
    id: String,
}

/// Keeps the moment; looking alone keeps nothing.
pub async fn keep(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let id = input.id.parse().unwrap_or_else(|_| LookId::new());
    let mut tx = app.db.begin(viewer.scope()).await?;
    store::keep_look(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Notice::Looked.on(Redirect::to(REVIEW)))
}

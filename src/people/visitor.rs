//! Somebody who is signed in, whether or not a workspace is open to them: for the pages on which one is chosen.

use super::{store, viewer::brought_token};
use crate::{
    app::App,
    error::AppError,
    ids::{PersonId, SessionId},
};
use axum::{extract::FromRequestParts, http::request::Parts};

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub session: SessionId,
    pub person: PersonId,
    pub email: String,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let token = brought_token(parts, app).ok_or(AppError::SignedOut)?;
        let mut tx = app.db.begin_unscoped().await?;
        let visitor = store::visitor(&mut tx, &token.hash()).await?;
        visitor.ok_or(AppError::SignedOut)
    }
}

//! Accounts to offer while somebody types a name into a form. The form works without.

use super::store;
use crate::{
    app::App,
    error::AppError,
    people::Viewer,
    web::{Query, written},
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

/// How many are offered at once.
const A_FEW: i64 = 10;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
}

#[derive(Debug, Serialize)]
pub struct Suggestion {
    id: String,
    name: String,
}

pub async fn suggest(
    viewer: Viewer,
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Suggestion>>, AppError> {
    let q = written::line(&wanted.q);
    let mut tx = app.db.read(viewer.scope()).await?;
    let found = store::accounts_matching(&mut tx, &q, A_FEW).await?;
    let suggestions = found.into_iter().map(|(id, name)| Suggestion {
        id: id.to_string(),
        name,
    });
    Ok(Json(suggestions.collect()))
}

//! Whom to mention, offered while somebody types an @. The form works without.

use super::store;
use crate::{
    app::App,
    error::AppError,
    ids::OpportunityId,
    opportunities,
    people::{Viewer, viewer::initials},
    web::{Path, Query, written},
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

/// How many are offered at once.
const A_FEW: usize = 8;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
}

#[derive(Debug, Serialize)]
pub struct Offered {
    name: String,
    initials: String,
}

pub async fn offer(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Offered>>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    opportunities::store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let q = written::line(&wanted.q).to_lowercase();
    let members = store::members(&mut tx).await?;
    let fitting = members
        .into_iter()
        .filter(|member| member.id != viewer.member && fits(&member.name, &q));
    let offered = fitting.take(A_FEW).map(|member| Offered {
        initials: initials(&member.name),
        name: member.name,
    });
    Ok(Json(offered.collect()))
}

/// A name fits when it, or one of its words, begins with what was typed.
fn fits(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split_whitespace();
    name.starts_with(typed) || words.any(|word| word.starts_with(typed))
}

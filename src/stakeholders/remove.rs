//! Taking somebody out of the group. What they said, and what was said of them, stays on record.

use super::store;
use crate::{
    app::App,
    error::AppError,
    ids::{OpportunityId, StakeholderId},
    opportunities::store::find,
    people::Viewer,
    web::{Notice, Path},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};

pub async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, StakeholderId)>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    find(&mut tx, deal).await?.ok_or(AppError::NotFound)?;
    let was_there = store::remove(&mut tx, deal, id).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/group"));
    Ok(match was_there {
        true => Notice::TakenOut.on(back),
        false => Notice::NotInTheGroup.on(back),
    })
}

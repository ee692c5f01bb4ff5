//! An act is undone: every deal that nobody has changed since gets back what it had.

use super::store::{self, Changed};
use crate::{
    app::App,
    error::AppError,
    ids::BulkChangeId,
    opportunities::store::{self as opportunities, Several},
    people::Viewer,
    web::{Notice, Path},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};

pub async fn undo(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<BulkChangeId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let change = store::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let page = Redirect::to(&format!("/pipeline/changes/{id}"));
    if change.undone.is_some() {
        return Ok(Notice::AlreadyRecorded.on(page));
    }
    if !change.may_undo(&viewer) {
        return Err(AppError::Forbidden);
    }
    let ids = |deals: &[Changed]| deals.iter().map(|deal| deal.before.id).collect::<Vec<_>>();
    let deals = store::deals(&mut tx, id).await?;
    opportunities::take_several(&mut tx, &ids(&deals)).await?;
    let before: Vec<Several> = deals.into_iter().map(|deal| deal.before).collect();
    let put_back = opportunities::change_several(&mut tx, &before).await?;
    if !store::record_undo(&mut tx, id, &put_back).await? {
        return Ok(Notice::AlreadyRecorded.on(page));
    }
    tx.commit().await?;
    let notice = match put_back.len() == before.len() {
        true => Notice::Undone,
        false => Notice::UndoneInPart,
    };
    Ok(notice.on(page))
}

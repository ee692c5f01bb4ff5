//! "Change this journey": begins its draft as a copy of the newest edition, or opens the one that is there.

use super::address;
use crate::{
    app::App, error::AppError, ids::JourneyId, journeys::store, people::Manager, web::Path,
};
use axum::{extract::State, response::Redirect};

pub async fn begin(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Redirect, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let journey = store::take(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if journey.draft.is_none() {
        let newest = match journey.newest {
            Some(number) => store::published_edition(&mut tx, id, number).await?,
            None => None,
        };
        let stages = newest.map(|edition| edition.stages).unwrap_or_default();
        store::begin(&mut tx, &journey, &stages).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&address(id)))
}

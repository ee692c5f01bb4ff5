//! "Propose a change to this verifier", for those who may change it: the draft opens at it, begun if there was none.

use super::{asked::Asked, store, tally::key};
use crate::{
    app::App,
    error::AppError,
    ids::VerifierId,
    journeys::{journey::Stage, store as journeys},
    people::Manager,
    web::{Form, Notice, Path},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

pub async fn open(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(verifier): Path<VerifierId>,
    Form(asked): Form<Asked>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (id, statement) = store::verifier_of(&mut tx, verifier)
        .await?
        .ok_or(AppError::NotFound)?;
    let journey = journeys::take(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let draft = match journey.draft {
        Some(draft) => draft,
        None => {
            let newest = journey.newest.ok_or(AppError::NotFound)?;
            let edition = journeys::published_edition(&mut tx, id, newest).await?;
            let stages = edition.map(|edition| edition.stages).unwrap_or_default();
            journeys::begin(&mut tx, &journey, &stages).await?
        }
    };
    let edition = journeys::edition(&mut tx, draft).await?;
    tx.commit().await?;
    let since = match asked.since.as_str() {
        "" => String::new(),
        since => format!("&since={since}"),
    };
    Ok(match find(&edition.stages, &statement) {
        Some(there) => Redirect::to(&format!(
            "/journeys/{id}/draft/verifiers/{there}?finding=yes{since}"
        ))
        .into_response(),
        None => Notice::NotInDraft.on(Redirect::to(&format!("/journeys/{id}/draft"))),
    })
}

/// The verifier of a draft that says the same.
fn find(stages: &[Stage], statement: &str) -> Option<VerifierId> {
    let all = stages.iter().flat_map(|stage| &stage.verifiers);
    let same = all.filter(|verifier| key(&verifier.statement) == key(statement));
    same.map(|verifier| verifier.id).next()
}

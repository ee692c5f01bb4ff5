//! Naming something else that they could do.

use super::{alternative::AlternativeName, show::draw, store};
use crate::{
    app::App,
    error::AppError,
    ids::{AlternativeId, OpportunityId},
    journey::terms::AlternativeKind,
    opportunities::{
        page::{Doing, Filling},
        store::find,
    },
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path, Shown},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form was drawn.
    pub id: String,
    pub kind: String,
    pub name: String,
}

pub async fn add(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    find(&mut tx, deal).await?.ok_or(AppError::NotFound)?;
    let known = store::of_opportunity(&mut tx, deal).await?;
    let back = Redirect::to(&format!("/opportunities/{deal}/alternatives"));
    let id = input.id.parse().unwrap_or_else(|_| AlternativeId::new());
    if known.iter().any(|there| there.id == id) {
        return Ok(Notice::AlreadyRecorded.on(back));
    }
    let mut errors = FormErrors::default();
    let kind: Option<AlternativeKind> = errors.take(
        "kind",
        input.kind.parse().map_err(|_| "Choose what it would be."),
    );
    let name = errors.take("name", name(&input.name, kind));
    if let Some(name) = &name
        && known
            .iter()
            .any(|there| there.name.to_lowercase() == name.as_str().to_lowercase())
    {
        errors.add("name", "That is on the list already.");
    }
    let (Some(kind), Some(name), false) = (kind, name, errors.any()) else {
        let typed = [("kind", input.kind), ("name", input.name)];
        let doing = Doing::filling("adding", deal, Filling::new(typed, errors));
        let page = draw(&app, &mut tx, &viewer, shown, deal, doing).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let is_new = store::add(&mut tx, deal, id, kind, &name).await?;
    tx.commit().await?;
    Ok(match is_new {
        true => Notice::Saved.on(back),
        false => Notice::AlreadyRecorded.on(back),
    })
}

/// A competitor has a name; the others may be called by their kind.
fn name(typed: &str, kind: Option<AlternativeKind>) -> Result<AlternativeName, String> {
    match kind {
        Some(AlternativeKind::Competitor) if typed.trim().is_empty() => {
            Err("Which competitor is it?".into())
        }
        Some(kind) if typed.trim().is_empty() => AlternativeName::parse(kind.label()),
        _ => AlternativeName::parse(typed),
    }
}

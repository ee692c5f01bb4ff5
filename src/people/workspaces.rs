//! The way in, and from one workspace to another, for people who are members of several.

use super::{Viewer, store, visitor::Visitor};
use crate::{
    app::App,
    error::AppError,
    ids::{SessionId, WorkspaceId},
    web::{Form, Frame, Page, Shown},
};
use askama::Template;
use axum::{extract::State, response::Redirect};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct SwitchForm {
    workspace: WorkspaceId,
}

/// The first page: what to turn to, or what has to come before it.
pub async fn enter(viewer: Result<Viewer, AppError>) -> Result<Redirect, AppError> {
    match viewer {
        Ok(_) => Ok(Redirect::to("/focus")),
        Err(AppError::SignedOut) => Ok(Redirect::to("/sign-in")),
        Err(AppError::NoWorkspace) => Ok(Redirect::to("/workspaces")),
        Err(error) => Err(error),
    }
}

pub async fn show(
    visitor: Visitor,
    viewer: Result<Viewer, AppError>,
    shown: Shown,
    State(app): State<App>,
) -> Result<Page<WorkspacesPage>, AppError> {
    let mut tx = app.db.begin_as(visitor.person).await?;
    let workspaces = store::memberships(&mut tx, visitor.person).await?;
    let current = viewer.ok().map(|viewer| viewer.workspace);
    Ok(Page(WorkspacesPage {
        frame: Frame::plain("Your workspaces").with(shown),
        email: visitor.email,
        workspaces,
        current,
    }))
}

pub async fn switch(
    visitor: Visitor,
    State(app): State<App>,
    Form(input): Form<SwitchForm>,
) -> Result<Redirect, AppError> {
    let mut tx = app.db.begin_as(visitor.person).await?;
    let open = store::memberships(&mut tx, visitor.person).await?;
    if !open.iter().any(|one| one.workspace == input.workspace) {
        return Err(AppError::NotFound);
    }
    let session: SessionId = visitor.session;
    store::open_workspace(&mut tx, session, input.workspace).await?;
    tx.commit().await?;
    Ok(Redirect::to("/"))
}

#[derive(Template)]
#[template(path = "people/workspaces.html")]
pub struct WorkspacesPage {
    frame: Frame,
    email: String,
    workspaces: Vec<store::Membership>,
    current: Option<WorkspaceId>,
}

//! The workspace's own settings: its name, and the currency in which totals are shown.

use super::{Admin, Viewer, choices, store};
use crate::{
    app::App,
    error::AppError,
    web::{Form, FormErrors, Frame, Notice, Page, Shown, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct WorkspaceForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    currency: String,
}

/// Admins see the workspace's settings here, everybody else their own.
pub async fn show(viewer: Viewer, shown: Shown) -> Response {
    if !viewer.administers() {
        return Redirect::to("/settings/me").into_response();
    }
    let input = WorkspaceForm {
        name: viewer.workspace_name.clone(),
        currency: viewer.currency.code().to_owned(),
    };
    let mut page = WorkspacePage::new(&viewer, input, FormErrors::default());
    page.frame = page.frame.with(shown);
    Page(page).into_response()
}

pub async fn change(
    Admin(viewer): Admin,
    State(app): State<App>,
    Form(input): Form<WorkspaceForm>,
) -> Result<Response, AppError> {
    let mut errors = FormErrors::default();
    let name = errors.take("name", input.name.parse());
    let currency = errors.take("currency", input.currency.parse());
    let (Some(name), Some(currency)) = (name, currency) else {
        let page = Page(WorkspacePage::new(&viewer, input, errors));
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    store::change_workspace(&mut tx, &name, currency).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(Redirect::to("/settings")))
}

#[derive(Template)]
#[template(path = "people/workspace.html")]
struct WorkspacePage {
    frame: Frame,
    errors: FormErrors,
    place: &'static str,
    administers: bool,
    name: String,
    currencies: Vec<Choice>,
}

impl WorkspacePage {
    fn new(viewer: &Viewer, input: WorkspaceForm, errors: FormErrors) -> Self {
        Self {
            frame: viewer.frame("Workspace", "settings"),
            errors,
            place: "workspace",
            administers: viewer.administers(),
            name: input.name,
            currencies: choices::currencies(&input.currency),
        }
    }
}

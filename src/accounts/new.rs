//! Putting an account on record.

use super::{
    account::{About, AccountName, Website},
    account_form::Input,
    store::{self, Created},
};
use crate::{
    app::App,
    error::AppError,
    ids::AccountId,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

pub async fn begin(viewer: Viewer, shown: Shown) -> impl IntoResponse {
    let input = Input {
        id: AccountId::new().to_string(),
        ..Input::default()
    };
    Page(NewAccountPage::of(&viewer, shown, input))
}

pub async fn create(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let id: AccountId = input.id.parse().map_err(|_| AppError::Unreadable)?;
    let mut page = NewAccountPage::of(&viewer, shown, input);
    let fields = match page.input.read() {
        Ok(fields) => fields,
        Err(errors) => {
            page.errors = errors;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (name, website, about) = (&fields.name, &fields.website, &fields.about);
    let created = store::create_account(&mut tx, id, name, website, about).await?;
    tx.commit().await?;
    let there = Redirect::to(&format!("/accounts/{id}"));
    Ok(match created {
        Created::New => Notice::Saved.on(there),
        Created::Already => Notice::AlreadyRecorded.on(there),
        Created::NameTaken(other) => {
            page.errors
                .add("name", "There is already an account of this name.");
            page.namesake = Some(other);
            Page(page).status(StatusCode::UNPROCESSABLE_ENTITY)
        }
    })
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
pub struct NewAccountPage {
    frame: Frame,
    input: Input,
    errors: FormErrors,
    /// The account that has the name already.
    namesake: Option<AccountId>,
}

impl NewAccountPage {
    fn of(viewer: &Viewer, shown: Shown, input: Input) -> Self {
        Self {
            frame: viewer.frame("New account", "accounts").with(shown),
            input,
            errors: FormErrors::default(),
            namesake: None,
        }
    }
}

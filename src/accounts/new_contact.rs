//! Putting a person at an account on record.

use super::{
    account::Account,
    contact::{ContactName, EmailAddress, Title},
    contact_form::Input,
    store::{self, Created},
};
use crate::{
    app::App,
    error::AppError,
    ids::{AccountId, ContactId},
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

pub async fn begin(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(account): Path<AccountId>,
) -> Result<Page<NewContactPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let account = store::account(&mut tx, account)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input {
        id: ContactId::new().to_string(),
        ..Input::default()
    };
    Ok(Page(NewContactPage::of(&viewer, shown, &account, input)))
}

pub async fn create(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(account): Path<AccountId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let id: ContactId = input.id.parse().map_err(|_| AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    let at = store::account(&mut tx, account)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut page = NewContactPage::of(&viewer, shown, &at, input);
    let fields = match page.input.read(viewer.today(&app)) {
        Ok(fields) => fields,
        Err(errors) => {
            page.errors = errors;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (name, title, email) = (&fields.name, fields.title.as_str(), fields.email.as_str());
    let created = store::create_contact(&mut tx, account, id, name, title, email).await?;
    tx.commit().await?;
    let back = Redirect::to(&format!("/accounts/{account}"));
    Ok(match created {
        Created::New => Notice::Saved.on(back),
        Created::Already => Notice::AlreadyRecorded.on(back),
        Created::NameTaken(other) => {
            page.errors
                .add("name", "There is already somebody of this name here.");
            page.namesake = Some(other);
            Page(page).status(StatusCode::UNPROCESSABLE_ENTITY)
        }
    })
}

#[derive(Template)]
#[template(path = "accounts/new_contact.html")]
pub struct NewContactPage {
    frame: Frame,
    account: String,
    account_name: String,
    input: Input,
    errors: FormErrors,
    /// The contact who has the name already.
    namesake: Option<ContactId>,
}

impl NewContactPage {
    fn of(viewer: &Viewer, shown: Shown, account: &Account, input: Input) -> Self {
        let title = format!("New contact at {}", account.name);
        Self {
            frame: viewer.frame(title, "accounts").with(shown),
            account: account.id.to_string(),
            account_name: account.name.clone(),
            input,
            errors: FormErrors::default(),
            namesake: None,
        }
    }
}

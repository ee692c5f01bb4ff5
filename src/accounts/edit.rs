//! Changing an account.

use super::{
    account::{About, Account, AccountName, Website},
    account_form::Input,
    store::{self, Change},
};
use crate::{
    app::App,
    error::AppError,
    ids::AccountId,
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
    Path(id): Path<AccountId>,
) -> Result<Page<EditAccountPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let account = store::account(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input::of(&account);
    Ok(Page(EditAccountPage::of(&viewer, shown, &account, input)))
}

pub async fn change(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<AccountId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let account = store::account(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut page = EditAccountPage::of(&viewer, shown, &account, input);
    let fields = match page.input.read() {
        Ok(fields) => fields,
        Err(errors) => {
            page.errors = errors;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match store::change_account(&mut tx, id, page.input.version, &fields).await? {
        Change::Done => {
            tx.commit().await?;
            Ok(Notice::Saved.on(Redirect::to(&format!("/accounts/{id}"))))
        }
        Change::Stale => {
            let now = store::account(&mut tx, id)
                .await?
                .ok_or(AppError::NotFound)?;
            page.show_what_is_there(&now);
            Ok(Page(page).status(StatusCode::CONFLICT))
        }
        Change::NameTaken(other) => {
            page.errors
                .add("name", "There is already an account of this name.");
            page.namesake = Some(other);
            Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/edit.html")]
pub struct EditAccountPage {
    frame: Frame,
    id: String,
    name: String,
    input: Input,
    errors: FormErrors,
    namesake: Option<AccountId>,
    /// What somebody else left there meanwhile.
    meanwhile: Vec<(&'static str, String)>,
}

impl EditAccountPage {
    fn of(viewer: &Viewer, shown: Shown, account: &Account, input: Input) -> Self {
        let title = format!("Edit {}", account.name);
        Self {
            frame: viewer.frame(title, "accounts").with(shown),
            id: account.id.to_string(),
            name: account.name.clone(),
            input,
            errors: FormErrors::default(),
            namesake: None,
            meanwhile: Vec::new(),
        }
    }

    /// Keeps what was typed, and lets it be saved over what is there now.
    fn show_what_is_there(&mut self, now: &Account) {
        self.errors.refuse("Somebody changed this account meanwhile. Your words are still here, and not saved yet.");
        self.meanwhile = self.input.differs_from(now);
        self.input.version = now.version;
    }
}

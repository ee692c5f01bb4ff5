//! Changing what is on record about a contact.

use super::{
    contact::{Contact, ContactName, EmailAddress, Title},
    contact_form::Input,
    store::{self, Change},
};
use crate::{
    app::App,
    error::AppError,
    ids::ContactId,
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
    Path(id): Path<ContactId>,
) -> Result<Page<EditContactPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let contact = store::contact(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input::of(&contact);
    Ok(Page(EditContactPage::of(&viewer, shown, &contact, input)))
}

pub async fn change(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<ContactId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let contact = store::contact(&mut tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut page = EditContactPage::of(&viewer, shown, &contact, input);
    let fields = match page.input.read(viewer.today(&app)) {
        Ok(fields) => fields,
        Err(errors) => {
            page.errors = errors;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match store::change_contact(&mut tx, &contact, page.input.version, &fields).await? {
        Change::Done => {
            tx.commit().await?;
            Ok(Notice::Saved.on(Redirect::to(&format!("/contacts/{id}"))))
        }
        Change::Stale => {
            let now = store::contact(&mut tx, id)
                .await?
                .ok_or(AppError::NotFound)?;
            page.show_what_is_there(&now);
            Ok(Page(page).status(StatusCode::CONFLICT))
        }
        Change::NameTaken(other) => {
            page.errors
                .add("name", "There is already somebody of this name here.");
            page.namesake = Some(other);
            Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/edit_contact.html")]
pub struct EditContactPage {
    frame: Frame,
    id: String,
    name: String,
    account: String,
    account_name: String,
    input: Input,
    errors: FormErrors,
    namesake: Option<ContactId>,
    /// What somebody else left there meanwhile.
    meanwhile: Vec<(&'static str, String)>,
}

impl EditContactPage {
    fn of(viewer: &Viewer, shown: Shown, contact: &Contact, input: Input) -> Self {
        let title = format!("Edit {}, {}", contact.name, contact.account_name);
        Self {
            frame: viewer.frame(title, "accounts").with(shown),
            id: contact.id.to_string(),
            name: contact.name.clone(),
            account: contact.account.to_string(),
            account_name: contact.account_name.clone(),
            input,
            errors: FormErrors::default(),
            namesake: None,
            meanwhile: Vec::new(),
        }
    }

    /// Keeps what was typed, and lets it be saved over what is there now.
    fn show_what_is_there(&mut self, now: &Contact) {
        self.errors.refuse(
            "Somebody changed this meanwhile. Your words are still here, and not saved yet.",
        );
        self.meanwhile = self.input.differs_from(now);
        self.input.version = now.version;
    }
}

//! Signing in with e-mail address and password.

use super::{
    attempts::{self, Denied},
    browser::Browser,
    destination::local,
    kept::{Kept, KeptPage},
    session::{self, KEEP_NOTHING},
    store,
};
use crate::{
    app::App,
    error::AppError,
    ids::PersonId,
    web::{Form, FormErrors, Frame, Page, Query, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// Where to go on to.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    then: String,
}

#[derive(Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    then: String,
    #[serde(default)]
    kept_to: String,
    #[serde(default)]
    kept: String,
}

#[derive(Template)]
#[template(path = "people/sign_in.html")]
pub struct SignInPage {
    pub frame: Frame,
    pub errors: FormErrors,
    pub email: String,
    pub then: String,
    /// A form that was sent after the session had ended.
    pub kept: Option<Kept>,
    /// Nobody can sign in yet, because Saidso was not set up.
    pub is_new: bool,
}

pub async fn show(
    shown: Shown,
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    let is_new = !store::is_anybody_here(&mut tx).await?;
    Ok(Page(SignInPage {
        frame: Frame::plain("Sign in").with(shown),
        errors: FormErrors::default(),
        email: String::new(),
        then: local(&wanted.then).unwrap_or_default().to_owned(),
        kept: None,
        is_new,
    }))
}

pub async fn sign_in(
    State(app): State<App>,
    browser: Browser,
    Form(mut input): Form<SignInForm>,
) -> Result<Response, AppError> {
    let typed = std::mem::take(&mut input.password);
    let person = match attempts::prove(&app, &browser, &input.email, typed).await? {
        Ok(person) => person,
        Err(denied) => return Ok(denied_page(denied, input)),
    };
    match begin(&app, &browser, person, &input.email).await? {
        Some(token) => Ok(session::hand_over(&app.config, &token, go_on(input))),
        None => Ok(denied_page(Denied::Wrong, input)),
    }
}

/// A session in the workspace where the person was last; none, where none is open to them.
async fn begin(
    app: &App,
    browser: &Browser,
    person: PersonId,
    email: &str,
) -> Result<Option<super::token::Token>, AppError> {
    let mut tx = app.db.begin_as(person).await?;
    let Some(workspace) = store::workspace_to_open(&mut tx, person).await? else {
        return Ok(None);
    };
    attempts::forgive(&mut tx, email).await?;
    let token = session::open(&mut tx, person, Some(workspace), browser).await?;
    tx.commit().await?;
    Ok(Some(token))
}

fn go_on(input: SignInForm) -> Response {
    match Kept::read(&input.kept_to, input.kept) {
        Some(kept) => Page(KeptPage::new(kept)).into_response(),
        None => Redirect::to(local(&input.then).unwrap_or("/")).into_response(),
    }
}

fn denied_page(denied: Denied, input: SignInForm) -> Response {
    let mut errors = FormErrors::default();
    errors.refuse(denied.to_string());
    let page = Page(SignInPage {
        frame: Frame::plain("Sign in"),
        errors,
        email: input.email,
        then: local(&input.then).unwrap_or_default().to_owned(),
        kept: Kept::read(&input.kept_to, input.kept),
        is_new: false,
    });
    let Denied::TooOften { seconds } = denied else {
        return (KEEP_NOTHING, page.status(StatusCode::UNPROCESSABLE_ENTITY)).into_response();
    };
    let mut answer = (KEEP_NOTHING, page.status(StatusCode::TOO_MANY_REQUESTS)).into_response();
    answer
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    answer
}

//! Signed-in browsers: how a session begins, what its cookie looks like, and how it ends.

use super::{browser::Browser, store, token::Token};
use crate::{app::App, config::Config, error::AppError, ids::PersonId, ids::WorkspaceId};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use sqlx::PgConnection;

use crate::web::Notice;

/// The longest that browsers keep a cookie. When a session really ends is written in its row: thirty days after it was last seen.
const COOKIE_AGE: u32 = 400 * 24 * 60 * 60;

/// For pages with a secret in their address, or with what somebody typed: not even the browser keeps them.
pub const KEEP_NOTHING: [(HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// Begins a session with a new secret; the one the browser brought is over.
pub async fn open(
    connection: &mut PgConnection,
    person: PersonId,
    workspace: Option<WorkspaceId>,
    browser: &Browser,
) -> sqlx::Result<Token> {
    if let Some(brought) = &browser.brought {
        store::end_session_of(&mut *connection, &brought.hash()).await?;
    }
    let token = Token::mint();
    store::begin_session(connection, &token.hash(), person, workspace, browser).await?;
    Ok(token)
}

/// Gives the browser its session's secret along with an answer. Only after the session was committed.
pub fn hand_over(config: &Config, token: &Token, answer: impl IntoResponse) -> Response {
    with_cookie(config, &token.text(), COOKIE_AGE, answer)
}

/// Signs this browser out, signed in or not.
pub async fn sign_out(State(app): State<App>, browser: Browser) -> Result<Response, AppError> {
    if let Some(brought) = &browser.brought {
        let mut tx = app.db.begin_unscoped().await?;
        store::end_session_of(&mut tx, &brought.hash()).await?;
        tx.commit().await?;
    }
    let answer = Notice::SignedOut.on(Redirect::to("/sign-in"));
    Ok(with_cookie(&app.config, "", 0, answer))
}

fn with_cookie(config: &Config, value: &str, age: u32, answer: impl IntoResponse) -> Response {
    let name = config.session_cookie();
    let secure = match config.cookies_are_secure() {
        true => "; Secure",
        false => "",
    };
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let mut response = (KEEP_NOTHING, answer).into_response();
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

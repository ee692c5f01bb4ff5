//! Links that sign one person in, once: from the demo, or from `saidso rescue`. Opening one only shows a button,
//! so that a mail scanner which follows links does not use it up.

use super::{browser::Browser, closed, session, session::KEEP_NOTHING, store, token::Token};
use crate::{
    app::App,
    database::Database,
    error::AppError,
    ids::{PersonId, WorkspaceId},
    web::{Frame, Page, Path},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use std::time::Duration;

const CLOSED: &str = "A sign-in link works once, and only for a while. Sign in with your password, or ask for a new link.";

#[derive(Template)]
#[template(path = "people/sign_in_link.html")]
struct LinkPage {
    frame: Frame,
    email: String,
    token: String,
}

/// Makes a link that signs this person in, once, and gives its path: add the base URL by [`crate::config::Config::link`].
/// Without a workspace, it opens the one where the person was last.
pub async fn make(
    db: &Database,
    person: PersonId,
    workspace: Option<WorkspaceId>,
    valid_for: Duration,
) -> sqlx::Result<String> {
    let token = Token::mint();
    let mut tx = db.begin_unscoped().await?;
    store::add_link(&mut tx, &token.hash(), person, workspace, valid_for).await?;
    tx.commit().await?;
    Ok(format!("/sign-in/link/{}", token.text()))
}

/// Makes such a link for somebody who is locked out, and forgets their password, so that they can choose a new one.
/// None: nobody signs in with this address.
pub async fn rescue(
    db: &Database,
    email: &str,
    valid_for: Duration,
) -> sqlx::Result<Option<String>> {
    let mut tx = db.begin_unscoped().await?;
    let email = email.trim().to_ascii_lowercase();
    let Some(known) = store::person_of(&mut tx, &email).await? else {
        return Ok(None);
    };
    store::forget_password(&mut tx, known.id).await?;
    // Whoever may sit in one of the old sessions is out: only the new link comes in.
    store::end_all(&mut tx, known.id).await?;
    tx.commit().await?;
    make(db, known.id, None, valid_for).await.map(Some)
}

pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    let link = match Token::read(&token) {
        Some(token) => store::open_link(&mut tx, &token.hash()).await?,
        None => None,
    };
    let Some(link) = link else {
        return Ok(closed::page(CLOSED));
    };
    let page = Page(LinkPage {
        frame: Frame::plain("Sign in"),
        email: link.email,
        token,
    });
    Ok((KEEP_NOTHING, page).into_response())
}

pub async fn follow(
    State(app): State<App>,
    Path(token): Path<String>,
    browser: Browser,
) -> Result<Response, AppError> {
    let Some(presented) = Token::read(&token) else {
        return Ok(closed::page(CLOSED));
    };
    match let_in(&app, &presented.hash(), &browser).await? {
        Some(token) => Ok(session::hand_over(&app.config, &token, Redirect::to("/"))),
        None => Ok(closed::page(CLOSED)),
    }
}

async fn let_in(
    app: &App,
    token_hash: &[u8],
    browser: &Browser,
) -> Result<Option<Token>, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    let Some(link) = store::open_link(&mut tx, token_hash).await? else {
        return Ok(None);
    };
    drop(tx);
    let mut tx = app.db.begin_as(link.person).await?;
    let open = store::memberships(&mut tx, link.person).await?;
    let meant = link
        .workspace
        .filter(|meant| open.iter().any(|one| one.workspace == *meant));
    let workspace = match (link.workspace, meant) {
        (Some(_), None) => return Ok(None),
        (None, _) => store::workspace_to_open(&mut tx, link.person).await?,
        (_, meant) => meant,
    };
    if workspace.is_none() || !store::use_link(&mut tx, token_hash).await? {
        return Ok(None);
    }
    let token = session::open(&mut tx, link.person, workspace, browser).await?;
    super::attempts::forgive(&mut tx, &link.email).await?;
    tx.commit().await?;
    Ok(Some(token))
}

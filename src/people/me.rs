//! A person's own settings: name, time zone, password, and the browsers they are signed in with.

use super::{
    Viewer,
    attempts::{self, Denied},
    browser::{self, Browser},
    choices,
    password::Password,
    session, store,
};
use crate::{
    app::App,
    error::AppError,
    ids::SessionId,
    inbox::{self, digest::wish::Wish},
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown, choices::Choice, format},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono_tz::Tz;
use serde::Deserialize;

const PAGE: &str = "/settings/me";

#[derive(Deserialize)]
pub struct MeForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    time_zone: String,
    /// Filled in by the script.
    #[serde(default)]
    browser_zone: String,
}

#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    present_password: String,
    #[serde(default)]
    new_password: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
) -> Result<Page<MePage>, AppError> {
    let mut page = MePage::load(&app, &viewer, FormErrors::default()).await?;
    page.frame = page.frame.with(shown);
    Ok(Page(page))
}

pub async fn change(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<MeForm>,
) -> Result<Response, AppError> {
    let mut errors = FormErrors::default();
    let name = errors.take("name", input.name.parse());
    let zone = errors.take("time_zone", chosen_zone(&input));
    let (Some(name), Some(zone)) = (name, zone) else {
        let mut page = MePage::load(&app, &viewer, errors).await?;
        page.zones = choices::zones(&input.time_zone);
        page.name = input.name;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    store::rename_member(&mut tx, viewer.member, &name).await?;
    store::set_time_zone(&mut tx, viewer.person, zone).await?;
    inbox::store::look_again(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(Redirect::to(PAGE)))
}

fn chosen_zone(input: &MeForm) -> Result<Tz, &'static str> {
    let is_browsers = input.time_zone == choices::BROWSERS;
    let (told, sentence) = match is_browsers {
        true => (
            &input.browser_zone,
            "This browser does not say. Please choose a time zone.",
        ),
        false => (&input.time_zone, "Please choose a time zone."),
    };
    told.parse().map_err(|_| sentence)
}

/// Ends every other session, and gives this one a new secret.
pub async fn change_password(
    viewer: Viewer,
    browser: Browser,
    State(app): State<App>,
    Form(input): Form<PasswordForm>,
) -> Result<Response, AppError> {
    let mut errors = FormErrors::default();
    let own = [viewer.name.as_str(), viewer.email.as_str()];
    let chosen = Password::choose(&input.new_password, &own);
    let chosen = errors.take("new_password", chosen);
    if has_password(&app, &viewer).await? {
        let present = input.present_password;
        let proved = attempts::prove(&app, &browser, &viewer.email, present).await?;
        errors.take("present_password", proved.map_err(told));
    }
    let Some(chosen) = chosen.filter(|_| !errors.any()) else {
        let page = MePage::load(&app, &viewer, errors).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let hash = chosen.hash().await?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    store::set_password(&mut tx, viewer.person, hash.as_str()).await?;
    store::end_all(&mut tx, viewer.person).await?;
    attempts::forgive(&mut tx, &viewer.email).await?;
    let workspace = Some(viewer.workspace);
    let token = session::open(&mut tx, viewer.person, workspace, &browser).await?;
    tx.commit().await?;
    let answer = Notice::PasswordChanged.on(Redirect::to(PAGE));
    Ok(session::hand_over(&app.config, &token, answer))
}

/// Somebody who came by a link has none yet, and need not give it.
async fn has_password(app: &App, viewer: &Viewer) -> Result<bool, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    let known = store::person_of(&mut tx, &viewer.email).await?;
    Ok(known.is_some_and(|known| known.password_hash.is_some()))
}

fn told(denied: Denied) -> String {
    match denied {
        Denied::Wrong => "That is not your present password.".to_owned(),
        too_often => too_often.to_string(),
    }
}

pub async fn end_session(
    viewer: Viewer,
    State(app): State<App>,
    Path(ended): Path<SessionId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    store::end_session(&mut tx, viewer.person, ended).await?;
    tx.commit().await?;
    Ok(Notice::SessionEnded.on(Redirect::to(PAGE)))
}

pub async fn end_other_sessions(
    viewer: Viewer,
    State(app): State<App>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin_unscoped().await?;
    store::end_sessions_except(&mut tx, viewer.person, viewer.session).await?;
    tx.commit().await?;
    Ok(Notice::SessionEnded.on(Redirect::to(PAGE)))
}

#[derive(Template)]
#[template(path = "people/me.html")]
pub struct MePage {
    pub frame: Frame,
    errors: FormErrors,
    place: &'static str,
    administers: bool,
    name: String,
    email: String,
    zones: Vec<Choice>,
    has_password: bool,
    sessions: Vec<SessionRow>,
    digest: Wish,
}

struct SessionRow {
    id: SessionId,
    browser: String,
    address: String,
    seen: String,
    seen_at: String,
    is_this: bool,
}

impl MePage {
    pub async fn load(app: &App, viewer: &Viewer, errors: FormErrors) -> Result<Self, AppError> {
        let has_password = has_password(app, viewer).await?;
        let mut tx = app.db.begin_unscoped().await?;
        let sessions = store::sessions(&mut tx, viewer.person).await?;
        let digest = Wish::of(app, viewer, &mut tx).await?;
        let now = app.clock.now();
        let row = |one: store::Session| SessionRow {
            is_this: one.id == viewer.session,
            id: one.id,
            browser: browser::in_words(&one.browser),
            address: one.address,
            seen: format::ago(one.seen_at, viewer.zone, now),
            seen_at: format::exact(one.seen_at),
        };
        Ok(Self {
            frame: viewer.frame("Your settings", "settings"),
            errors,
            place: "me",
            administers: viewer.administers(),
            name: viewer.name.clone(),
            email: viewer.email.clone(),
            zones: choices::zones(viewer.zone.name()),
            has_password,
            digest,
            sessions: sessions.into_iter().map(row).collect(),
        })
    }
}

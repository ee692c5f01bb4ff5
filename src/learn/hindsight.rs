//! "Looking back, we would have stayed": said of one deal that was qualified out, for the next one like it. No blame.

use super::store::{self, Left};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    opportunities::{reason::Reason, store as opportunities},
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown, format},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    pub words: String,
}

/// What taking back sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    id: Uuid,
    said: Uuid,
}

#[derive(Template)]
#[template(path = "learn/hindsight.html")]
pub struct HindsightPage {
    frame: Frame,
    ending: Uuid,
    left: Left,
    closed: String,
    days: String,
    back: Uuid,
    input: Input,
    errors: FormErrors,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(ending): Path<Uuid>,
) -> Result<Page<HindsightPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let left = store::left(&mut tx, ending)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input {
        id: Uuid::now_v7().to_string(),
        ..Input::default()
    };
    let mut page = draw(&app, &viewer, ending, left, input, FormErrors::default());
    page.frame = page.frame.with(shown);
    Ok(Page(page))
}

pub async fn say(
    viewer: Viewer,
    State(app): State<App>,
    Path(ending): Path<Uuid>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let left = held(&mut tx, ending).await?;
    let mut errors = FormErrors::default();
    let words = errors.take("words", words(&input.words));
    let Some(words) = words else {
        let page = draw(&app, &viewer, ending, left, input, errors);
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = input.id.parse().unwrap_or_else(|_| Uuid::now_v7());
    // What stands is said once: who wants to say it otherwise takes it back first.
    let is_new =
        left.said.is_none() && store::say(&mut tx, (left.deal, ending), id, words.text()).await?;
    tx.commit().await?;
    Ok(told(is_new, Notice::LookedBack, ending))
}

pub async fn take_back(
    viewer: Viewer,
    State(app): State<App>,
    Path(ending): Path<Uuid>,
    Form(input): Form<Back>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let left = held(&mut tx, ending).await?;
    let stands = left.said.is_some_and(|said| said.id == input.said);
    let is_new =
        stands && store::take_back(&mut tx, (left.deal, ending), input.id, input.said).await?;
    tx.commit().await?;
    Ok(told(is_new, Notice::HindsightTakenBack, ending))
}

/// The deal that was left, as it stands while nobody else acts on it: two who look back at once say it once.
async fn held(tx: &mut Tx, ending: Uuid) -> Result<Left, AppError> {
    let deal = store::deal_left(tx, ending)
        .await?
        .ok_or(AppError::NotFound)?;
    opportunities::lock(tx, deal).await?;
    store::left(tx, ending).await?.ok_or(AppError::NotFound)
}

fn words(text: &str) -> Result<Reason, &'static str> {
    Reason::parse(text).map_err(|sentence| match text.trim().is_empty() {
        true => "What would have been worth staying for? A sentence helps the next deal like it.",
        false => sentence,
    })
}

fn told(is_new: bool, done: Notice, ending: Uuid) -> Response {
    let notice = if is_new {
        done
    } else {
        Notice::AlreadyRecorded
    };
    notice.on(Redirect::to(&format!("/learn/qualified-out/{ending}")))
}

fn draw(
    app: &App,
    viewer: &Viewer,
    ending: Uuid,
    left: Left,
    input: Input,
    errors: FormErrors,
) -> HindsightPage {
    let day = left.closed_at.with_timezone(&viewer.zone).date_naive();
    HindsightPage {
        frame: viewer.frame(format!("Looking back on {}", left.name), "learn"),
        ending,
        closed: format::day(day, viewer.today(app)),
        days: format::days(i64::from(left.days)),
        left,
        back: Uuid::now_v7(),
        input,
        errors,
    }
}

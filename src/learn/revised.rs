//! The verifiers that editions of a journey asked otherwise than the ones before them: what stands behind a number of them.

use super::{
    asked::Asked,
    ground::Ground,
    quarter::Quarter,
    revisions::{self, AskedSo, Revision},
    store,
};
use crate::{
    app::App,
    error::AppError,
    ids::JourneyId,
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;

/// Where the list is.
pub const PATH: &str = "/learn/revised";

#[derive(Template)]
#[template(path = "learn/revised.html")]
pub struct RevisedPage {
    frame: Frame,
    heading: String,
    /// "3 verifiers".
    sum: String,
    rows: Vec<Row>,
    back_url: String,
}

/// One verifier, before and after.
pub struct Row {
    pub before: Side,
    pub after: Side,
    pub edition: i16,
    pub url: String,
    pub day: String,
}

/// How one edition asks it; no words: it does not.
#[derive(Default)]
pub struct Side {
    pub statement: String,
    /// "Choosing: safety, at least written, fresh for 90 days, required".
    pub asks: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<RevisedPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let journey = ground.journey_id();
    let quarter = Quarter::read(&ground.asked.quarter);
    let editions = store::editions(&mut ground.tx, journey).await?;
    let is_in = |one: &Revision| quarter.is_none_or(|q| Quarter::of(one.at.date_naive()) == q);
    // The latest first.
    let all = revisions::of(&editions).into_iter().rev().filter(is_in);
    let rows: Vec<Row> = all.map(|one| row(&viewer, &app, journey, one)).collect();
    let heading = match quarter {
        Some(quarter) => format!("Verifiers revised, {quarter}"),
        None => "Verifiers revised".to_owned(),
    };
    Ok(Page(RevisedPage {
        frame: viewer.frame(heading.clone(), "learn"),
        heading,
        sum: format::counted(rows.len().try_into().unwrap_or(i64::MAX), "verifier"),
        rows,
        back_url: ground.asked.page("/learn/over-time"),
    }))
}

fn row(viewer: &Viewer, app: &App, journey: JourneyId, one: Revision) -> Row {
    let day = one.at.with_timezone(&viewer.zone).date_naive();
    Row {
        before: one.before.map(side).unwrap_or_default(),
        after: one.after.map(side).unwrap_or_default(),
        edition: one.edition,
        url: format!("/journeys/{journey}/editions/{}", one.edition),
        day: format::day(day, viewer.today(app)),
    }
}

fn side(asked: AskedSo) -> Side {
    let fresh = match asked.fresh_days {
        Some(days) => format!("fresh for {}", format::days(i64::from(days))),
        None => "does not grow old".to_owned(),
    };
    let required = if asked.required {
        "required"
    } else {
        "optional"
    };
    Side {
        asks: format!(
            "{}: {}, at least {}, {fresh}, {required}",
            asked.stage,
            asked.dimension.name(),
            asked.least
        ),
        statement: asked.statement,
    }
}

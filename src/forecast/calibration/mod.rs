//! What was said, held against what came: for the forecast and for the owners' calls, of the team together and by one rule.
//! `kept` is how much came of what was said, `missed` by how much it missed, and `deals` what each of their numbers opens to.

pub mod deals;
mod kept;
mod missed;

pub use missed::{MissLine, misses};

use super::{
    model::{
        FEWEST_CLOSED,
        honesty::{FEWEST_DEALS, FEWEST_SAID, Said},
    },
    store::{self, Resolved, Whose},
};
use crate::{
    app::App,
    error::AppError,
    ids::OpportunityId,
    people::Viewer,
    web::{Frame, Page, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{Datelike, Months, NaiveDate};
use kept::{BucketLine, bucket_lines};
use missed::{quarters, side_by_side};
use std::collections::HashSet;

/// Of how many months is told.
const MONTHS: u32 = 24;

#[derive(Template)]
#[template(path = "forecast/calibration.html")]
pub struct CalibrationPage {
    frame: Frame,
    /// "413 statements about 93 deals".
    told: String,
    all_url: String,
    /// The last month of which it was worked out afterwards; empty: of none.
    afterwards: String,
    forecast: Vec<BucketLine>,
    calls: Calls,
    quarters: Vec<MissLine>,
}

/// What the owners called.
struct Calls {
    /// Deals of at least two people were called. Of one nothing is told.
    several: bool,
    called: i64,
    called_url: String,
    /// Calls for a later day.
    later: i64,
    later_url: String,
    kept: Vec<BucketLine>,
    /// The calls and the forecast, about the same deals; empty: no calls.
    beside: Vec<MissLine>,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
) -> Result<Page<CalibrationPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let since = since(app.clock.now().date_naive());
    let said = store::resolved(&mut tx, since).await?;
    let several = store::called_by_several(&mut tx, since).await?;
    let afterwards = said.iter().filter(|one| one.afterwards);
    let forecast: Vec<_> = said.iter().map(|one| of(one, one.chance)).collect();
    Ok(Page(CalibrationPage {
        frame: viewer.frame("What was said, and what came", "forecast"),
        told: match said.is_empty() {
            true => String::new(),
            false => told(&said),
        },
        all_url: deals::url(Whose::Forecast, None, None),
        afterwards: afterwards
            .map(|one| one.month)
            .max()
            .map_or(String::new(), month_told),
        forecast: bucket_lines(&forecast, Whose::Forecast),
        calls: Calls::of(&said, several),
        quarters: quarters(&said),
    }))
}

impl Calls {
    fn of(said: &[Resolved], several: bool) -> Self {
        let calls = said.iter().filter_map(|one| Some(of(one, one.call?)));
        let calls: Vec<_> = calls.collect();
        Self {
            several,
            called: calls.len() as i64,
            called_url: deals::url(Whose::Calls, None, None),
            later: said.iter().filter(|one| one.call_later).count() as i64,
            later_url: deals::url(Whose::Later, None, None),
            kept: bucket_lines(&calls, Whose::Calls),
            beside: match several {
                true => side_by_side(said),
                false => vec![],
            },
        }
    }

    fn are_there(&self) -> bool {
        self.called > 0 || self.later > 0
    }
}

/// The first month of which is told.
fn since(today: NaiveDate) -> NaiveDate {
    today.with_day(1).unwrap_or(today) - Months::new(MONTHS)
}

fn of(one: &Resolved, chance: i16) -> Said<OpportunityId> {
    Said {
        about: one.deal,
        chance,
        came: one.came,
    }
}

fn told(said: &[Resolved]) -> String {
    let about: HashSet<_> = said.iter().map(|one| one.deal).collect();
    told_about(said.len() as i64, about.len() as i64)
}

/// "413 statements about 93 deals".
fn told_about(said: i64, deals: i64) -> String {
    let (said, deals) = (
        format::counted(said, "statement"),
        format::counted(deals, "deal"),
    );
    format!("{said} about {deals}")
}

/// "November 2026".
fn month_told(month: NaiveDate) -> String {
    month.format("%B %Y").to_string()
}

impl CalibrationPage {
    fn few(&self) -> String {
        format::counted(FEWEST_CLOSED, "deal")
    }

    /// What it takes: "20 statements about 8 deals".
    fn takes(&self) -> String {
        told_about(FEWEST_SAID, FEWEST_DEALS)
    }
}

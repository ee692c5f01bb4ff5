//! The statements behind a number of the calibration: what was said of each deal, and whether it came.

use super::{month_told, since};
use crate::{
    app::App,
    error::AppError,
    forecast::{
        model::honesty::CERTAIN,
        page::percent,
        store::{self, Between},
    },
    ids::OpportunityId,
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;

/// How many statements a page shows.
const ROWS: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    by: String,
    from: i16,
    /// None: up to certainty.
    until: Option<i16>,
    /// "MONTH.ID".
    after: String,
}

impl Asked {
    fn between(&self) -> Option<Between> {
        let by_calls = match self.by.as_str() {
            "" | "forecast" => false,
            "calls" => true,
            _ => return None,
        };
        let (from, until) = (self.from, self.until.unwrap_or(CERTAIN));
        let is_range = 0 <= from && from < until && until <= CERTAIN;
        is_range.then_some(Between {
            by_calls,
            from,
            until,
        })
    }

    fn url(&self) -> String {
        let Self { by, from, .. } = self;
        let until = self.until.unwrap_or(CERTAIN);
        format!("/forecast/calibration/deals?by={by}&from={from}&until={until}")
    }

    fn place(&self) -> Option<(NaiveDate, OpportunityId)> {
        let (month, deal) = self.after.split_once('.')?;
        Some((month.parse().ok()?, deal.parse().ok()?))
    }
}

#[derive(Template)]
#[template(path = "forecast/said.html")]
pub struct SaidPage {
    frame: Frame,
    heading: String,
    by_calls: bool,
    sum: String,
    rows: Vec<Line>,
    top_url: String,
    more_url: String,
}

struct Line {
    name: String,
    account: String,
    /// The deal as it was on that day.
    url: String,
    month: String,
    said: String,
    came: bool,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<SaidPage>, AppError> {
    let between = asked.between().ok_or(AppError::NotFound)?;
    let mut tx = app.db.read(viewer.scope()).await?;
    let since = since(app.clock.now().date_naive());
    let most = ROWS as i64 + 1;
    let found = store::said_between(&mut tx, between, since, asked.place(), most).await?;
    let (said, came) = store::sum_between(&mut tx, between, since).await?;
    let last = found.get(ROWS - 1).filter(|_| found.len() > ROWS);
    let more = last.map(|last| format!("{}&after={}.{}", asked.url(), last.month, last.deal));
    let (from, until) = (between.from / 100, between.until / 100);
    let whose = if between.by_calls { "Called" } else { "Said" };
    let heading = format!("{whose} to be won: {from} to {until} %");
    let rows = found.iter().take(ROWS).map(|deal| Line {
        name: deal.name.clone(),
        account: deal.account.clone(),
        url: format!("/opportunities/{}?at={}T00:00:00Z", deal.deal, deal.month),
        month: month_told(deal.month),
        said: percent(deal.chance),
        came: deal.came,
    });
    Ok(Page(SaidPage {
        frame: viewer.frame(heading.clone(), "forecast"),
        heading,
        by_calls: between.by_calls,
        sum: format!("{}, {came} came", format::counted(said, "statement")),
        rows: rows.collect(),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => asked.url(),
        },
        more_url: more.unwrap_or_default(),
    }))
}

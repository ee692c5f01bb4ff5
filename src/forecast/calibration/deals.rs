//! The statements behind a number of the calibration: what was said of each deal, whether it came, and by how much it missed.

use super::{kept::range, month_told, since, told_about};
use crate::{
    app::App,
    error::AppError,
    forecast::{
        model::honesty::{CERTAIN, miss},
        page::percent,
        span::quarter_of,
        store::{self, Between, SaidDeal, SaidSum, Whose},
    },
    ids::OpportunityId,
    people::Viewer,
    web::{Frame, Page, Query, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{Months, NaiveDate};
use serde::Deserialize;

/// How many statements a page shows.
const ROWS: usize = 50;

/// What an address asks for. What is no number and no day asks for nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    by: String,
    from: String,
    until: String,
    /// The first day of a quarter; empty: of two years.
    quarter: String,
    /// "MONTH.ID".
    after: String,
}

/// Where a list is.
pub fn url(whose: Whose, range: Option<(i16, i16)>, quarter: Option<NaiveDate>) -> String {
    let range = range.map(|(from, until)| format!("&from={from}&until={until}"));
    let quarter = quarter.map(|day| format!("&quarter={day}"));
    let (range, quarter) = (range.unwrap_or_default(), quarter.unwrap_or_default());
    let by = whose.word();
    format!("/forecast/calibration/deals?by={by}{range}{quarter}")
}

/// A list.
#[derive(Clone, Copy)]
struct Listed {
    whose: Whose,
    range: Option<(i16, i16)>,
    quarter: Option<NaiveDate>,
}

impl Asked {
    /// None: there is no such one.
    fn listed(&self) -> Option<Listed> {
        let by = if self.by.is_empty() {
            "forecast"
        } else {
            &self.by
        };
        let whose = Whose::ALL.into_iter().find(|whose| whose.word() == by)?;
        let (from, until) = (self.from.parse().ok(), self.until.parse().ok());
        let range = match (from, until) {
            (None, None) => None,
            (from, until) => Some((from.unwrap_or(0), until.unwrap_or(CERTAIN))),
        };
        let is_range =
            range.is_none_or(|(from, until)| 0 <= from && from < until && until <= CERTAIN);
        let quarter = self.quarter.parse().ok().map(quarter_of);
        is_range.then_some(Listed {
            whose,
            range,
            quarter,
        })
    }

    fn place(&self) -> Option<(NaiveDate, OpportunityId)> {
        let (month, deal) = self.after.split_once('.')?;
        Some((month.parse().ok()?, deal.parse().ok()?))
    }
}

impl Listed {
    fn url(self) -> String {
        url(self.whose, self.range, self.quarter)
    }

    fn between(self, today: NaiveDate) -> Between {
        let (from, until) = self.range.unwrap_or((0, CERTAIN));
        let since = since(today);
        Between {
            whose: self.whose,
            from,
            until,
            since: self.quarter.map_or(since, |quarter| quarter.max(since)),
            before: self.quarter.map(|quarter| quarter + Months::new(3)),
        }
    }

    fn heading(self) -> String {
        let whose = match self.whose {
            Whose::Forecast => "Said to be won",
            Whose::Calls => "Called to be won",
            Whose::Beside => "Said to be won, where the owner called it too",
            Whose::Later => "Called for a later day",
        };
        let range = self
            .range
            .map(|(from, until)| format!(": {}", range(from, until)));
        let quarter = self
            .quarter
            .map(|day| format!(", {}", format::quarter(day)));
        format!(
            "{whose}{}{}",
            range.unwrap_or_default(),
            quarter.unwrap_or_default()
        )
    }

    fn meaning(self) -> &'static str {
        match self.whose {
            Whose::Forecast => {
                "What was said on the first of a month of “won within 90 days”, whether it came, and by how much it missed."
            }
            Whose::Calls => {
                "What the owners’ calls said on the first of a month of “won within 90 days”, whether it came, and by how much it missed."
            }
            Whose::Beside => {
                "What the forecast said on the first of a month of deals whose owner’s call was for these 90 days too."
            }
            Whose::Later => {
                "The owner’s day was more than 90 days away: such a call says nothing of “won within 90 days”."
            }
        }
    }
}

#[derive(Template)]
#[template(path = "forecast/said.html")]
pub struct SaidPage {
    frame: Frame,
    heading: String,
    meaning: &'static str,
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
    missed: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<SaidPage>, AppError> {
    let listed = asked.listed().ok_or(AppError::NotFound)?;
    let mut tx = app.db.read(viewer.scope()).await?;
    let between = listed.between(app.clock.now().date_naive());
    let of_calls = listed.whose != Whose::Forecast;
    if of_calls && !store::called_by_several(&mut tx, since(app.clock.now().date_naive())).await? {
        return Ok(page(&viewer, listed, &asked, None, &[]));
    }
    let most = ROWS as i64 + 1;
    let found = store::said_between(&mut tx, between, asked.place(), most).await?;
    let sum = store::sum_between(&mut tx, between).await?;
    Ok(page(&viewer, listed, &asked, Some(sum), &found))
}

/// No sum: nothing is told of one person's calls.
fn page(
    viewer: &Viewer,
    listed: Listed,
    asked: &Asked,
    sum: Option<SaidSum>,
    found: &[SaidDeal],
) -> Page<SaidPage> {
    let last = found.get(ROWS - 1).filter(|_| found.len() > ROWS);
    let more = last.map(|last| format!("{}&after={}.{}", listed.url(), last.month, last.deal));
    let heading = listed.heading();
    Page(SaidPage {
        frame: viewer.frame(heading.clone(), "forecast"),
        heading,
        meaning: listed.meaning(),
        sum: sum.map_or(String::new(), sum_told),
        rows: found.iter().take(ROWS).map(Line::of).collect(),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => listed.url(),
        },
        more_url: more.unwrap_or_default(),
    })
}

/// "413 statements about 93 deals, 58 came, missed by 0.121".
fn sum_told(sum: SaidSum) -> String {
    let missed = sum.missed.map(|missed| format!(", missed by {missed:.3}"));
    let (told, came) = (told_about(sum.said, sum.deals), format::number(sum.came));
    format!("{told}, {came} came{}", missed.unwrap_or_default())
}

impl Line {
    fn of(deal: &SaidDeal) -> Self {
        let missed = |chance: i16| format!("{:.3}", miss(chance, deal.came));
        Self {
            name: deal.name.clone(),
            account: deal.account.clone(),
            url: format!("/opportunities/{}?at={}T00:00:00Z", deal.deal, deal.month),
            month: month_told(deal.month),
            said: deal.chance.map_or("for a later day".to_owned(), percent),
            came: deal.came,
            missed: deal.chance.map_or(String::new(), missed),
        }
    }
}

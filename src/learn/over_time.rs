//! How what one learns changes, from quarter to quarter.

use super::{
    FEW,
    asked::Asked,
    ground::{Bar, Ground},
    question::NO_DECISION,
    share::{Linked, Share},
    store::{self, Closed, Quarterly},
    tally::Side,
};
use crate::{
    app::App,
    error::AppError,
    forecast::{self, MissLine},
    journey::terms::Ended,
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use std::fmt;

/// How many quarters the page shows, the present one included.
const QUARTERS: i32 = 8;

/// Three months of a year, counted by the days of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// 0 to 3.
    number: u32,
}

impl Quarter {
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.month0() / 3,
        }
    }

    /// "2026-4", as addresses say it.
    pub fn read(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
        ((2000..2200).contains(&year) && (1..=4).contains(&number)).then(|| Self {
            year,
            number: number - 1,
        })
    }

    pub fn code(self) -> String {
        format!("{}-{}", self.year, self.number + 1)
    }

    fn plus(self, quarters: i32) -> Self {
        let all = self.year * 4 + self.number as i32 + quarters;
        Self {
            year: all.div_euclid(4),
            number: all.rem_euclid(4) as u32,
        }
    }

    pub fn next(self) -> Self {
        self.plus(1)
    }

    pub fn begins(self) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 + 1, 1)
            .unwrap_or(NaiveDate::MIN)
            .and_time(NaiveTime::MIN)
            .and_utc()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months = ["Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec"];
        write!(f, "{} {}", months[self.number as usize], self.year)
    }
}

#[derive(Template)]
#[template(path = "learn/over_time.html")]
pub struct OverTimePage {
    frame: Frame,
    bar: Bar,
    few: u64,
    quarters: Vec<QuarterRow>,
    /// By how much the forecast missed: of the whole workspace.
    misses: Vec<MissLine>,
    is_empty: bool,
    journey_url: String,
}

/// One quarter.
pub struct QuarterRow {
    pub name: String,
    /// It is not over.
    pub goes_on: bool,
    /// Of the deals that closed, those in which nothing was decided.
    pub no_decision: Linked,
    /// (label, share, place of its part of the bar and how long it is)
    pub kinds: Vec<Kind>,
    pub left: u64,
    pub left_url: String,
    /// After how many days, by the median; empty: too few to say.
    pub left_after: String,
    pub revised: i64,
    pub revised_url: String,
    pub tailored: i64,
    pub tailored_url: String,
}

impl QuarterRow {
    fn is_empty(&self) -> bool {
        self.no_decision.share.of == 0 && self.revised == 0 && self.tailored == 0
    }
}

/// One way not to decide.
pub struct Kind {
    pub ended: Ended,
    pub linked: Linked,
    pub x: u32,
    pub width: u32,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<OverTimePage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let journey = ground.journey_id();
    let present = Quarter::of(ground.now.date_naive());
    let first = present.plus(1 - QUARTERS);
    let since = first.begins();
    let closed = store::closed_by_quarter(&mut ground.tx, journey, since).await?;
    let revised = store::revised(&mut ground.tx, journey, since).await?;
    let tailored = store::tailored(&mut ground.tx, journey, since).await?;
    let misses = forecast::misses(&mut ground.tx, ground.now.date_naive()).await?;
    let quarters = (0..QUARTERS).rev().map(|ago| {
        let quarter = present.plus(-ago);
        let mut row = quarter_row(&ground.asked, quarter, &closed);
        row.goes_on = quarter == present;
        let of = |all: &[Quarterly]| {
            let there = all.iter().find(|q| Quarter::of(q.quarter) == quarter);
            there.map_or((0, 0), |q| (q.count, q.edition))
        };
        let edition;
        (row.revised, edition) = of(&revised);
        row.revised_url = format!("/journeys/{journey}/editions/{edition}");
        (row.tailored, _) = of(&tailored);
        row
    });
    // Before the first of which there is anything to tell, there was nothing.
    let quarters: Vec<QuarterRow> = quarters.skip_while(QuarterRow::is_empty).collect();
    Ok(Page(OverTimePage {
        frame: viewer.frame("Over time", "learn").with(shown),
        bar: Bar {
            since: vec![],
            ..ground.bar("/learn/over-time")
        },
        few: FEW,
        is_empty: quarters.iter().all(|row| row.no_decision.share.of == 0),
        quarters,
        misses,
        journey_url: format!("/journeys/{journey}"),
    }))
}

fn quarter_row(asked: &Asked, quarter: Quarter, closed: &[Closed]) -> QuarterRow {
    let here = || closed.iter().filter(|c| Quarter::of(c.quarter) == quarter);
    let mut all = Side::default();
    for one in here() {
        all.add(one.ended, one.deals);
    }
    let list = |of: &str, ended: &str| {
        asked.list(of, |a| {
            ended.clone_into(&mut a.ended);
            a.quarter = quarter.code();
        })
    };
    let linked = |share: Share, ended: &str| Linked {
        share,
        hits_url: list("closed", ended),
        of_url: list("closed", ""),
    };
    let mut x = 0;
    let kinds = Ended::ALL.iter().filter(|ended| ended.is_no_decision());
    let kinds = kinds.map(|ended| {
        let share = all.share(*ended);
        let kind = Kind {
            ended: *ended,
            linked: linked(share, ended.name()),
            x,
            width: share.at(),
        };
        x += share.at();
        kind
    });
    let left = all.share(Ended::Left);
    let after = here().find(|c| c.ended == Ended::Left);
    QuarterRow {
        name: quarter.to_string(),
        goes_on: false,
        kinds: kinds.collect(),
        no_decision: linked(all.no_decision(), NO_DECISION),
        left: left.hits,
        left_url: list("closed", Ended::Left.name()),
        left_after: match after {
            Some(after) if after.deals >= FEW => format::days(i64::from(after.days)),
            _ => String::new(),
        },
        revised: 0,
        revised_url: String::new(),
        tailored: 0,
        tailored_url: list("tailored", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other_over_years() {
        let last = Quarter::read("2025-4").expect("a quarter");
        assert_eq!(last.to_string(), "Oct–Dec 2025");
        assert_eq!(last.next().code(), "2026-1");
        assert_eq!(last.plus(-7).code(), "2024-1");
        assert_eq!(
            last.next().begins().to_rfc3339(),
            "2026-01-01T00:00:00+00:00"
        );
        let day = NaiveDate::from_ymd_opt(2025, 12, 31).expect("a day");
        assert_eq!(Quarter::of(day), last);
        for wrong in ["2025-5", "2025-0", "x-1", "2025", "1-1"] {
            assert_eq!(Quarter::read(wrong), None, "{wrong}");
        }
    }
}

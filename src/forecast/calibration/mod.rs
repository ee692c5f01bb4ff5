//! What was said, held against what came: for the forecast and for the owners' calls, of the team together and by one rule.

pub mod deals;

use super::{
    model::{
        FEWEST_CLOSED,
        honesty::{self, Bucket, Said, buckets, mean, miss},
    },
    page::percent_of,
    store::{self, Resolved},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    interval::wilson,
    people::Viewer,
    web::{Frame, Page, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{Datelike, Months, NaiveDate};
use std::collections::BTreeMap;

/// Of how many months is told.
const MONTHS: u32 = 24;

#[derive(Template)]
#[template(path = "forecast/calibration.html")]
pub struct CalibrationPage {
    frame: Frame,
    statements: i64,
    deals: i64,
    /// The last month of which it was worked out afterwards; empty: of none.
    afterwards: String,
    forecast: Vec<BucketLine>,
    calls: Vec<BucketLine>,
    called: i64,
    quarters: Vec<MissLine>,
    /// The calls, the forecast and the base rate about the same deals; none: no calls.
    side_by_side: Option<MissLine>,
}

/// A bucket: a row of the picture and of its table.
struct BucketLine {
    /// "20 to 30 %".
    range: String,
    mean: String,
    said: i64,
    came: i64,
    share: String,
    low: String,
    high: String,
    url: String,
    /// In thousandths of the picture's width.
    mean_at: i64,
    share_at: i64,
    low_at: i64,
    width: i64,
}

/// By how much statements missed on average.
pub struct MissLine {
    pub label: String,
    pub said: i64,
    pub forecast: String,
    calls: String,
    pub base: String,
    /// What it comes to: "better by 0.012 ± 0.008".
    pub against: String,
    calls_against: String,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
) -> Result<Page<CalibrationPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let today = app.clock.now().date_naive();
    let said = store::resolved(&mut tx, since(today)).await?;
    let forecast: Vec<_> = said.iter().map(|one| of(one, one.chance)).collect();
    let calls: Vec<_> = said
        .iter()
        .filter_map(|one| Some(of(one, one.call?)))
        .collect();
    let mut about: Vec<_> = said.iter().map(|one| one.deal).collect();
    about.sort_unstable();
    about.dedup();
    let afterwards = said
        .iter()
        .filter(|one| one.afterwards)
        .map(|one| one.month);
    Ok(Page(CalibrationPage {
        frame: viewer.frame("What was said, and what came", "forecast"),
        statements: said.len() as i64,
        deals: about.len() as i64,
        afterwards: afterwards.max().map_or(String::new(), month_told),
        forecast: bucket_lines(&forecast, "forecast"),
        calls: bucket_lines(&calls, "calls"),
        called: calls.len() as i64,
        quarters: quarters(&said),
        side_by_side: side_by_side(&said),
    }))
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

/// "November 2026".
fn month_told(month: NaiveDate) -> String {
    month.format("%B %Y").to_string()
}

fn bucket_lines(statements: &[Said<OpportunityId>], whose: &str) -> Vec<BucketLine> {
    let lines = buckets(statements).into_iter();
    lines.map(|bucket| bucket_line(bucket, whose)).collect()
}

fn bucket_line(bucket: Bucket, whose: &str) -> BucketLine {
    let (low, high) = wilson(bucket.came.unsigned_abs(), bucket.said.unsigned_abs());
    let at = |share: f64| (share * 1_000.0) as i64;
    let (from, until) = (bucket.from, bucket.until);
    BucketLine {
        range: format!("{} to {} %", from / 100, until / 100),
        mean: percent_of(bucket.mean),
        said: bucket.said,
        came: bucket.came,
        share: percent_of(bucket.share()),
        low: percent_of(low),
        high: percent_of(high),
        url: format!("/forecast/calibration/deals?by={whose}&from={from}&until={until}"),
        mean_at: at(bucket.mean),
        share_at: at(bucket.share()),
        low_at: at(low),
        width: (at(high) - at(low)).max(4),
    }
}

/// By how much the forecast missed, by the quarter in which it was said, and all together: what was said in the last two
/// years and has come true or not since. One question.
pub async fn misses(tx: &mut Tx, today: NaiveDate) -> sqlx::Result<Vec<MissLine>> {
    Ok(quarters(&store::resolved(tx, since(today)).await?))
}

fn quarters(said: &[Resolved]) -> Vec<MissLine> {
    let mut by_quarter: BTreeMap<(i32, u32), Vec<Resolved>> = BTreeMap::new();
    for one in said {
        let quarter = (one.month.year(), one.month.month0() / 3 + 1);
        by_quarter.entry(quarter).or_default().push(*one);
    }
    let several = by_quarter.len() > 1;
    let lines = by_quarter
        .iter()
        .map(|((year, quarter), said)| miss_line(format!("{year}, quarter {quarter}"), said));
    let all = several.then(|| miss_line("All together".to_owned(), said));
    lines.chain(all).collect()
}

fn side_by_side(said: &[Resolved]) -> Option<MissLine> {
    let called: Vec<_> = said
        .iter()
        .filter(|one| one.call.is_some())
        .copied()
        .collect();
    (!called.is_empty()).then(|| miss_line("The same deals".to_owned(), &called))
}

fn miss_line(label: String, said: &[Resolved]) -> MissLine {
    let misses = |chance: fn(&Resolved) -> i16| {
        let misses = said
            .iter()
            .map(|one| (one.deal, miss(chance(one), one.came)));
        told(mean(misses))
    };
    MissLine {
        label,
        said: said.len() as i64,
        forecast: misses(|one| one.chance),
        calls: misses(|one| one.call.unwrap_or(one.base)),
        base: misses(|one| one.base),
        against: against(said, |one| one.chance),
        calls_against: against(said, |one| one.call.unwrap_or(one.base)),
    }
}

/// "0.121 ± 0.014".
fn told(mean: Option<honesty::Mean>) -> String {
    mean.map_or(String::new(), |mean| {
        format!("{:.3} ± {:.3}", mean.mean, mean.give)
    })
}

/// How it does against always saying the base rate, statement by statement.
fn against(said: &[Resolved], chance: fn(&Resolved) -> i16) -> String {
    let gains = said.iter().map(|one| {
        (
            one.deal,
            miss(one.base, one.came) - miss(chance(one), one.came),
        )
    });
    match mean(gains) {
        None => String::new(),
        Some(gain) if gain.mean.abs() <= gain.give => "no difference that can be told".to_owned(),
        Some(gain) if gain.mean > 0.0 => format!("better by {}", told(Some(gain))),
        Some(gain) => {
            let mean = gain.mean.abs();
            format!("worse by {}", told(Some(honesty::Mean { mean, ..gain })))
        }
    }
}

impl CalibrationPage {
    fn few(&self) -> String {
        format::counted(FEWEST_CLOSED, "deal")
    }
}

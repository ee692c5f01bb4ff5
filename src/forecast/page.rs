//! What is likely to be won, beside what the owners call, and on how much it rests.

use super::{
    listed::Listed,
    model::{
        FEW_WON, FEWEST_CLOSED, FEWEST_WEEKS, RUNS,
        honesty::share,
        outlook::Range,
        state::{Ending, FIRM_DAYS, FRESH_DAYS},
    },
    states::{PhaseLines, phases},
    store::{self, SaidHead, SaidState, SpanRow},
};
use crate::{
    app::App,
    error::AppError,
    money::{Currency, Money},
    people::Viewer,
    web::{Frame, Page, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "forecast/page.html")]
pub struct ForecastPage {
    frame: Frame,
    /// None: nothing was worked out yet.
    said: Option<Said>,
}

/// One forecast.
struct Said {
    /// "Saturday 28 Nov at 10:46".
    at: String,
    currency: Currency,
    open: i64,
    without_worth: i64,
    held: i64,
    closed: i64,
    won: i64,
    spans: Vec<SpanLine>,
    endings: Vec<EndingLine>,
    phases: Vec<PhaseLines>,
    weeks: i64,
}

/// One span: a row of the picture and of its table.
struct SpanLine {
    heading: &'static str,
    /// "until 31 Dec".
    days: String,
    won: String,
    won_deals: i64,
    /// "2 of them without a worth"; empty: none.
    won_without: String,
    won_url: String,
    likely: Option<LikelyLine>,
    called: String,
    called_deals: i64,
    called_url: String,
    /// In thousandths of the picture's width.
    won_at: i64,
    called_at: i64,
}

/// A range in words and as a mark.
struct LikelyLine {
    low: String,
    middle: String,
    high: String,
    deals: String,
    low_at: i64,
    middle_at: i64,
    high_at: i64,
}

/// How many open deals are likely to end in a way.
struct EndingLine {
    ending: Ending,
    likely: String,
    at: i64,
    closed: i64,
    url: String,
}

/// How wide pictures are.
const WIDTH: i64 = 1_000;

pub async fn show(viewer: Viewer, State(app): State<App>) -> Result<Page<ForecastPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let said = match store::head(&mut tx).await? {
        None => None,
        Some(head) => {
            let spans = store::spans(&mut tx, head.day).await?;
            let states = store::states(&mut tx, head.day).await?;
            let at = format::moment(head.said_at, viewer.zone, app.clock.now());
            Some(Said::of(&head, at, &spans, &states))
        }
    };
    Ok(Page(ForecastPage {
        frame: viewer.frame("Forecast", "forecast"),
        said,
    }))
}

impl Said {
    fn of(head: &SaidHead, at: String, spans: &[SpanRow], states: &[SaidState]) -> Self {
        let ended =
            |ending: Ending| -> i64 { states.iter().map(|row| row.ended[ending as usize]).sum() };
        let longest = spans.iter().map(longest).max().unwrap_or_default();
        Self {
            at,
            currency: head.currency,
            open: head.open,
            without_worth: head.without_worth,
            held: head.held,
            closed: Ending::ALL.into_iter().map(ended).sum(),
            won: ended(Ending::Won),
            spans: spans
                .iter()
                .map(|span| SpanLine::of(span, head, longest))
                .collect(),
            endings: endings(states, head.open),
            phases: phases(states),
            weeks: states.iter().map(|row| row.weeks).sum(),
        }
    }

    fn says(&self) -> bool {
        self.closed >= FEWEST_CLOSED
    }

    fn missing(&self) -> i64 {
        FEWEST_CLOSED - self.closed
    }

    fn few_won(&self) -> bool {
        self.won < FEW_WON
    }

    /// The method's numbers, as the page tells them.
    fn fewest(&self) -> i64 {
        FEWEST_CLOSED
    }

    fn fewest_weeks(&self) -> i64 {
        FEWEST_WEEKS
    }

    fn fresh_days(&self) -> i64 {
        FRESH_DAYS
    }

    fn firm_days(&self) -> i64 {
        FIRM_DAYS
    }

    fn runs(&self) -> String {
        format::number(RUNS as i64)
    }

    fn url(&self, of: &str) -> String {
        format!("/forecast/deals?of={of}")
    }
}

/// The most that a span's picture has to hold.
fn longest(span: &SpanRow) -> i64 {
    let high = span.money.map_or(span.won_worth, |range| range.high);
    high.max(span.called_worth)
}

/// How far along a picture of this length something is.
fn along(part: i64, longest: i64) -> i64 {
    let along = i128::from(part.max(0)) * i128::from(WIDTH) / i128::from(longest.max(1));
    i64::try_from(along).unwrap_or(WIDTH)
}

impl SpanLine {
    fn of(span: &SpanRow, head: &SaidHead, longest: i64) -> Self {
        let short = |minor: i64| {
            let currency = head.currency;
            Money { minor, currency }.short()
        };
        let days = |day: NaiveDate| format::day(day, head.day);
        let likely = span.money.zip(span.deals).map(|(money, deals)| LikelyLine {
            low: short(money.low),
            middle: short(money.middle),
            high: short(money.high),
            deals: deals_told(deals),
            low_at: along(money.low, longest),
            middle_at: along(money.middle, longest),
            high_at: along(money.high, longest),
        });
        Self {
            heading: span.which.heading(),
            days: match span.from_on > head.day {
                true => format!("{} to {}", days(span.from_on), days(span.until_on)),
                false => format!("until {}", days(span.until_on)),
            },
            won: short(span.won_worth),
            won_deals: span.won_deals,
            won_without: match span.won_without_worth {
                0 => String::new(),
                some => format!("{} of them without a worth", format::number(some)),
            },
            won_url: Listed::Won(span.which).url(),
            likely,
            called: short(span.called_worth),
            called_deals: span.called_deals,
            called_url: Listed::Called(span.which).url(),
            won_at: along(span.won_worth, longest),
            called_at: along(span.called_worth, longest),
        }
    }
}

/// "2 to 7 deals", "3 deals".
fn deals_told(range: Range) -> String {
    match range.low == range.high {
        true => format::counted(range.low, "deal"),
        false => format!(
            "{} to {}",
            format::number(range.low),
            format::counted(range.high, "deal")
        ),
    }
}

fn endings(states: &[SaidState], open: i64) -> Vec<EndingLine> {
    let line = |ending: Ending| {
        let sums = states.iter().map(|row| {
            let chance = row.chance.map_or(0.0, |c| share(c.ends[ending as usize]));
            (row.open as f64 * chance, row.ended[ending as usize])
        });
        let (likely, closed) = sums.fold((0.0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        EndingLine {
            ending,
            likely: about(likely),
            at: along((likely * 1_000.0) as i64, open * 1_000),
            closed,
            url: Listed::Ended(Some(ending), None).url(),
        }
    };
    Ending::ALL.map(line).into()
}

/// "about 12", "fewer than 1".
fn about(deals: f64) -> String {
    match deals {
        ..0.05 => "hardly any".to_owned(),
        0.05..0.95 => "less than 1".to_owned(),
        _ => format!("about {deals:.0}"),
    }
}

/// "34 %" of a chance.
pub fn percent(chance: i16) -> String {
    format::percent(share(chance))
}

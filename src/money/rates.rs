//! What currencies are worth in another one, by day. Everything is exact: what is shown is rounded, nothing before.

use super::Currency;
use chrono::NaiveDate;
use std::{collections::BTreeMap, fmt, str::FromStr};

/// What one unit of a currency is worth in another, with up to ten decimal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(i128);

/// How many decimal places a rate has at most, before and behind the mark.
const PLACES: usize = 10;

const UNREADABLE: &str = "Write the rate in figures, such as 0.92.";
const GROUPED: &str = "Write the rate without marks between thousands, such as 1234.5.";
const TWO_READINGS: &str =
    "This can be read in two ways: write it with a point, such as 1.085, or without a mark.";
const TOO_FINE: &str = "A rate has at most ten decimal places.";
const TOO_LARGE: &str = "This rate is too large.";
const NOT_ABOVE_ZERO: &str = "A rate is more than zero.";

impl FromStr for Rate {
    type Err = &'static str;

    /// Reads a rate as it is typed, with a point or a comma, or as it is stored. The error is a sentence for beside the
    /// field.
    fn from_str(text: &str) -> Result<Rate, &'static str> {
        let text = text.trim();
        if text.starts_with(['-', '\u{2212}', '\u{2013}']) {
            return Err(NOT_ABOVE_ZERO);
        }
        let mut parts = text.split(['.', ',']);
        let (whole, decimals) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        if parts.next().is_some() || is_grouped(whole) {
            return Err(GROUPED);
        }
        if text.contains(',') && decimals.len() == 3 && !matches!(whole, "" | "0") {
            return Err(TWO_READINGS);
        }
        let decimals = decimals.trim_end_matches('0');
        let figures = format!("{whole}{decimals}");
        if figures.is_empty() && !text.contains('0')
            || !figures.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(UNREADABLE);
        }
        let whole = whole.trim_start_matches('0');
        if decimals.len() > PLACES {
            return Err(TOO_FINE);
        }
        if whole.len() > PLACES {
            return Err(TOO_LARGE);
        }
        match format!("0{whole}{decimals:0<PLACES$}").parse() {
            Ok(0) => Err(NOT_ABOVE_ZERO),
            Ok(scaled) => Ok(Rate(scaled)),
            Err(_) => Err(UNREADABLE),
        }
    }
}

/// "1 234", "1'234": figures with something between them.
fn is_grouped(whole: &str) -> bool {
    let marks = [' ', '\'', '’', '\u{a0}', '\u{202f}'];
    whole.contains(marks) && whole.replace(marks, "").bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Rate {
    /// "0.92", "11.4".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10i128.pow(PLACES as u32);
        let (whole, rest) = (self.0 / one, self.0 % one);
        match format!("{rest:0PLACES$}").trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            decimals => write!(f, "{whole}.{decimals}"),
        }
    }
}

/// What other currencies are worth in a workspace's own, at all times.
#[derive(Clone, Debug)]
pub struct Rates {
    own: Currency,
    /// None: no rate from that day on.
    since: BTreeMap<Currency, BTreeMap<NaiveDate, Option<Rate>>>,
}

impl Rates {
    /// No rates yet.
    pub fn new(own: Currency) -> Self {
        let since = BTreeMap::new();
        Self { own, since }
    }

    /// From this day on, one unit of `currency` is worth so much, or nobody knows.
    pub fn set(&mut self, currency: Currency, from: NaiveDate, rate: Option<Rate>) {
        self.since.entry(currency).or_default().insert(from, rate);
    }

    /// What holds on one day.
    pub fn on(&self, day: NaiveDate) -> DayRates {
        let holding = self.since.iter().filter_map(|(currency, since)| {
            let (from, rate) = since.range(..=day).next_back()?;
            let (rate, from) = (*rate.as_ref()?, *from);
            Some((*currency, (rate, from)))
        });
        DayRates {
            own: self.own,
            day,
            rates: holding.collect(),
        }
    }
}

/// What other currencies are worth on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRates {
    own: Currency,
    day: NaiveDate,
    rates: BTreeMap<Currency, (Rate, NaiveDate)>,
}

/// Into how many parts a minor unit is divided, so that every amount at every rate is a whole number of them: a rate
/// has ten decimal places and a currency at most four.
pub(super) const PARTS: i128 = 10i128.pow(PLACES as u32 + FINEST);
const FINEST: u32 = 4;

impl DayRates {
    pub fn own(&self) -> Currency {
        self.own
    }

    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// What one unit of a currency is worth, and since when; none: there is no rate.
    pub fn of(&self, currency: Currency) -> Option<(Rate, NaiveDate)> {
        self.rates.get(&currency).copied()
    }

    /// For every other currency with a rate, the number that turns its minor units into one's own: figures with a point.
    pub fn factors(&self) -> impl Iterator<Item = (Currency, String)> {
        self.rates.keys().filter_map(|currency| {
            let parts = self.worth(1, *currency)?;
            let places = PLACES + FINEST as usize;
            let factor = format!("{}.{:0places$}", parts / PARTS, parts % PARTS);
            Some((*currency, factor))
        })
    }

    /// One's own currency and every other with a rate, and beside them their factors, as a query takes them.
    pub fn columns(&self) -> (Vec<String>, Vec<String>) {
        let own = (self.own, "1".to_owned());
        let factors = std::iter::once(own).chain(self.factors());
        factors
            .map(|(currency, factor)| (currency.code().to_owned(), factor))
            .unzip()
    }

    /// What an amount is worth in one's own currency, in whole minor units; none: there is no rate.
    pub fn converted(&self, money: super::Money) -> Option<i64> {
        let parts = self.worth(i128::from(money.minor), money.currency)?;
        i64::try_from(rounded(parts)).ok()
    }

    /// What so many minor units of a currency are worth, in [`PARTS`] of a minor unit of one's own: exactly. Stops at
    /// the largest number rather than turn over.
    pub(super) fn worth(&self, minor: i128, currency: Currency) -> Option<i128> {
        if currency == self.own {
            return Some(minor.saturating_mul(PARTS));
        }
        let (Rate(rate), _) = self.of(currency)?;
        let finer = FINEST + u32::from(self.own.exponent()) - u32::from(currency.exponent());
        Some(minor.saturating_mul(rate).saturating_mul(10i128.pow(finer)))
    }
}

/// Whole minor units, the nearest.
pub(super) fn rounded(parts: i128) -> i128 {
    let half = parts.signum() * (PARTS / 2);
    parts.saturating_add(half) / PARTS
}

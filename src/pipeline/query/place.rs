//! How far down a list a page begins. A place is a deal's own position, not a number of deals: what is recorded
//! meanwhile pushes nothing onto the next page twice.

use crate::ids::OpportunityId;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::{fmt, str::FromStr};

/// Behind one deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which run of the list: a list may be several runs, one after the other.
    pub run: i16,
    /// By what its run is in order.
    pub key: Key,
    pub id: OpportunityId,
}

/// What a run of a list is in the order of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Moment(DateTime<Utc>),
    Day(NaiveDate),
    Words(String),
    /// An exact number: digits, and perhaps a point.
    Number(String),
}

/// An address carries a place that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

impl fmt::Display for Place {
    /// As addresses carry it: "0.m1762430700123456.0195…".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { run, key, id } = self;
        match key {
            Key::Moment(moment) => write!(f, "{run}.m{}.{id}", moment.timestamp_micros()),
            Key::Day(day) => write!(f, "{run}.d{day}.{id}"),
            Key::Words(words) => write!(f, "{run}.w{words}.{id}"),
            Key::Number(number) => write!(f, "{run}.n{number}.{id}"),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (run, rest) = text.split_once('.').ok_or(NoPlace)?;
        let (key, id) = rest.rsplit_once('.').ok_or(NoPlace)?;
        let mut letters = key.chars();
        let kind = letters.next().ok_or(NoPlace)?;
        Ok(Self {
            run: run.parse().map_err(|_| NoPlace)?,
            key: Key::read(kind, letters.as_str()).ok_or(NoPlace)?,
            id: id.parse().map_err(|_| NoPlace)?,
        })
    }
}

impl Key {
    fn read(kind: char, text: &str) -> Option<Self> {
        match kind {
            'm' => DateTime::from_timestamp_micros(text.parse().ok()?)
                .filter(|moment| (1990..=2199).contains(&moment.year()))
                .map(Self::Moment),
            'd' => text
                .parse::<NaiveDate>()
                .ok()
                .filter(|day| (1900..=9999).contains(&day.year()))
                .map(Self::Day),
            'w' => Some(Self::Words(text.chars().take(200).collect())),
            'n' => {
                let plain = text.len() <= 60
                    && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                    && text.bytes().filter(|b| *b == b'.').count() <= 1
                    && text.bytes().next().is_some_and(|b| b.is_ascii_digit());
                plain.then(|| Self::Number(text.to_owned()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_exactly_and_nonsense_as_none() {
        let keys = [
            Key::Moment("2025-11-06T13:05:00.123456Z".parse().expect("a moment")),
            Key::Day("2026-01-31".parse().expect("a day")),
            Key::Words("st. gallen & co".into()),
            Key::Number("480000.5".into()),
        ];
        for key in keys {
            let place = Place {
                run: 3,
                key,
                id: OpportunityId::new(),
            };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        let id = OpportunityId::new();
        for nonsense in [
            String::new(),
            ".".into(),
            "12".into(),
            "0.x.1".into(),
            format!("0.m99999999999999999999.{id}"),
            format!("0.n1.2.3.{id}"),
            format!("0.n-1.{id}"),
            format!("0..{id}"),
        ] {
            assert_eq!(nonsense.parse::<Place>(), Err(NoPlace), "{nonsense}");
        }
    }
}

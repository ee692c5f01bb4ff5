//! What a page says of the moment it is looked at, and where one can go from there.

use super::as_of::AT;
use crate::web::format;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use url::form_urlencoded::byte_serialize;

/// The moment of a page, for its frame.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// "Tuesday 3 November 2026, 10:00"; empty: now.
    pub told: String,
    /// The page's address, now.
    pub now_url: String,
    /// For the form that chooses a moment: the day and the time where the viewer is.
    pub day: String,
    pub time: String,
    pub last_day: String,
    /// Where the same page is a while earlier or later: ("A week earlier", address).
    pub steps: Vec<(&'static str, String)>,
    /// For links to pages that can be looked at as of the same moment; empty: now.
    at: String,
}

/// How far one step goes, in days.
const STEPS: &[(&str, i64)] = &[
    ("A quarter earlier", -91),
    ("A month earlier", -30),
    ("A week earlier", -7),
    ("A day earlier", -1),
    ("A day later", 1),
    ("A week later", 7),
];

impl Past {
    pub(super) fn new(
        moment: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
        address: &str,
        zone: Tz,
    ) -> Self {
        let here = moment.unwrap_or(now);
        let there = here.with_timezone(&zone);
        let steps = STEPS.iter().filter_map(|(label, days)| {
            let moment = here.checked_add_signed(TimeDelta::days(*days))?;
            (moment < now).then(|| (*label, with_moment(address, &format::exact(moment))))
        });
        Self {
            told: moment.map_or(String::new(), |_| {
                format!(
                    "{}, {}",
                    format::whole_day(there.date_naive()),
                    there.format("%H:%M")
                )
            }),
            now_url: address.to_owned(),
            day: there.date_naive().to_string(),
            time: there.format("%H:%M").to_string(),
            last_day: now.with_timezone(&zone).date_naive().to_string(),
            steps: steps.collect(),
            at: moment.map_or(String::new(), format::exact),
        }
    }

    /// It is looked at as it was.
    pub fn is_past(&self) -> bool {
        !self.told.is_empty()
    }

    /// The address of another page at the same moment.
    pub fn link(&self, address: &str) -> String {
        match self.at.as_str() {
            "" => address.to_owned(),
            at => with_moment(address, at),
        }
    }
}

/// An address with a moment.
pub(super) fn with_moment(address: &str, at: &str) -> String {
    let (page, part) = match address.split_once('#') {
        Some((page, part)) => (page, format!("#{part}")),
        None => (address, String::new()),
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    let at: String = byte_serialize(at.as_bytes()).collect();
    format!("{page}{joint}{AT}={at}{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_page_of_the_past_says_when_and_leads_to_others() {
        let now = utc("2026-11-09T12:00:00Z");
        let past = Past::new(
            Some(utc("2026-11-03T09:00:00Z")),
            now,
            "/pipeline?owner=mine",
            Tz::Europe__Berlin,
        );
        assert_eq!(past.told, "Tuesday 3 November 2026, 10:00");
        assert_eq!(
            past.link("/opportunities/1?stage=2#v-3"),
            "/opportunities/1?stage=2&at=2026-11-03T09%3A00%3A00Z#v-3"
        );
        let labels: Vec<_> = past.steps.iter().map(|(label, _)| *label).collect();
        assert!(labels.contains(&"A day later"), "{labels:?}");
        assert!(
            !labels.contains(&"A week later"),
            "what is to come is not shown"
        );
    }

    #[test]
    fn now_is_no_past_and_its_links_are_plain() {
        let past = Past::new(None, utc("2026-11-10T12:00:00Z"), "/pipeline", Tz::UTC);
        assert!(!past.is_past());
        assert_eq!(past.link("/opportunities/1"), "/opportunities/1");
    }
}

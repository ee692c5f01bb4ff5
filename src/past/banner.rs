//! What a page says of the moment it is looked at, and where one can go from there.

use super::as_of::AT;
use crate::web::format;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
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
    /// Before it there is nothing to see; empty: there always is.
    pub first_day: String,
    /// Where the same page is a while earlier or later.
    pub steps: Vec<Step>,
    /// For links to pages that can be looked at as of the same moment; empty: now.
    at: String,
    zone: Tz,
}

/// The way to the same page at another moment.
#[derive(Clone, Debug)]
pub struct Step {
    /// "A week earlier".
    pub label: &'static str,
    pub url: String,
    moment: DateTime<Utc>,
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
            // As the address will say it.
            let moment = moment.trunc_subsecs(0);
            (moment < now).then(|| Step {
                label,
                url: with_moment(address, &format::exact(moment)),
                moment,
            })
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
            first_day: String::new(),
            steps: steps.collect(),
            at: moment.map_or(String::new(), format::exact),
            zone,
        }
    }

    /// The same for a page of something that began at a moment: no way leads to where it was not there yet.
    pub fn since(mut self, began: DateTime<Utc>) -> Self {
        self.steps.retain(|step| step.moment >= began);
        let day = began.with_timezone(&self.zone).date_naive();
        self.first_day = day.to_string();
        self
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
        let labels: Vec<_> = past.steps.iter().map(|step| step.label).collect();
        assert!(labels.contains(&"A day later"), "{labels:?}");
        assert!(
            !labels.contains(&"A week later"),
            "what is to come is not shown"
        );
    }

    #[test]
    fn no_way_leads_to_before_something_began() {
        let now = utc("2026-11-09T12:00:00.7Z");
        let past = |began| {
            let past = Past::new(None, now, "/opportunities/1", Tz::UTC).since(utc(began));
            let labels: Vec<_> = past.steps.iter().map(|step| step.label).collect();
            (labels, past.first_day)
        };
        let (labels, day) = past("2026-11-02T12:00:00Z");
        assert_eq!(labels, ["A week earlier", "A day earlier"]);
        assert_eq!(day, "2026-11-02");
        let (labels, _) = past("2026-11-02T12:00:00.1Z");
        assert_eq!(labels, ["A day earlier"], "an address has whole seconds");
    }

    #[test]
    fn now_is_no_past_and_its_links_are_plain() {
        let past = Past::new(None, utc("2026-11-10T12:00:00Z"), "/pipeline", Tz::UTC);
        assert!(!past.is_past());
        assert_eq!(past.link("/opportunities/1"), "/opportunities/1");
    }
}

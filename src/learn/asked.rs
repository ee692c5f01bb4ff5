//! What an address of these pages asks for, as text.

use crate::{ids::VerifierId, journey::terms::Ended, web::choices::Choice};
use chrono::{DateTime, Datelike, Months, NaiveTime, Utc};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// What an address asks for. What it says that we do not know narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Whose deals; empty: of the journey with the most closed ones.
    pub journey: String,
    /// "year", "half"; empty: all that ever closed.
    pub since: String,
    /// Which end the pictures show.
    pub ended: String,
    /// Which deals a list shows; see [`super::question::Question`].
    pub of: String,
    pub verifier: String,
    /// "yes", "no", "early".
    pub stood: String,
    pub strength: String,
    pub age: String,
    pub obstacle: String,
    /// "yes", "no".
    pub past: String,
    pub phase: String,
    pub quarter: String,
    pub dimension: String,
    pub result: String,
    /// Where a list begins.
    pub after: String,
}

/// One of the ends that a page can be about.
pub struct EndChoice {
    pub label: &'static str,
    pub url: String,
    pub is_chosen: bool,
}

/// The list behind a number.
pub const DEALS: &str = "/learn/deals";

/// The moment that a word of an address means: the beginning of a month, as sums are kept by.
pub fn begins(since: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let months = match since {
        "year" => 12,
        "half" => 6,
        _ => return DateTime::<Utc>::UNIX_EPOCH,
    };
    let day = now.date_naive();
    let first = day.with_day(1).unwrap_or(day);
    let begins = first.checked_sub_months(Months::new(months));
    begins.unwrap_or(first).and_time(NaiveTime::MIN).and_utc()
}

impl Asked {
    /// The moment after which deals closed that count.
    pub fn begins(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        begins(&self.since, now)
    }

    /// "closed since November 2025".
    pub fn told(&self, now: DateTime<Utc>) -> String {
        let begins = self.begins(now);
        match begins > DateTime::<Utc>::UNIX_EPOCH {
            true => format!("closed since {}", begins.format("%B %Y")),
            false => "that ever closed".to_owned(),
        }
    }

    /// The end that pictures show: won, unless another is asked for.
    pub fn pictured(&self) -> Ended {
        self.ended.parse().unwrap_or(Ended::Won)
    }

    pub fn since_choices(&self) -> Vec<Choice> {
        [("year", "The last year"), ("half", "The last half year")]
            .into_iter()
            .map(|(value, label)| Choice::new(value, label).chosen_if(self.since == value))
            .collect()
    }

    /// The address of a page about the same.
    pub fn address(&self, path: &str) -> String {
        let mut query = Serializer::new(String::new());
        let pairs: [(&str, &str); 15] = [
            ("journey", &self.journey),
            ("since", &self.since),
            ("ended", &self.ended),
            ("of", &self.of),
            ("verifier", &self.verifier),
            ("stood", &self.stood),
            ("strength", &self.strength),
            ("age", &self.age),
            ("obstacle", &self.obstacle),
            ("past", &self.past),
            ("phase", &self.phase),
            ("quarter", &self.quarter),
            ("dimension", &self.dimension),
            ("result", &self.result),
            ("after", &self.after),
        ];
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.trim().is_empty()));
        match query.finish().as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// A page about the same deals, and nothing narrower.
    pub fn page(&self, path: &str) -> String {
        self.ground().address(path)
    }

    /// What a list of deals is about: these, and of them those of one question.
    pub fn list(&self, of: &str, narrow: impl FnOnce(&mut Self)) -> String {
        let mut asked = self.ground();
        asked.of = of.to_owned();
        narrow(&mut asked);
        asked.address(DEALS)
    }

    /// A page about each of the ends.
    pub fn end_choices(&self, path: &str) -> Vec<EndChoice> {
        let choice = |ended: &Ended| {
            let mut there = self.ground();
            ended.name().clone_into(&mut there.ended);
            EndChoice {
                label: ended.label(),
                url: there.address(path),
                is_chosen: *ended == self.pictured(),
            }
        };
        Ended::ALL.iter().map(choice).collect()
    }

    /// Deals that came to the stage of a verifier and are still open. Whenever they were opened: since when deals closed
    /// says nothing of them.
    pub fn still_open(&self, verifier: VerifierId) -> String {
        self.list("still_open", |a| {
            a.since.clear();
            a.verifier = verifier.to_string();
        })
    }

    /// The journey and the time alone.
    pub fn ground(&self) -> Self {
        Self {
            journey: self.journey.clone(),
            since: self.since.clone(),
            ..Self::default()
        }
    }
}

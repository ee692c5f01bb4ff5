//! A deal as a script: who is there, and what happened, in order, told in days before today.

mod event;
mod session;
mod team;

pub use event::*;
pub use session::{Card, Decision, Doubt, Idea, Session, Try, Turn, Voice};
pub use team::*;

use super::playbook::{Playbook, playbook};
use crate::journey::terms::StakeholderRole;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::Deserialize;

/// The company whose workspace the demo is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    pub name: String,
    /// ISO code of the workspace's currency.
    pub currency: String,
    #[serde(rename = "rate")]
    pub rates: Vec<Rate>,
    #[serde(rename = "member")]
    pub members: Vec<Member>,
    /// What its journeys came to ask.
    #[serde(skip, default = "playbook")]
    pub playbook: &'static Playbook,
}

/// What one unit of a currency is worth in the workspace's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// ISO code.
    pub currency: String,
    pub days_ago: u16,
    pub worth: String,
}

/// Somebody who works there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// How scripts call this member.
    pub key: String,
    pub name: String,
    pub email: String,
    /// `rep`, `manager` or `admin`.
    pub role: String,
    /// IANA name.
    pub time_zone: String,
}

/// One deal, from its first day to now.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub name: String,
    /// In whole units of the currency.
    pub amount: u32,
    pub currency: String,
    /// The file of a shipped journey, without its ending.
    pub journey: String,
    /// A member's key.
    pub owner: String,
    /// How many days ago the deal was opened.
    pub opened: u16,
    pub account: Account,
    #[serde(rename = "contact")]
    pub contacts: Vec<Contact>,
    pub customer_date: Option<CustomerDate>,
    /// The owner's own opinion, as it changed.
    #[serde(default, rename = "call")]
    pub calls: Vec<Call>,
    /// What happened, oldest first.
    #[serde(rename = "event")]
    pub events: Vec<Event>,
    /// What the team made of it, oldest first.
    #[serde(default)]
    pub team: Vec<Team>,
}

/// The customer organisation. Scripts that share the name share the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub name: String,
    /// Always below `.example`.
    pub domain: String,
    pub industry: String,
    pub country: String,
}

/// A person there. Within one account the name is enough to know the person again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// How the script calls this person.
    pub key: String,
    pub name: String,
    pub title: String,
    pub role: StakeholderRole,
}

/// The day by which the customer wants it, in the customer's own words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerDate {
    /// Days from today; below zero it has passed.
    pub in_days: i32,
    /// A contact's key.
    pub said_by: String,
    pub days_ago: u16,
}

/// The owner's own opinion, kept beside the evidence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// None: with the last thing that happened.
    pub days_ago: Option<u16>,
    /// The stage at which the owner believes the deal to be, from 1.
    pub stage: u8,
    /// Days from today; below zero it has passed.
    pub in_days: i16,
    pub percent: u8,
    pub note: Option<String>,
}

/// The working day on which something so many days ago happened: people do not sell on Sundays.
/// Keeps the order of things, though two days may become one.
pub fn day(today: NaiveDate, days_ago: u16) -> NaiveDate {
    let day = today - Days::new(days_ago.into());
    match day.weekday() {
        Weekday::Sat => day - Days::new(1),
        Weekday::Sun => day - Days::new(2),
        _ => day,
    }
}

/// Puts the names of months into words that were said on a day: `{last_month}`, `{next_month}` and `{month}`, which is
/// three months on.
pub fn with_months(words: &str, said_on: NaiveDate) -> String {
    let name = |day: NaiveDate| day.format("%B").to_string();
    let later = |months| name(said_on.with_day(1).unwrap_or(said_on) + Months::new(months));
    words
        .replace(
            "{last_month}",
            &name(said_on - Days::new(said_on.day().into())),
        )
        .replace("{next_month}", &later(1))
        .replace("{month}", &later(3))
}

macro_rules! deals {
    ($($stem:literal)+) => {
        [$(($stem, include_str!(concat!("deals/", $stem, ".toml"))),)+]
    };
}

const DEALS: [(&str, &str); 12] = deals! {
    "acme-freight"
    "brueckner-bau"
    "grandvale-water"
    "halden-mutual"
    "kestrel-ports"
    "mercer-hall"
    "nordhavn"
    "pilar-glaziers"
    "ravello-foods"
    "st-brannoc"
    "tejut-dairy"
    "vesterlund"
};

/// The company whose workspace the demo is.
pub fn company() -> Company {
    toml::from_str(include_str!("company.toml"))
        .unwrap_or_else(|error| panic!("the demo's company cannot be read: {error}"))
}

/// The deals written by hand, as they look on this day.
pub fn deals(today: NaiveDate) -> Vec<Script> {
    let read = |(stem, text): &(&str, &str)| {
        let mut script: Script = toml::from_str(text)
            .unwrap_or_else(|error| panic!("the demo's deal {stem} cannot be read: {error}"));
        script.name_months(today);
        script
    };
    DEALS.iter().map(read).collect()
}

impl Script {
    /// The end that a session decided.
    pub fn outcome_decided_together(&self) -> Option<&Outcome> {
        self.events.iter().find_map(|event| match event {
            Event::Outcome(outcome) if outcome.in_session => Some(outcome),
            _ => None,
        })
    }

    /// Puts months into everything that was said, as they were on the day when it was said.
    pub fn name_months(&mut self, today: NaiveDate) {
        for event in &mut self.events {
            if let Event::Evidence(evidence) = event {
                evidence.words = with_months(&evidence.words, day(today, evidence.days_ago));
            }
        }
    }
}

#[cfg(test)]
mod tests;

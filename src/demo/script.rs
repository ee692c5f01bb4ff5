//! A deal as a script: who is there, and what happened, in order, told in days before today.

use crate::journey::terms::{Channel, Dimension, OutcomeKind, StakeholderRole, Strength};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::Deserialize;

/// The company whose workspace the demo is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    pub name: String,
    /// ISO code of the workspace's currency.
    pub currency: String,
    #[serde(rename = "member")]
    pub members: Vec<Member>,
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
    pub call: Option<Call>,
    /// What happened, oldest first.
    #[serde(rename = "event")]
    pub events: Vec<Event>,
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
    /// The stage at which the owner believes the deal to be, from 1.
    pub stage: u8,
    pub in_days: u16,
    pub percent: u8,
    pub note: Option<String>,
}

/// One thing that happened.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Evidence(Evidence),
    Passage(Passage),
    Withdraw(Withdraw),
    Challenge(Challenge),
    Answer(Answer),
    Tailor(Tailor),
    Outcome(Outcome),
    Reopen(Reopen),
}

/// The customer said, wrote, did or confirmed something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub days_ago: u16,
    /// A name for it within the script, where a later event speaks of it.
    pub key: Option<String>,
    /// A contact's key.
    pub by: String,
    /// The member who recorded it, where that was not the owner.
    pub recorder: Option<String>,
    pub channel: Channel,
    /// Where it is not the channel's usual one.
    pub strength: Option<Strength>,
    pub words: String,
    /// Keys of verifiers.
    #[serde(default)]
    pub proves: Vec<String>,
    #[serde(default)]
    pub contradicts: Vec<String>,
}

impl Evidence {
    /// How strong it is.
    pub fn strength(&self) -> Strength {
        self.strength
            .unwrap_or_else(|| self.channel.usual_strength())
    }
}

/// The owner moved the deal one stage on. The gate was open on that day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    pub days_ago: u16,
}

/// A piece of evidence was taken back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    pub days_ago: u16,
    pub evidence: String,
    /// The member, where that was not the owner.
    pub by: Option<String>,
    pub reason: String,
}

/// A colleague doubted a piece of evidence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    pub days_ago: u16,
    pub evidence: String,
    /// A member's key.
    pub by: String,
    pub reason: String,
}

/// The doubt about that piece of evidence was settled.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub days_ago: u16,
    pub evidence: String,
    /// A member's key.
    pub by: String,
    pub verdict: Verdict,
    pub why: String,
}

/// What became of a doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Dismissed,
    Upheld,
}

/// The team changed what this deal has to prove.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tailor {
    pub days_ago: u16,
    /// The member, where that was not the owner.
    pub by: Option<String>,
    pub change: Change,
    pub reason: String,
}

/// How the team changed it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    Drop {
        verifier: String,
    },
    Reword {
        verifier: String,
        statement: String,
    },
    Replace {
        verifier: String,
        with: OwnVerifier,
    },
    /// To the stage with this number, from 1.
    Add {
        stage: u8,
        with: OwnVerifier,
    },
}

/// A verifier made for this deal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnVerifier {
    pub key: String,
    pub statement: String,
    pub dimension: Dimension,
    pub least_strength: Strength,
    pub fresh_days: Option<u16>,
    pub required: bool,
}

/// The deal ended. A won one ends by its last passage, so that its last gate was open on that day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub days_ago: u16,
    pub result: OutcomeKind,
    /// A code from the vocabulary of this result.
    pub reason: String,
    pub note: String,
    /// What would bring it back.
    pub condition: Option<String>,
}

/// The deal came back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    pub days_ago: u16,
    pub why: String,
}

impl Event {
    /// How many days before today it happened.
    pub fn days_ago(&self) -> u16 {
        match self {
            Event::Evidence(event) => event.days_ago,
            Event::Passage(event) => event.days_ago,
            Event::Withdraw(event) => event.days_ago,
            Event::Challenge(event) => event.days_ago,
            Event::Answer(event) => event.days_ago,
            Event::Tailor(event) => event.days_ago,
            Event::Outcome(event) => event.days_ago,
            Event::Reopen(event) => event.days_ago,
        }
    }
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

//! Composes about fifty deals from parts: who they are and where they stand is written by hand, deal by deal; what people
//! said is drawn from a book of quotes, with a fixed seed. The same day gives the same deals, always.

mod around;
mod cast;
mod earlier;
mod tale;

use super::script::{Account, Call, CustomerDate, Event, Outcome, Reprice, Script};
use crate::journey::terms::{Channel, OutcomeKind, StakeholderRole};
use crate::journeys::library;
use cast::Cast;
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde::Deserialize;
use std::collections::BTreeMap;
use tale::Tale;

/// A different seed is a different, equally believable year.
const SEED: u64 = 20;

/// Who speaks (a slot of the cast), how, and the words.
type Quote = (String, Channel, String);

/// Quotes by journey and verifier.
type Book = BTreeMap<String, BTreeMap<String, Vec<Quote>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    rivals: Vec<String>,
    call_notes: Vec<String>,
    withdrawals: Vec<String>,
    /// Names from far away.
    elsewhere: Vec<String>,
    #[serde(rename = "slot")]
    slots: Vec<Slot>,
    names: BTreeMap<String, Names>,
    #[serde(rename = "deal")]
    plans: Vec<Plan>,
}

/// A part that somebody can play at a customer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    key: String,
    role: StakeholderRole,
    titles: Vec<String>,
}

/// Names that go together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    given: Vec<String>,
    family: Vec<String>,
}

/// One deal in outline.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    account: Account,
    names: String,
    journey: String,
    name: String,
    amount: u32,
    owner: String,
    opened: u16,
    /// How far it got before the twist, from 1.
    stage: usize,
    /// How many days ago something last happened.
    last: u16,
    twist: Option<Twist>,
    /// It is worth another amount since.
    reprice: Option<Reprice>,
    ending: Option<Ending>,
    /// The words it began with, for the first verifier of the journey.
    said: Quote,
}

/// What makes it more than a straight line.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Twist {
    /// Everything stands; nobody has moved it yet.
    Ready,
    /// Evidence for a stage behind it grew too old.
    Lapse,
    /// The customer took something back.
    Contradicted,
    /// We took something back.
    Withdrawn,
    /// A colleague’s doubt was right.
    Upheld,
    /// A colleague’s doubt is open.
    Challenged,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    result: OutcomeKind,
    reason: String,
    note: String,
    condition: Option<String>,
    back_in_days: Option<i16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quotes {
    quotes: Book,
    setbacks: Book,
    doubts: Vec<Doubt>,
}

/// A colleague's doubt, and the words with which it was upheld.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubt {
    reason: String,
    upheld: String,
}

/// The composed deals, as they look on this day.
pub fn compose(today: NaiveDate) -> Vec<Script> {
    let mut parts: Parts = toml::from_str(include_str!("parts.toml"))
        .unwrap_or_else(|error| panic!("the demo's parts cannot be read: {error}"));
    let quotes: Quotes = toml::from_str(include_str!("quotes.toml"))
        .unwrap_or_else(|error| panic!("the demo's quotes cannot be read: {error}"));
    let earlier = earlier::plans(&parts, &quotes);
    parts.plans.extend(earlier);
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut composer = Composer {
        cast: Cast::new(&parts, &mut rng),
        parts: &parts,
        quotes: &quotes,
        told: BTreeMap::new(),
        rng,
    };
    let mut scripts: Vec<Script> = parts
        .plans
        .iter()
        .enumerate()
        .map(|(place, plan)| composer.script(place, plan))
        .collect();
    for script in &mut scripts {
        script.name_months(today);
    }
    scripts
}

/// What all the deals share while they are being composed.
struct Composer<'a> {
    parts: &'a Parts,
    quotes: &'a Quotes,
    cast: Cast<'a>,
    /// How often each quote was used, by its words.
    told: BTreeMap<&'a str, u32>,
    rng: StdRng,
}

impl<'a> Composer<'a> {
    fn script(&mut self, place: usize, plan: &'a Plan) -> Script {
        let journey = library::journey(&plan.journey)
            .unwrap_or_else(|| panic!("{}: no such journey", plan.account.name));
        let rival = self.pick(&self.parts.rivals);
        let mut events = Tale::tell(self, plan, journey);
        if let Some(ending) = &plan.ending {
            events.push(ending.event(plan.last));
        }
        if let Some(reprice) = &plan.reprice {
            let place = events.partition_point(|event| event.days_ago() >= reprice.days_ago);
            events.insert(place, Event::Reprice(reprice.clone()));
        }
        let mut contacts = Vec::new();
        for event in &mut events {
            if let Event::Evidence(evidence) = event {
                evidence.words = evidence.words.replace("{rival}", rival);
                let contact = self.cast.contact(plan, &evidence.by, &mut self.rng);
                if !contacts.contains(&contact) {
                    contacts.push(contact);
                }
            }
        }
        let ending = plan.ending.as_ref();
        let team = around::noted(place, &contacts, &events, rival, ending);
        Script {
            name: plan.name.clone(),
            amount: plan.amount,
            currency: "EUR".to_owned(),
            journey: plan.journey.clone(),
            owner: plan.owner.clone(),
            opened: plan.opened,
            account: plan.account.clone(),
            customer_date: self.customer_date(plan, &events),
            call: self.call(plan, journey.stages.len()),
            contacts,
            events,
            team,
        }
    }

    /// Two deals in three know the customer's own day, from whoever spoke last.
    fn customer_date(&mut self, plan: &Plan, events: &[Event]) -> Option<CustomerDate> {
        let told = self.rng.random_bool(0.66);
        let in_days = match plan.ending {
            Some(_) => self.rng.random_range(-30..20),
            None => self.rng.random_range(20..130),
        };
        let last = events.iter().rev().find_map(|event| match event {
            Event::Evidence(evidence) => Some(evidence),
            _ => None,
        })?;
        told.then(|| CustomerDate {
            in_days,
            said_by: last.by.clone(),
            days_ago: last.days_ago,
        })
    }

    /// The owner's opinion on an open deal: as often as not a stage ahead of what is proved.
    fn call(&mut self, plan: &Plan, stages: usize) -> Option<Call> {
        let ahead = usize::from(self.rng.random_bool(0.4));
        let stage = (plan.stage + ahead).min(stages);
        let odds = 10 + 75 * stage / stages;
        let note = self.pick(&self.parts.call_notes).to_owned();
        let call = Call {
            stage: u8::try_from(stage).ok()?,
            in_days: self.rng.random_range(15..140),
            percent: u8::try_from(odds)
                .ok()?
                .saturating_sub(self.rng.random_range(0..15)),
            note: self.rng.random_bool(0.3).then_some(note),
        };
        plan.ending.is_none().then_some(call)
    }

    /// The least used quote for this verifier.
    fn quote(&mut self, journey: &str, verifier: &str) -> &'a Quote {
        let pool = self.quotes.quotes.get(journey);
        let pool = pool.and_then(|pool| pool.get(verifier)).map(Vec::as_slice);
        let pool = pool.unwrap_or_else(|| panic!("{journey}: nobody speaks of {verifier}"));
        let uses = |quote: &&Quote| self.told.get(quote.2.as_str()).copied().unwrap_or(0);
        let least = pool.iter().map(|quote| uses(&quote)).min().unwrap_or(0);
        let fresh: Vec<_> = pool.iter().filter(|quote| uses(quote) == least).collect();
        let quote = fresh
            .choose(&mut self.rng)
            .unwrap_or_else(|| panic!("{journey}: {verifier} has no quotes"));
        *self.told.entry(&quote.2).or_default() += 1;
        quote
    }

    fn pick(&mut self, from: &'a [String]) -> &'a str {
        from.choose(&mut self.rng).map_or("", String::as_str)
    }
}

impl Ending {
    fn event(&self, days_ago: u16) -> Event {
        Event::Outcome(Outcome {
            days_ago,
            result: self.result,
            reason: self.reason.clone(),
            note: self.note.clone(),
            condition: self.condition.clone(),
            back_in_days: self.back_in_days,
            in_session: false,
        })
    }
}

#[cfg(test)]
mod tests;

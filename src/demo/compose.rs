//! Composes about fifty deals from parts: who they are and where they stand is written by hand, deal by deal; what people
//! said is drawn from a book of quotes, with a fixed seed. The same day gives the same deals, always.

mod around;
mod calls;
mod cast;
mod course;
mod days;
mod earlier;
mod in_the_way;
mod tale;
mod words;

use super::playbook::playbook;
use super::script::{Account, Call, Event, LookBack, Outcome, Reprice, Script, day};
use crate::journey::terms::{Channel, ObstacleKind, OutcomeKind, StakeholderRole};
use cast::Cast;
use chrono::NaiveDate;
use course::Course;
use earlier::Customer;
use rand::{SeedableRng, rngs::StdRng};
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
    /// What one said of a deal that was left and should not have been.
    regrets: Vec<String>,
    /// Names from far away.
    elsewhere: Vec<String>,
    #[serde(rename = "slot")]
    slots: Vec<Slot>,
    names: BTreeMap<String, Names>,
    #[serde(rename = "deal")]
    plans: Vec<Plan>,
    /// Those of whom there is no present deal.
    #[serde(rename = "customer")]
    customers: Vec<Customer>,
    in_the_way: Vec<InTheWay>,
}

/// What was in the way of earlier deals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InTheWay {
    #[serde(rename = "is")]
    sort: ObstacleKind,
    words: String,
    /// What was tried, what it was to draw out, and what it came to where it did.
    tried: String,
    verifier: String,
    past: String,
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
    /// What is told of an earlier deal alone.
    #[serde(skip)]
    past: Option<Past>,
}

/// Why an earlier deal ended as it did, and what the team made of it.
struct Past {
    course: Course,
    calls: Vec<Call>,
    /// A number, to choose it by, and whether what was tried drew out what it was to.
    in_the_way: Option<(usize, bool)>,
    look_back: Option<LookBack>,
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
    /// More of them, for earlier deals.
    earlier: Book,
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
        today,
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
    today: NaiveDate,
}

impl<'a> Composer<'a> {
    fn script(&mut self, place: usize, plan: &'a Plan) -> Script {
        let opened = day(self.today, plan.opened);
        let journey = playbook()
            .asked(&plan.journey, opened, self.today)
            .unwrap_or_else(|| panic!("{}: no such journey", plan.account.name));
        let rival = self.pick(&self.parts.rivals);
        let mut events = Tale::tell(self, plan, journey);
        if let Some(ending) = &plan.ending {
            events.push(ending.event(plan.last));
        }
        let look_back = plan.past.as_ref().and_then(|past| past.look_back.clone());
        events.extend(look_back.map(Event::LookBack));
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
        let team = around::noted(
            (place, plan),
            &contacts,
            &events,
            (rival, &self.parts.in_the_way),
        );
        let customer_date = self.customer_date(plan, &events);
        let call = self.call(plan, journey.stages.len());
        Script {
            name: plan.name.clone(),
            amount: plan.amount,
            currency: "EUR".to_owned(),
            journey: plan.journey.clone(),
            owner: plan.owner.clone(),
            opened: plan.opened,
            account: plan.account.clone(),
            customer_date,
            calls: match &plan.past {
                Some(past) => past.calls.clone(),
                None => call.into_iter().collect(),
            },
            contacts,
            events,
            team,
        }
    }
}

impl Plan {
    fn was_left(&self) -> bool {
        let ending = self.ending.as_ref();
        ending.is_some_and(|ending| ending.result == OutcomeKind::QualifiedOut)
    }

    /// How many days ago an earlier deal ended.
    fn long_ago(&self) -> i32 {
        self.past.as_ref().map_or(0, |_| self.last.into())
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

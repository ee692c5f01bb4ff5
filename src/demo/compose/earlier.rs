//! What went before: for most of the accounts a deal of an earlier year that is closed, so that there is a history to
//! learn from. Drawn with a seed of its own, so that the present year stays as it was.

use super::{Ending, Parts, Past, Plan, Quote, Quotes, SEED, calls, course::Course};
use crate::demo::script::{Account, LookBack};
use crate::{journey::terms::OutcomeKind, journeys::library};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What they were about.
const NAMES: [&str; 6] = [
    "A first pilot",
    "Planning of one site",
    "Night planning",
    "Planning for the season",
    "One region, to begin with",
    "Planning, the first try",
];

/// In which journeys a customer can have begun before they bought anything: one in five needed little paper.
const JOURNEYS: [&str; 5] = [LONG, LONG, SHORT, LONG, LONG];
const LONG: &str = "considered-purchase";
const SHORT: &str = "short-purchase";

/// Of a hundred deals so many were left.
const LEFT: u32 = 15;

/// The oldest and the youngest of their ends, in days before today.
const OLDEST: u16 = 520;
const YOUNGEST: u16 = 20;

/// How long ago those ended at the most after which nothing new has begun.
const LATELY: u16 = 190;

/// None of them began earlier.
const BEGAN: u16 = 636;

/// A customer of earlier.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Customer {
    account: Account,
    names: String,
    amount: u32,
    owner: String,
    /// Since so many days there is a deal of the present year with them.
    #[serde(skip)]
    busy: u16,
}

/// The plans of the earlier deals.
pub(super) fn plans(parts: &Parts, quotes: &Quotes) -> Vec<Plan> {
    let mut rng = StdRng::seed_from_u64(SEED + 20);
    let mut met = BTreeSet::new();
    let present = parts.plans.iter().map(customer);
    let customers = present.chain(parts.customers.iter().cloned());
    let mut plans: Vec<Plan> = customers
        .filter(|customer| met.insert(customer.account.name.clone()))
        .enumerate()
        .map(|(place, customer)| plan(place, customer, quotes, &mut rng))
        .collect();
    regret(&mut plans, &parts.regrets);
    in_turn(&mut plans);
    plans
}

/// What was in the way is told in turn, so that those of one time did not all have the same.
fn in_turn(plans: &mut [Plan]) {
    let mut stopped: Vec<_> = plans
        .iter_mut()
        .filter_map(|plan| Some((plan.last, plan.past.as_mut()?.in_the_way.as_mut()?)))
        .collect();
    stopped.sort_by_key(|(last, _)| *last);
    for (turn, (_, (nth, _))) in stopped.into_iter().enumerate() {
        *nth = turn;
    }
}

/// How many days ago one ended: before the present one began, or lately, where there is none.
fn ended(busy: u16, rng: &mut StdRng) -> u16 {
    match busy {
        0 => rng.random_range(YOUNGEST..LATELY),
        _ => rng.random_range((busy + 30).max(YOUNGEST)..OLDEST),
    }
}

/// Of a hundred customers, how many went about it well: the team learned what to ask for, and asked for it more and more.
fn well(ended: u16) -> u32 {
    86 - u32::from(ended) * 72 / u32::from(OLDEST)
}

fn customer(present: &Plan) -> Customer {
    Customer {
        account: present.account.clone(),
        names: present.names.clone(),
        amount: (present.amount / 3_000 + 6) * 1_000,
        owner: present.owner.clone(),
        busy: present.opened,
    }
}

fn plan(place: usize, customer: Customer, quotes: &Quotes, rng: &mut StdRng) -> Plan {
    let key = JOURNEYS[place % JOURNEYS.len()];
    let journey = library::journey(key).unwrap_or_else(|| panic!("no journey {key}"));
    let stages = journey.stages.len();
    let (course, end, (opened, ended)) = lived(key, customer.busy, rng);
    let goes_on = key == LONG && end != OutcomeKind::QualifiedOut;
    Plan {
        account: customer.account,
        names: customer.names,
        journey: key.to_owned(),
        name: NAMES[place % NAMES.len()].to_owned(),
        amount: customer.amount,
        owner: customer.owner,
        opened,
        stage: stage(end, stages, rng),
        last: ended,
        twist: None,
        reprice: None,
        ending: Some(ending(end, rng)),
        said: opening(quotes, key, &journey.stages[0].verifiers[0].key, place),
        past: Some(Past {
            course,
            calls: calls::earlier((opened, ended), end, stages, rng),
            in_the_way: goes_on.then(|| (place, end == OutcomeKind::Won || rng.random_ratio(2, 5))),
            look_back: None,
        }),
    }
}

/// How the customer went about it, how that ended, and how many days ago it began and ended. What is left is left
/// earlier and earlier, too.
fn lived(journey: &str, busy: u16, rng: &mut StdRng) -> (Course, OutcomeKind, (u16, u16)) {
    let ended = ended(busy, rng);
    let course = Course::draw(journey, well(ended), rng);
    let (end, days) = match rng.random_ratio(LEFT, 100) {
        true => (OutcomeKind::QualifiedOut, (12 + ended / 10, 25 + ended / 8)),
        false => {
            let end = course.end(rng);
            (end, course.days(end))
        }
    };
    let days = rng.random_range(days.0..days.1);
    let ended = ended.min(BEGAN - days);
    (course, end, (ended + days, ended))
}

/// How far it had come.
fn stage(end: OutcomeKind, stages: usize, rng: &mut StdRng) -> usize {
    let (from, to) = match end {
        OutcomeKind::Won => (100, 100),
        OutcomeKind::LostToSupplier => (50, 100),
        OutcomeKind::QualifiedOut => (10, 40),
        _ => (34, 100),
    };
    (stages * rng.random_range(from..=to)).div_ceil(100)
}

/// The words with which it began, each in its turn.
fn opening(quotes: &Quotes, journey: &str, verifier: &str, place: usize) -> Quote {
    let words = [&quotes.earlier, &quotes.quotes].map(|book| book.get(journey)?.get(verifier));
    let words: Vec<_> = words.into_iter().flatten().flatten().collect();
    words[place % words.len()].clone()
}

fn ending(kind: OutcomeKind, rng: &mut StdRng) -> Ending {
    let groups = kind.reasons().iter();
    let reasons: Vec<_> = groups.flat_map(|group| group.reasons).collect();
    let reason = reasons.choose(rng).map_or("", |reason| reason.code);
    Ending {
        result: kind,
        reason: reason.to_owned(),
        note: String::new(),
        condition: None,
        back_in_days: None,
    }
}

/// Of the deals that were left, one in four would better have been stayed with. One sees that two months later.
fn regret(plans: &mut [Plan], words: &[String]) {
    let left = plans
        .iter_mut()
        .filter(|plan| plan.was_left() && plan.last > 70);
    for (plan, words) in left.skip(1).step_by(4).zip(words) {
        let days_ago = plan.last - 60;
        if let Some(past) = &mut plan.past {
            past.look_back = Some(LookBack {
                days_ago,
                words: words.clone(),
            });
        }
    }
}

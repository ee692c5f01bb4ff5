//! What went before: for most of the accounts a deal of an earlier year that is closed, so that there is a history to
//! learn from. Drawn with a seed of its own, so that the present year stays as it was.

use super::{Ending, Parts, Plan, Quotes, SEED};
use crate::{journey::terms::OutcomeKind, journeys::library};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};

/// How many of them there are.
pub(super) const DEALS: usize = 36;

/// What they were about.
const NAMES: [&str; 6] = [
    "A first pilot",
    "Planning of one site",
    "Night planning",
    "Planning for the season",
    "One region, to begin with",
    "Planning, the first try",
];

/// In which journeys a customer can have begun before they bought anything.
const JOURNEYS: [&str; 2] = ["considered-purchase", "short-purchase"];

/// How an earlier deal can have ended.
struct End {
    kind: OutcomeKind,
    /// How often, of a hundred.
    often: u32,
    /// How far it had come, of a hundred: from and to.
    far: (u32, u32),
    /// How many days it took.
    days: (u16, u16),
}

const fn end(kind: OutcomeKind, often: u32, far: (u32, u32), days: (u16, u16)) -> End {
    End {
        kind,
        often,
        far,
        days,
    }
}

const ENDS: [End; 4] = [
    end(OutcomeKind::Won, 34, (100, 100), (70, 150)),
    end(OutcomeKind::LostToSupplier, 22, (50, 90), (60, 130)),
    end(OutcomeKind::NoDecision, 28, (30, 80), (90, 180)),
    end(OutcomeKind::QualifiedOut, 16, (10, 40), (20, 60)),
];

/// The plans of the earlier deals.
pub(super) fn plans(parts: &Parts, quotes: &Quotes) -> Vec<Plan> {
    let mut rng = StdRng::seed_from_u64(SEED + 1);
    let accounts = parts.plans.iter().take(DEALS);
    accounts
        .enumerate()
        .map(|(place, present)| plan(place, present, quotes, &mut rng))
        .collect()
}

fn plan(place: usize, present: &Plan, quotes: &Quotes, rng: &mut StdRng) -> Plan {
    let key = JOURNEYS[usize::from(place % 3 == 2)];
    let journey = library::journey(key).unwrap_or_else(|| panic!("no journey {key}"));
    let End {
        kind, far, days, ..
    } = drawn(rng);
    let stages = u32::try_from(journey.stages.len()).unwrap_or(1);
    let far = rng.random_range(far.0..=far.1);
    let stage = (stages * far).div_ceil(100).clamp(1, stages);
    let stage = match *kind {
        OutcomeKind::Won => stages,
        // What ended otherwise did not have its last stage proved.
        _ => stage.min(stages - 1).max(1),
    };
    let last = (present.opened + 30).max(120) + rng.random_range(0..180);
    let first = &journey.stages[0].verifiers[0].key;
    let words = quotes.quotes.get(key).and_then(|book| book.get(first));
    let said = words.and_then(|words| words.choose(rng)).cloned();
    Plan {
        account: present.account.clone(),
        names: present.names.clone(),
        journey: key.to_owned(),
        name: NAMES[place % NAMES.len()].to_owned(),
        amount: (present.amount / 3_000 + 6) * 1_000,
        owner: present.owner.clone(),
        opened: last + rng.random_range(days.0..days.1),
        stage: usize::try_from(stage).unwrap_or(1),
        last,
        twist: None,
        reprice: None,
        ending: Some(ending(*kind, rng)),
        said: said.unwrap_or_else(|| panic!("{key}: nobody speaks of {first}")),
    }
}

fn drawn(rng: &mut StdRng) -> &'static End {
    let mut drawn = rng.random_range(0..100);
    for end in &ENDS {
        if drawn < end.often {
            return end;
        }
        drawn -= end.often;
    }
    &ENDS[0]
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

//! When a verifier stands: it has live supporting evidence of at least its required strength, and nothing later from
//! the customer contradicts it. The customer's latest word counts.

use super::{
    facts::{Doubt, Evidence, Verifier},
    terms::Strength,
};
use crate::ids::EvidenceId;
use chrono::{Days, NaiveDate};

/// How one verifier stands on one day, and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// The evidence it rests on: live, strong enough, not contradicted since. Oldest first; empty unless it stands.
    pub rests_on: Vec<EvidenceId>,
    /// The strength of the best evidence that is live and not contradicted since, enough or not.
    pub strength: Option<Strength>,
    /// The first day on which it no longer stands if nothing new is heard; `None`: it stands for good, or does not stand.
    pub lapses_on: Option<NaiveDate>,
    /// It stands, but on evidence that has used up three quarters of its time.
    pub ageing: bool,
    /// The customer's live word against it that is later than any support.
    pub contradicted_by: Option<EvidenceId>,
}

/// Why a verifier stands or does not. Only [`State::Stands`] and [`State::Challenged`] stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing that counts is on record.
    Missing,
    /// Second-hand reports only: kept, but they count for nothing yet.
    Reported,
    /// There is live evidence, but none of the strength that is needed.
    TooWeak,
    /// There was enough, but it is out of date.
    Lapsed,
    /// The customer has said otherwise since.
    Contradicted,
    /// It stands, but only on evidence with an open challenge: no passage can rest on it yet.
    Challenged,
    /// It stands.
    Stands,
}

impl Standing {
    /// The verifier stands: evidence of enough strength is live and nothing later contradicts it.
    pub fn stands(&self) -> bool {
        matches!(self.state, State::Stands | State::Challenged)
    }

    /// A passage can rest on it.
    pub fn carries(&self) -> bool {
        self.state == State::Stands
    }
}

/// Judges one verifier by all evidence of its deal, on one day (in UTC).
pub fn judge(verifier: &Verifier, evidence: &[Evidence], today: NaiveDate) -> Standing {
    let said: Vec<Word> = evidence
        .iter()
        .filter_map(|e| Word::about(verifier, e, today))
        .collect();
    let latest_no = said
        .iter()
        .filter(|w| w.live && !w.supports)
        .max_by_key(|w| w.when());
    let uncontradicted: Vec<&Word> = said
        .iter()
        .filter(|w| w.live && w.supports && latest_no.is_none_or(|no| no.when() < w.when()))
        .collect();
    let mut counting: Vec<&Word> = uncontradicted
        .iter()
        .copied()
        .filter(|w| w.evidence.strength >= verifier.least_strength)
        .collect();
    counting.sort_by_key(|w| w.when());

    let state = if counting.iter().any(|w| w.evidence.doubt == Doubt::None) {
        State::Stands
    } else if !counting.is_empty() {
        State::Challenged
    } else {
        why_not(verifier, &said, latest_no, &uncontradicted)
    };
    let newest = counting.last().map(|w| w.evidence.happened_on);
    Standing {
        state,
        rests_on: counting.iter().map(|w| w.evidence.id).collect(),
        strength: uncontradicted.iter().map(|w| w.evidence.strength).max(),
        lapses_on: newest.and_then(|day| lapse_day(verifier, day)),
        ageing: newest.is_some_and(|day| is_ageing(verifier, day, today)),
        contradicted_by: (state == State::Contradicted)
            .then(|| latest_no.map(|w| w.evidence.id))
            .flatten(),
    }
}

fn why_not(
    verifier: &Verifier,
    said: &[Word],
    latest_no: Option<&Word>,
    uncontradicted: &[&Word],
) -> State {
    let enough = |w: &&Word| w.supports && w.evidence.strength >= verifier.least_strength;
    if !uncontradicted.is_empty() {
        State::TooWeak
    } else if latest_no.is_some() {
        State::Contradicted
    } else if said.iter().any(|w| enough(&w) && !w.live) {
        State::Lapsed
    } else if said
        .iter()
        .any(|w| w.supports && w.evidence.strength == Strength::Reported)
    {
        State::Reported
    } else {
        State::Missing
    }
}

/// One piece of evidence as it bears on one verifier.
struct Word<'a> {
    evidence: &'a Evidence,
    supports: bool,
    /// It counts: heard from the customer and not out of date.
    live: bool,
}

impl<'a> Word<'a> {
    /// `None` when the evidence does not bear on the verifier, was withdrawn, or a challenge of it was upheld.
    fn about(verifier: &Verifier, evidence: &'a Evidence, today: NaiveDate) -> Option<Self> {
        let bearing = evidence
            .bearings
            .iter()
            .find(|b| b.verifier == verifier.id)?;
        if evidence.withdrawn || evidence.doubt == Doubt::Upheld {
            return None;
        }
        let out_of_date = lapse_day(verifier, evidence.happened_on).is_some_and(|day| day <= today);
        Some(Self {
            evidence,
            supports: bearing.supports,
            live: evidence.strength > Strength::Reported && !out_of_date,
        })
    }

    fn when(&self) -> (NaiveDate, i64) {
        (self.evidence.happened_on, self.evidence.ordinal)
    }
}

/// The first day on which evidence of `day` is out of date for a verifier.
fn lapse_day(verifier: &Verifier, day: NaiveDate) -> Option<NaiveDate> {
    let fresh = u64::try_from(verifier.fresh_days?).ok()?;
    day.checked_add_days(Days::new(fresh + 1))
}

/// Three quarters of its time are used up.
fn is_ageing(verifier: &Verifier, day: NaiveDate, today: NaiveDate) -> bool {
    verifier
        .fresh_days
        .is_some_and(|fresh| (today - day).num_days() * 4 >= i64::from(fresh) * 3)
}

//! Where the customer's next word would count most. Pure.
//!
//! What one word is worth: the deal's money, times how much likelier it is to be won once it has come a stage further, a
//! share of that for each word that is still missing. Where there is too little history to say how much likelier, every
//! stage counts alike, and the nearest to its next stage with the most money comes first.

use super::whom::{People, Whom};
use crate::{ids::VerifierId, journey::gate::Judged, review::talk::facts::Facts};
use std::{cmp::Ordering, collections::HashMap};

/// So many are shown: as many as one can turn to in a week.
pub const MOST: usize = 7;

/// How likely deals are to be won here and once they have come further, by this workspace's own history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// Of deals that stand as this one does, the part that is won: 0 to 1.
    pub here: f64,
    /// The same, a phase further on.
    pub further: f64,
}

impl Lift {
    fn gain(self) -> f64 {
        (self.further - self.here).max(0.0)
    }
}

/// What is asked for, as it is worded on the deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub statement: String,
    pub coaching: String,
}

/// One deal, and the word that would bring it further.
#[derive(Clone, Debug)]
pub struct NextWord<'a> {
    pub facts: &'a Facts,
    /// The verifier that is asked for; none: all that the stage asks for is said.
    pub wanted: Option<(VerifierId, Whom)>,
    /// How many words are missing, this one included.
    pub missing: usize,
    pub lift: Option<Lift>,
    worth: f64,
}

impl<'a> NextWord<'a> {
    /// The word that a deal waits for. `money` in the workspace's currency.
    pub fn of(
        facts: &'a Facts,
        people: &HashMap<VerifierId, People>,
        money: f64,
        lift: Option<Lift>,
    ) -> Self {
        let missing = facts.judgement.missing_in(facts.stage);
        let wanted = missing.first().map(|judged| wanted(facts, judged, people));
        let words = u32::try_from(missing.len().max(1)).map_or(1.0, f64::from);
        Self {
            facts,
            wanted,
            missing: missing.len(),
            lift,
            worth: money * lift.map_or(1.0, Lift::gain) / words,
        }
    }
}

fn wanted(
    facts: &Facts,
    judged: &Judged,
    people: &HashMap<VerifierId, People>,
) -> (VerifierId, Whom) {
    let id = judged.verifier.id;
    let nobody = People::default();
    let there = people.get(&id).unwrap_or(&nobody);
    let dimension = facts.dimensions.get(&id).copied();
    (
        id,
        Whom::of(there, judged.standing.state, facts.phase, dimension),
    )
}

/// The first [`MOST`]: what is worth most first, then what misses least, then by the deal, so that the order stays.
pub fn in_order(mut words: Vec<NextWord>) -> Vec<NextWord> {
    words.sort_by(|a, b| {
        let worth = b.worth.partial_cmp(&a.worth).unwrap_or(Ordering::Equal);
        worth
            .then(a.missing.cmp(&b.missing))
            .then(a.facts.deal.cmp(&b.facts.deal))
    });
    words.truncate(MOST);
    words
}

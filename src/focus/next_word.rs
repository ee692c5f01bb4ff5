//! Where the customer's next word would count most. Pure.
//!
//! What one word is worth: the deal's money, times how much likelier it is to be won once it has come a phase further, a
//! share of that for each word that is still missing. A deal of which nobody can say how much likelier counts like the middle
//! one of the others; where it can be said of none, all count alike, and the nearest to its next stage with the most money
//! comes first.

use super::whom::{People, Whom};
use crate::{ids::VerifierId, journey::gate::Judged, review::talk::facts::Facts};
use std::collections::HashMap;

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
    lift: Option<Lift>,
    /// What the deal is worth, for each word that is missing.
    share: f64,
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
            share: money / words,
        }
    }

    fn worth(&self, usual: f64) -> f64 {
        self.share * self.lift.map_or(usual, Lift::gain)
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
    let usual = usual_gain(words.iter().filter_map(|word| word.lift));
    words.sort_by(|a, b| {
        let worth = b.worth(usual).total_cmp(&a.worth(usual));
        worth
            .then(a.missing.cmp(&b.missing))
            .then(a.facts.deal.cmp(&b.facts.deal))
    });
    words.truncate(MOST);
    words
}

/// The middle one of what coming further gains, which deals count for of which nobody can say it: they are neither better nor
/// worse than the others for having no history.
fn usual_gain(lifts: impl Iterator<Item = Lift>) -> f64 {
    let mut gains: Vec<f64> = lifts.map(Lift::gain).collect();
    gains.sort_by(f64::total_cmp);
    gains.get(gains.len() / 2).copied().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(gains: &[f64]) -> f64 {
        let lift = |further: &f64| Lift {
            here: 0.1,
            further: 0.1 + further,
        };
        usual_gain(gains.iter().map(lift))
    }

    #[test]
    fn whoever_has_no_history_counts_like_the_middle_one_of_those_that_have() {
        assert_eq!(usual(&[]), 1.0);
        assert!((usual(&[0.3, 0.05, 0.1]) - 0.1).abs() < 1e-9);
        assert!((usual(&[0.2, -0.05]) - 0.2).abs() < 1e-9);
    }
}

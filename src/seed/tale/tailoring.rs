//! The team changes what a deal is judged by, once, and some teams undo it.

use super::{Tale, What, act, doubts::pick};
use crate::ids::{TailoringId, VerifierId};
use crate::journey::{
    facts::Verifier,
    terms::{Dimension, Strength},
};
use crate::seed::twins::own;
use rand::{RngExt, seq::IndexedRandom};

const DROPPED: [&str; 3] = [
    "Their group has decided that for all its companies.",
    "It was settled in the contract before this one.",
    "Nobody there has such a part.",
];

const ADDED: [(&str, &str); 4] = [
    (
        "Their works council agrees in writing",
        "Unions sit at the table there.",
    ),
    (
        "Their parent company releases the money",
        "Above their limit the group decides.",
    ),
    (
        "They show that the old data can be moved",
        "The last try ended with the data.",
    ),
    (
        "Their auditors accept the way we keep records",
        "They are audited twice a year.",
    ),
];

const UNDONE: &str = "It mattered after all.";

impl Tale<'_> {
    pub(super) fn tailor(&mut self) -> bool {
        match self.tailored.take() {
            None if self.dice.random_ratio(1, 2) => self.drop_one(),
            None => self.add_one(),
            Some((undoes, before)) => {
                self.facts.verifiers = before;
                self.put(None, None, Some(undoes), UNDONE);
                // It may be tailored again after that, as anybody may.
                true
            }
        }
    }

    fn required_in(&self, stage: i16) -> usize {
        let all = self.facts.verifiers.iter();
        all.filter(|v| v.required && v.stage == stage).count()
    }

    fn drop_one(&mut self) -> bool {
        let can_go: Vec<Verifier> = self
            .facts
            .verifiers
            .iter()
            .filter(|v| v.required && self.required_in(v.stage) > 1)
            .cloned()
            .collect();
        let Some(gone) = can_go.choose(&mut self.dice).cloned() else {
            return false;
        };
        let before = self.facts.verifiers.clone();
        self.facts.verifiers.retain(|v| v.id != gone.id);
        let reason = pick(&DROPPED, self);
        let id = self.put(Some(gone.id), None, None, reason);
        self.tailored = Some((id, before));
        true
    }

    fn add_one(&mut self) -> bool {
        let stage = self.dice.random_range(1..=self.journey.stages);
        if self.required_in(stage) > 3 {
            return false;
        }
        let added = Verifier {
            id: own().into(),
            stage,
            required: true,
            least_strength: Strength::Written,
            fresh_days: self.dice.random_ratio(1, 2).then_some(120),
        };
        let before = self.facts.verifiers.clone();
        let id = self.put(None, Some(&added), None, "");
        self.facts.verifiers.push(added);
        self.fall();
        self.tailored = Some((id, before));
        true
    }

    fn put(
        &mut self,
        drops: Option<VerifierId>,
        adds: Option<&Verifier>,
        undoes: Option<TailoringId>,
        reason: &'static str,
    ) -> TailoringId {
        let id = TailoringId(own());
        let (name, why) = ADDED.choose(&mut self.dice).copied().unwrap_or_default();
        self.act(What::Tailoring(act::Tailoring {
            id,
            drops,
            adds: adds.map(|v| v.id),
            undoes,
            words: if adds.is_some() { why } else { reason },
            edition: self.journey.edition,
            stage: adds.map(|v| v.stage),
            name,
            word: Dimension::Safety.name(),
            note: "",
            strength: adds.map(|v| v.least_strength.code()),
            fresh_days: adds.and_then(|v| v.fresh_days),
        }));
        self.fall();
        id
    }
}

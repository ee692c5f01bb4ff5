//! What the customer says.

use super::{Tale, What, act::Piece};
use crate::ids::{EvidenceId, VerifierId};
use crate::journey::{
    facts::{Bearing, Doubt, Evidence, Verifier},
    terms::{Channel, OutcomeKind, Strength},
};
use crate::seed::{twins::own, words};
use chrono::{Days, NaiveDate};
use rand::{RngExt, seq::IndexedRandom};

/// No deal has more evidence than this.
const MOST: usize = 30;

impl Tale<'_> {
    /// The next thing that the gate waits for, or something that would lapse soon. At the stage up to which the deal is
    /// meant to come the last thing stays missing, mostly.
    pub(super) fn hear_what_is_missing(&mut self) {
        let judged = self.judged();
        // Most ask again before it is too late.
        let soon = self.day + Days::new(2 * self.fate.pace + 3);
        let reached = |v: &Verifier| v.required && v.stage <= self.facts.stage;
        let ageing = judged
            .verifiers()
            .iter()
            .find(|j| reached(&j.verifier) && j.standing.lapses_on.is_some_and(|day| day <= soon));
        let ageing = ageing.map(|j| j.verifier.clone());
        let missing: Vec<Verifier> = judged
            .verifiers()
            .iter()
            .filter(|j| reached(&j.verifier) && !j.standing.carries())
            .map(|j| j.verifier.clone())
            .collect();
        if let Some(verifier) = ageing
            && self.dice.random_ratio(4, 5)
        {
            return self.hear(&[vec![verifier]], 0, true);
        }
        let is_last = self.facts.stage >= self.aim && missing.len() <= 1;
        if is_last && self.fate.end != Some(OutcomeKind::Won) {
            return match self.dice.random_ratio(1, 9) {
                true => self.hear(&[missing], 0, true),
                false => self.hear_on_the_side(),
            };
        }
        let Some(first) = missing.choose(&mut self.dice).cloned() else {
            return self.hear_on_the_side();
        };
        let also = missing
            .into_iter()
            .filter(|v| v.stage == first.stage && v.id != first.id);
        let (weaker, stronger): (Vec<_>, Vec<_>) =
            also.partition(|v| v.least_strength <= first.least_strength);
        match self.dice.random_range(0..6) {
            // What was said in one sentence tells of two or three things,
            0 | 1 => self.hear(&[[vec![first], weaker].concat()], 0, true),
            // or one meeting brings more than one piece.
            2 | 3 => {
                let rest = [weaker, stronger].concat();
                let apart: Vec<Vec<Verifier>> =
                    [first].into_iter().chain(rest).map(|v| vec![v]).collect();
                self.hear(&apart, 0, true);
            }
            _ => self.hear(&[vec![first]], 0, true),
        }
    }

    /// Something that no gate waits for.
    fn hear_on_the_side(&mut self) {
        let optional: Vec<Verifier> = self
            .facts
            .verifiers
            .iter()
            .filter(|v| !v.required && v.stage <= self.facts.stage)
            .cloned()
            .collect();
        if let Some(verifier) = optional.choose(&mut self.dice).cloned()
            && self.dice.random_ratio(1, 2)
        {
            self.hear(&[vec![verifier]], 0, true);
        }
    }

    /// Something about what is missing, though not strong enough for it.
    pub(super) fn hear_too_little(&mut self) -> bool {
        let judged = self.judged();
        let missing = judged.missing_in(self.facts.stage);
        let Some(verifier) = missing.choose(&mut self.dice).map(|j| j.verifier.clone()) else {
            return false;
        };
        self.hear(&[vec![verifier]], -1, true);
        true
    }

    /// They take back what they said, or somebody else there says otherwise.
    pub(super) fn hear_otherwise(&mut self) -> bool {
        let judged = self.judged();
        let standing: Vec<Verifier> = judged
            .verifiers()
            .iter()
            .filter(|j| j.verifier.stage <= self.facts.stage && j.standing.stands())
            .map(|j| j.verifier.clone())
            .collect();
        let Some(verifier) = standing.choose(&mut self.dice).cloned() else {
            return false;
        };
        self.hear(&[vec![verifier]], 0, false);
        true
    }

    /// Records what was said at one time, a piece for each of these lists of verifiers: as strong as the first of them
    /// needs, and so many rungs more.
    fn hear(&mut self, about: &[Vec<Verifier>], rungs: i16, supports: bool) {
        if self.facts.evidence.len() >= MOST && self.fate.end.is_none() {
            return;
        }
        let mut pieces = Vec::new();
        for about in about {
            if let Some(first) = about.first() {
                let verifiers = about.iter().map(|v| v.id).collect();
                pieces.push(self.piece(first, verifiers, rungs, supports));
            }
        }
        if pieces.is_empty() {
            return;
        }
        self.act(What::Evidence { pieces });
        self.fall();
    }

    fn piece(
        &mut self,
        first: &Verifier,
        verifiers: Vec<VerifierId>,
        rungs: i16,
        supports: bool,
    ) -> Piece {
        let extra = i16::from(supports && rungs == 0 && self.dice.random_ratio(1, 5));
        let wanted = match supports {
            true => (first.least_strength.code() + rungs + extra).clamp(1, 5),
            false => self.dice.random_range(2..=4),
        };
        let strength = Strength::from_code(wanted).unwrap_or(Strength::Heard);
        let (id, day) = (EvidenceId(own()), self.said_on(supports));
        let bearing = |verifier: &VerifierId| Bearing {
            verifier: *verifier,
            supports,
        };
        self.facts.evidence.push(Evidence {
            id,
            happened_on: day,
            ordinal: self.facts.evidence.len() as i64,
            strength,
            withdrawn: false,
            doubt: Doubt::None,
            bearings: verifiers.iter().map(bearing).collect(),
        });
        Piece {
            id,
            person: self.someone(),
            words: self.words(first.id, supports),
            day,
            word: self.channel(strength).name(),
            strength: strength.code(),
            verifiers,
            supports,
        }
    }

    /// Most is recorded on the day on which it was said.
    fn said_on(&mut self, supports: bool) -> NaiveDate {
        let before = match supports && self.dice.random_ratio(1, 4) {
            true => self.dice.random_range(1..4),
            false => 0,
        };
        (self.day - Days::new(before)).max(self.fate.opened)
    }

    /// Nobody says the same twice on one deal: the guard would take it for words that were doubted before.
    fn words(&mut self, verifier: VerifierId, supports: bool) -> String {
        let dimension = self.dimension(verifier);
        let language = self.account.language;
        loop {
            let words = words::said(language, dimension, !supports, &mut self.dice);
            if self.said.insert(words.clone()) {
                return words;
            }
        }
    }

    /// A way by which words of this strength come.
    fn channel(&mut self, strength: Strength) -> Channel {
        let usual: Vec<Channel> = Channel::ALL
            .iter()
            .copied()
            .filter(|channel| channel.usual_strength() == strength && channel.is_chosen_by_hand())
            .collect();
        usual
            .choose(&mut self.dice)
            .copied()
            .unwrap_or(Channel::Email)
    }
}

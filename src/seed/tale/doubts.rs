//! What becomes of evidence: it is taken back, or a colleague doubts it.

use super::{Tale, What};
use crate::ids::{ChallengeId, EvidenceId};
use crate::journey::facts::Doubt;
use crate::seed::twins::own;
use chrono::{Days, NaiveDate};
use rand::{RngExt, seq::IndexedRandom};

/// A doubt that is open.
pub(super) struct Doubted {
    challenge: ChallengeId,
    evidence: EvidenceId,
    pub(super) answered_on: NaiveDate,
}

const TAKEN_BACK: [&str; 4] = [
    "It was about another deal of theirs.",
    "I misread who said it.",
    "They asked us not to build on it.",
    "It was meant as a question.",
];

const DOUBTS: [&str; 5] = [
    "Did they say it, or did we sum it up for them?",
    "Was that the person who decides?",
    "It reads like politeness to me.",
    "Which of the two sites did they mean?",
    "The date in it has passed. Does it still hold?",
];

const UPHELD: [&str; 3] = [
    "Right: they were being polite.",
    "I asked again, and they meant something else.",
    "Fair. I wrote down what I hoped to hear.",
];

const DISMISSED: [&str; 3] = [
    "I called: they meant it as it stands.",
    "The mail says so in their own words.",
    "Two of us heard it.",
];

impl Tale<'_> {
    pub(super) fn take_back(&mut self) -> bool {
        let Some(place) = self.untouched() else {
            return false;
        };
        let about = self.facts.evidence[place].id;
        let words = pick(&TAKEN_BACK, self);
        self.act(What::Withdrawal { about, words });
        self.facts.evidence[place].withdrawn = true;
        self.fall();
        true
    }

    pub(super) fn doubt(&mut self) -> bool {
        if self.doubted.is_some() {
            return false;
        }
        let Some(place) = self.untouched() else {
            return false;
        };
        let about = self.facts.evidence[place].id;
        let id = ChallengeId(own());
        let (by, words) = (self.colleague(), pick(&DOUBTS, self));
        self.act_by(by, What::Challenge { id, about, words });
        self.facts.evidence[place].doubt = Doubt::Open;
        self.doubted = Some(Doubted {
            challenge: id,
            evidence: about,
            answered_on: self.day + Days::new(self.dice.random_range(1..20)),
        });
        true
    }

    pub(super) fn answer(&mut self) {
        let Some(doubted) = self.doubted.take() else {
            return;
        };
        let yes = self.dice.random_ratio(1, 3);
        let words = match yes {
            true => pick(&UPHELD, self),
            false => pick(&DISMISSED, self),
        };
        self.act(What::Answer {
            about: doubted.challenge,
            yes,
            words,
        });
        let evidence = &mut self.facts.evidence;
        if let Some(piece) = evidence.iter_mut().find(|e| e.id == doubted.evidence) {
            piece.doubt = match yes {
                true => Doubt::Upheld,
                false => Doubt::None,
            };
        }
        self.fall();
    }

    /// A piece that nobody has doubted or taken back, one of the latest.
    fn untouched(&mut self) -> Option<usize> {
        let evidence = self.facts.evidence.iter().enumerate();
        let whole: Vec<usize> = evidence
            .filter(|(_, e)| !e.withdrawn && e.doubt == Doubt::None)
            .map(|(place, _)| place)
            .collect();
        let latest = &whole[whole.len().saturating_sub(4)..];
        latest.choose(&mut self.dice).copied()
    }
}

pub(super) fn pick(from: &[&'static str], tale: &mut Tale<'_>) -> &'static str {
    from.choose(&mut tale.dice).copied().unwrap_or_default()
}

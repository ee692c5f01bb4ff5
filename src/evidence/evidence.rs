//! One piece of evidence as a page shows it: who said it, in their words, and what became of it.

use crate::ids::{ChallengeId, ContactId, EvidenceId, MemberId, VerifierId};
use crate::journey::facts::{self, Bearing, Doubt};
use crate::journey::terms::{Channel, Strength};
use chrono::{DateTime, NaiveDate, Utc};

/// What a named person at the customer said, wrote, did or confirmed.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub id: EvidenceId,
    pub speaker: Speaker,
    /// The customer's own words.
    pub words: String,
    pub happened_on: NaiveDate,
    pub channel: Channel,
    pub strength: Strength,
    /// Where it can be seen, if somewhere.
    pub link: String,
    /// The order of recording within the deal.
    pub ordinal: i64,
    pub recorded_by: Signature,
    pub bearings: Vec<Bearing>,
    pub withdrawal: Option<Withdrawal>,
    /// Oldest first.
    pub challenges: Vec<Challenge>,
}

/// The person at the customer.
#[derive(Clone, Debug)]
pub struct Speaker {
    pub id: ContactId,
    pub name: String,
    pub title: String,
}

/// Which of us did something, and when. Nobody: Saidso itself.
#[derive(Clone, Debug)]
pub struct Signature {
    pub member: Option<MemberId>,
    pub name: String,
    pub hue: i16,
    pub at: DateTime<Utc>,
}

/// Why evidence was taken back.
#[derive(Clone, Debug)]
pub struct Withdrawal {
    pub reason: String,
    pub by: Signature,
}

/// A colleague's doubt.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub id: ChallengeId,
    pub evidence: EvidenceId,
    pub reason: String,
    pub by: Signature,
    pub answer: Option<Answer>,
}

/// How a doubt was settled.
#[derive(Clone, Debug)]
pub struct Answer {
    pub upheld: bool,
    pub reason: String,
    pub by: Signature,
}

impl Evidence {
    /// What the rule needs to know of it.
    pub fn fact(&self) -> facts::Evidence {
        facts::Evidence {
            id: self.id,
            happened_on: self.happened_on,
            ordinal: self.ordinal,
            strength: self.strength,
            withdrawn: self.withdrawal.is_some(),
            doubt: doubt(
                self.challenges
                    .iter()
                    .map(|c| c.answer.as_ref().map(|a| a.upheld)),
            ),
            bearings: self.bearings.clone(),
        }
    }

    /// What it says about a verifier: `Some(true)` supports it, `Some(false)` contradicts it.
    pub fn bearing_on(&self, verifier: VerifierId) -> Option<bool> {
        self.bearings
            .iter()
            .find(|b| b.verifier == verifier)
            .map(|b| b.supports)
    }

    /// The challenge that still waits for an answer, if there is one.
    pub fn open_challenge(&self) -> Option<&Challenge> {
        self.challenges.iter().find(|c| c.answer.is_none())
    }

    /// Whether these are its words again, letters and digits alone compared (the guard's `spoken`).
    pub fn says_the_same(&self, words: &str) -> bool {
        spoken(&self.words).eq(spoken(words))
    }

    /// A colleague's challenge was upheld: it no longer counts.
    pub fn was_overruled(&self) -> bool {
        self.fact().doubt == Doubt::Upheld
    }
}

fn spoken(words: &str) -> impl Iterator<Item = char> {
    words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// What the answers to all challenges of one piece of evidence come to (`None`: not answered yet).
pub fn doubt(answers: impl IntoIterator<Item = Option<bool>>) -> Doubt {
    answers
        .into_iter()
        .fold(Doubt::None, |doubt, answer| match (doubt, answer) {
            (Doubt::Upheld, _) | (_, Some(true)) => Doubt::Upheld,
            (Doubt::Open, _) | (_, None) => Doubt::Open,
            (Doubt::None, Some(false)) => Doubt::None,
        })
}

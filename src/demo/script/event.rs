//! What happens in a script: evidence, passages, doubts, changes, ends.

use crate::journey::terms::{Channel, Dimension, OutcomeKind, Strength};
use serde::Deserialize;

/// One thing that happened.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Evidence(Evidence),
    Passage(Passage),
    Withdraw(Withdraw),
    Challenge(Challenge),
    Answer(Answer),
    Tailor(Tailor),
    Outcome(Outcome),
    Reopen(Reopen),
    Reprice(Reprice),
    LookBack(LookBack),
}

/// The customer said, wrote, did or confirmed something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub days_ago: u16,
    /// A name for it within the script, where a later event speaks of it.
    pub key: Option<String>,
    /// A contact's key.
    pub by: String,
    /// The member who recorded it, where that was not the owner.
    pub recorder: Option<String>,
    pub channel: Channel,
    /// Where it is not the channel's usual one.
    pub strength: Option<Strength>,
    pub words: String,
    /// Keys of verifiers.
    #[serde(default)]
    pub proves: Vec<String>,
    #[serde(default)]
    pub contradicts: Vec<String>,
}

impl Evidence {
    /// How strong it is.
    pub fn strength(&self) -> Strength {
        self.strength
            .unwrap_or_else(|| self.channel.usual_strength())
    }
}

/// The owner moved the deal one stage on. The gate was open on that day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    pub days_ago: u16,
}

/// A piece of evidence was taken back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    pub days_ago: u16,
    pub evidence: String,
    /// The member, where that was not the owner.
    pub by: Option<String>,
    pub reason: String,
}

/// A colleague doubted a piece of evidence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    pub days_ago: u16,
    pub evidence: String,
    /// A member's key.
    pub by: String,
    pub reason: String,
}

/// The doubt about that piece of evidence was settled.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub days_ago: u16,
    pub evidence: String,
    /// A member's key.
    pub by: String,
    pub verdict: Verdict,
    pub why: String,
}

/// What became of a doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Dismissed,
    Upheld,
}

/// The team changed what this deal has to prove.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tailor {
    pub days_ago: u16,
    /// The member, where that was not the owner.
    pub by: Option<String>,
    pub change: Change,
    pub reason: String,
}

/// How the team changed it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    Drop {
        verifier: String,
    },
    Reword {
        verifier: String,
        statement: String,
    },
    Replace {
        verifier: String,
        with: OwnVerifier,
    },
    /// To the stage with this number, from 1.
    Add {
        stage: u8,
        with: OwnVerifier,
    },
}

/// A verifier made for this deal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnVerifier {
    pub key: String,
    pub statement: String,
    pub dimension: Dimension,
    pub least_strength: Strength,
    pub fresh_days: Option<u16>,
    pub required: bool,
}

/// The deal ended. A won one ends by its last passage, so that its last gate was open on that day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub days_ago: u16,
    pub result: OutcomeKind,
    /// A code from the vocabulary of this result.
    pub reason: String,
    pub note: String,
    /// What would bring it back.
    pub condition: Option<String>,
    /// Days from today on which it comes back.
    pub back_in_days: Option<i16>,
    /// It was decided in a session of the same day, which is told among what the team did.
    #[serde(default)]
    pub in_session: bool,
}

/// The deal came back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    pub days_ago: u16,
    pub why: String,
}

/// What they would spend became another amount.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reprice {
    pub days_ago: u16,
    pub amount: u32,
}

/// Looking back, one would have stayed with a deal that was left.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookBack {
    pub days_ago: u16,
    pub words: String,
}

impl Event {
    /// How many days before today it happened.
    pub fn days_ago(&self) -> u16 {
        match self {
            Event::Evidence(event) => event.days_ago,
            Event::Passage(event) => event.days_ago,
            Event::Withdraw(event) => event.days_ago,
            Event::Challenge(event) => event.days_ago,
            Event::Answer(event) => event.days_ago,
            Event::Tailor(event) => event.days_ago,
            Event::Outcome(event) => event.days_ago,
            Event::Reopen(event) => event.days_ago,
            Event::Reprice(event) => event.days_ago,
            Event::LookBack(event) => event.days_ago,
        }
    }
}

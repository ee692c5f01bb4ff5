//! What somebody at the customer agreed to do, and what became of it.

use crate::{
    ids::{CommitmentId, ContactId, EvidenceId},
    journey::terms::{Channel, CommitmentTurn},
    web::written::written,
};
use chrono::{DateTime, NaiveDate, Utc};

written! {
    /// What they agreed to do.
    CommitmentWords: lines up to 500, or "What did they agree to do? One sentence is enough.";
    /// Why it moved or was dropped.
    TurnWords: lines up to 500;
}

/// What somebody at the customer agreed to do next.
#[derive(Clone, Debug)]
pub struct Commitment {
    pub id: CommitmentId,
    pub person: ContactId,
    pub name: String,
    pub what: String,
    /// The day that was agreed first.
    pub by_on: NaiveDate,
    pub said: Said,
    pub latest: Option<Turn>,
    /// The day that holds: where it was moved, the day it was moved to last.
    pub due_on: NaiveDate,
}

/// Where it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// In a piece of evidence that is on record.
    Evidence(EvidenceId),
    /// On this day, in this way.
    On(NaiveDate, Channel),
}

/// What became of it at one time.
#[derive(Clone, Debug)]
pub struct Turn {
    pub turn: CommitmentTurn,
    pub words: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl Commitment {
    /// Nobody has said yet that it was kept or dropped.
    pub fn is_open(&self) -> bool {
        let turn = self.latest.as_ref().map(|turn| turn.turn);
        matches!(turn, None | Some(CommitmentTurn::Moved))
    }
}

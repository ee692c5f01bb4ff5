//! The ways that a customer could go, and how one looked to somebody.

use crate::{
    ids::{AlternativeId, ContactId, EvidenceId, RiskViewId},
    journey::terms::{AlternativeKind, Risk},
    web::written::written,
};
use chrono::{DateTime, Utc};

written! {
    /// What an alternative is called.
    AlternativeName: line up to 120, or "Please give it a name.";
}

/// Something else they could do than nothing or ours.
#[derive(Clone, Debug)]
pub struct Alternative {
    pub id: AlternativeId,
    pub kind: AlternativeKind,
    pub name: String,
    /// They no longer consider it.
    pub let_go: Option<LetGo>,
}

/// Why the customer let an alternative go: what they said, or how we know.
#[derive(Clone, Debug)]
pub struct LetGo {
    pub reason: String,
    pub evidence: Option<EvidenceId>,
}

/// One of the ways that a customer could go. Doing nothing and ours stand by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    DoNothing,
    Alternative(AlternativeId),
    Us,
}

impl Way {
    /// As it is stored: its word, and which alternative.
    pub const fn stored(self) -> (&'static str, Option<AlternativeId>) {
        match self {
            Self::DoNothing => ("do_nothing", None),
            Self::Alternative(id) => ("alternative", Some(id)),
            Self::Us => ("us", None),
        }
    }

    /// The way that is stored so.
    pub fn read(word: &str, alternative: Option<AlternativeId>) -> Option<Self> {
        match (word, alternative) {
            ("do_nothing", None) => Some(Self::DoNothing),
            ("us", None) => Some(Self::Us),
            ("alternative", Some(id)) => Some(Self::Alternative(id)),
            _ => None,
        }
    }

    /// As a form sends it: a word, or the alternative's id.
    pub fn value(self) -> String {
        match self {
            Self::Alternative(id) => id.to_string(),
            _ => self.stored().0.to_owned(),
        }
    }

    /// What a form sent.
    pub fn typed(text: &str) -> Option<Self> {
        Self::read(text, None).or_else(|| text.parse().ok().map(Self::Alternative))
    }
}

/// How a way looked to somebody, at one time.
#[derive(Clone, Debug)]
pub struct RiskView {
    pub id: RiskViewId,
    pub way: Way,
    /// `None`: all of them together.
    pub person: Option<ContactId>,
    pub risk: Risk,
    /// Ours, where there is no evidence.
    pub words: String,
    pub evidence: Option<EvidenceId>,
    /// Which of us noted it.
    pub by: String,
    pub at: DateTime<Utc>,
}

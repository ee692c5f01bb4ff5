//! A message: a few words of Markdown about a deal, or about one thing on its page.

use super::about::{self, About};
use crate::{
    ids::{MemberId, MessageId},
    web::written::written,
};
use chrono::{DateTime, Utc};
use std::str::FromStr;

written! {
    /// What somebody wrote.
    Words: lines up to 4_000, or "There is nothing in it yet. A few words are enough.";
}

/// What a message is meant as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Note,
    /// A coaching question, posed on a verifier by somebody who manages.
    Question,
    /// The team goes by it.
    Decision,
}

impl Kind {
    /// As it is stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Question => "question",
            Self::Decision => "decision",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let all = [Self::Note, Self::Question, Self::Decision];
        all.into_iter().find(|kind| kind.name() == word).ok_or(())
    }
}

/// A message that is about to be posted.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Chosen when the form was drawn: a form that is sent twice posts once.
    pub id: MessageId,
    /// `None`: the deal as a whole.
    pub about: Option<About>,
    pub kind: Kind,
    pub words: Words,
    pub mentions: Vec<MemberId>,
}

/// A message on record, with the names that stand beside it.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: MessageId,
    pub about: Option<About>,
    pub kind: Kind,
    /// Empty when it was removed.
    pub body: String,
    pub member_id: Option<MemberId>,
    pub author: String,
    pub hue: i16,
    pub at: DateTime<Utc>,
    pub is_edited: bool,
    pub is_removed: bool,
    pub decided_by: Option<MemberId>,
    pub decider: String,
    /// It stands in the part of the stream that was asked for.
    pub in_stream: bool,
    /// How many messages there are about the same thing, if it was asked for by its thing.
    pub together: Option<i64>,
}

impl Message {
    /// The verifier that it is about, for a form.
    pub fn verifier(&self) -> Option<String> {
        let about = self
            .about
            .filter(|about| about.kind == about::Kind::Verifier)?;
        Some(about.id.to_string())
    }

    /// Whether this member wrote it.
    pub fn is_by(&self, member: MemberId) -> bool {
        self.member_id == Some(member)
    }
}

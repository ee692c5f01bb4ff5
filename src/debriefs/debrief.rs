//! What is asked, and what was said.

use crate::{
    ids::{ContactId, MemberId, OutcomeId},
    journey::terms::OutcomeKind,
    web::written::written,
};
use chrono::{DateTime, NaiveDate, Utc};

written! {
    /// The customer's reason, in their words.
    TheirWords: lines up to 2000, or "What did they say, in their words? One sentence is enough.";
    /// What they said to one of the questions.
    Said: lines up to 2000;
}

/// The five questions, with the name of each one's field: why it began, what was weighed, when it turned, what helped,
/// what to do otherwise.
pub const QUESTIONS: [(&str, &str); 5] = [
    (
        "began",
        "What made you look for another way in the first place?",
    ),
    (
        "weighed",
        "Which ways did you weigh, staying as you are among them, and what did you weigh them by?",
    ),
    (
        "turned",
        "When did you know how it would end, and what had happened just before?",
    ),
    (
        "helped",
        "What helped you to decide, of all that we did, and what made it harder?",
    ),
    (
        "otherwise",
        "What should we do otherwise with the next company like yours?",
    ),
];

/// The kinds of end that a customer decided on.
pub const DECIDED: [OutcomeKind; 3] = [
    OutcomeKind::Won,
    OutcomeKind::LostToSupplier,
    OutcomeKind::NoDecision,
];

/// A conversation that somebody is to hold.
#[derive(Clone, Debug)]
pub struct Debrief {
    pub outcome: OutcomeId,
    pub member: MemberId,
    pub member_name: String,
    pub version: i32,
}

/// What the customer said, as it was noted last.
#[derive(Clone, Debug)]
pub struct Answer {
    pub person: ContactId,
    pub name: String,
    pub talked_on: NaiveDate,
    /// A code of the outcome's vocabulary.
    pub reason: String,
    pub words: String,
    /// In the order of [`QUESTIONS`].
    pub said: [String; 5],
    pub by: String,
    pub at: DateTime<Utc>,
}

/// The sentence for a reason's code; one that is not known any more stands as it is.
pub fn sentence(kind: OutcomeKind, code: &str) -> String {
    kind.reason(code)
        .map_or(code.to_owned(), |reason| reason.sentence.to_owned())
}

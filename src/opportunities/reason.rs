//! A reason: what every act that changes a deal's ground asks for, and shows for good.

use serde::Deserialize;

/// One sentence, at most [`Reason::MOST`] characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// In characters.
    pub const MOST: usize = 500;

    /// Reads a typed reason. The error is a sentence for beside the field.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err("Say why, in a few words. It stays visible to the team."),
            1..=Self::MOST => Ok(Self(text.to_owned())),
            _ => Err("That is too long. Keep it to 500 characters."),
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// What the small forms send: a reason, and what it is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    pub reason: String,
    /// Of an answer to a challenge: "upheld" or "dismissed".
    pub verdict: String,
    /// The verifier under which the form stood: one piece of evidence may stand under several.
    pub under: String,
    /// The stage that the page showed.
    pub stage: Option<i16>,
}

impl Input {
    /// A form that holds nothing but a reason.
    pub fn of(reason: String) -> Self {
        Self {
            reason,
            ..Self::default()
        }
    }
}

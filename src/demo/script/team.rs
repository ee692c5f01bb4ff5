//! What the team makes of a deal: what they say to each other, whom they see, what is in the way, what they try.

use super::Session;
use crate::journey::terms::{
    AlternativeKind, Channel, CommitmentTurn, ObstacleKind, ObstacleState, PlayResult, Reach, Risk,
    ToChange, ToUs,
};
use serde::Deserialize;

/// One thing that the team noted. On a day it comes after what the customer did.
#[derive(Clone, Debug, Deserialize)]
pub struct Team {
    pub days_ago: u16,
    /// The member, where that was not the owner.
    pub by: Option<String>,
    #[serde(flatten)]
    pub what: Noted,
}

/// What was noted.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Noted {
    Stakeholder(Stakeholder),
    Influence(Influence),
    Alternative(Alternative),
    View(View),
    LetGo(LetGo),
    Obstacle(Obstacle),
    Turn(ObstacleTurn),
    Play(Play),
    Result(PlayEnd),
    Commitment(Commitment),
    Kept(CommitmentEnd),
    Message(Message),
    Became(Became),
    Session(Session),
}

/// A contact's part in the deal. Told again, it has changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stakeholder {
    /// A contact's key.
    pub who: String,
    pub to_change: ToChange,
    pub to_us: ToUs,
    pub reach: Reach,
}

/// One listens to the other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Influence {
    /// Who is listened to.
    pub from: String,
    pub to: String,
}

/// Something else they could do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub key: String,
    #[serde(rename = "is")]
    pub sort: AlternativeKind,
    pub name: String,
}

/// How a way looks to somebody there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// “do_nothing”, “us”, or an alternative's key.
    pub way: String,
    pub who: Option<String>,
    pub risk: Risk,
    #[serde(default)]
    pub words: String,
    pub evidence: Option<String>,
}

/// The customer let an alternative go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetGo {
    pub alternative: String,
    #[serde(default)]
    pub reason: String,
    pub evidence: Option<String>,
}

/// Something is in the way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obstacle {
    pub key: String,
    #[serde(rename = "is")]
    pub sort: ObstacleKind,
    pub words: String,
    #[serde(default)]
    pub verifiers: Vec<String>,
    #[serde(default)]
    pub people: Vec<String>,
}

/// What became of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObstacleTurn {
    pub obstacle: String,
    pub state: ObstacleState,
    pub words: String,
}

/// Something to try.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Play {
    pub key: String,
    pub verifier: String,
    /// A contact's key.
    pub from: Option<String>,
    pub obstacle: Option<String>,
    pub words: String,
    /// Days from today; below zero it has passed.
    pub in_days: i16,
}

/// What the customer did.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlayEnd {
    pub play: String,
    pub result: PlayResult,
    #[serde(default)]
    pub note: String,
    pub evidence: Option<String>,
}

/// Somebody at the customer agreed to do something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub key: String,
    pub who: String,
    pub words: String,
    /// Days from today; below zero it has passed.
    pub in_days: i16,
    /// How it was said, on that day.
    pub channel: Channel,
}

/// What became of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentEnd {
    pub commitment: String,
    pub turn: CommitmentTurn,
    /// Days from today, where it was moved.
    pub in_days: Option<i16>,
    #[serde(default)]
    pub words: String,
}

/// Somebody said something to the others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub key: Option<String>,
    /// A kind and a key: “verifier:option-let-go”. Without it: the deal.
    pub about: Option<String>,
    pub words: String,
    #[serde(default, rename = "is")]
    pub sort: Saying,
}

/// What a message is meant as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saying {
    #[default]
    Note,
    Question,
    Decision,
}

/// A message became something: a kind and a key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Became {
    pub message: String,
    pub thing: String,
}

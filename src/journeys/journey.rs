//! A journey's edition, its stages and their verifiers, as pages show and drafts change them.

use crate::ids::{EditionId, JourneyId, MemberId, StageId, VerifierId};
use crate::journey::terms::{Dimension, Phase, Strength};
use crate::journeys::library::{StageTemplate, VerifierTemplate};
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// The most stages that a journey has.
pub const MOST_STAGES: usize = 8;
/// The most required verifiers of one stage.
pub const MOST_REQUIRED: usize = 4;
/// The most verifiers of one stage, the optional ones included.
pub const MOST_VERIFIERS: usize = 20;

/// A journey, all its editions together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    pub id: JourneyId,
    pub name: String,
    pub description: String,
    /// The number of the newest published edition. None: it was never published.
    pub newest: Option<i16>,
    pub draft: Option<EditionId>,
}

impl Journey {
    /// The number that the next edition has, or its draft.
    pub fn next_number(&self) -> i16 {
        self.newest.map_or(1, |newest| newest + 1)
    }
}

/// What a new deal can follow: a journey's newest published edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Of the edition.
    pub id: EditionId,
    pub journey: JourneyId,
    pub name: String,
    pub description: String,
    pub number: i16,
    /// In order.
    pub stages: Vec<StageLine>,
}

/// A stage in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageLine {
    pub name: String,
    pub question: String,
    pub phase: Phase,
}

/// One edition of a journey, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub id: EditionId,
    pub journey: JourneyId,
    /// Counted from 1.
    pub number: i16,
    /// None: a draft.
    pub published: Option<Published>,
    /// In order.
    pub stages: Vec<Stage>,
}

/// When an edition was published, and by whom. Nobody: Saidso itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub at: DateTime<Utc>,
    pub by: Option<String>,
}

/// What the customer has to decide, headed by the customer's question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stage {
    pub id: StageId,
    /// Counted from 1.
    pub position: i16,
    pub name: String,
    pub question: String,
    pub phase: Phase,
    pub coaching: String,
    /// In order.
    pub verifiers: Vec<Verifier>,
}

/// A statement with the customer as its subject that is true or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verifier {
    pub id: VerifierId,
    /// Counted from 1 within its stage.
    pub position: i16,
    pub statement: String,
    pub dimension: Dimension,
    pub least_strength: Strength,
    /// None: evidence for it stays fresh.
    pub fresh_days: Option<i16>,
    pub required: bool,
    /// What is accepted, for example.
    pub counts: String,
    /// What sounds like it and is not.
    pub not_enough: String,
    pub coaching: String,
    /// The admin who kept a wording that does not have the customer as its subject.
    pub insisted: Option<Insistence>,
}

/// Who kept a wording all the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Insistence {
    pub by: MemberId,
    pub name: String,
}

impl Stage {
    /// How many of its verifiers a deal cannot pass without.
    pub fn required(&self) -> usize {
        self.verifiers.iter().filter(|v| v.required).count()
    }

    /// A shipped stage as the one of this number.
    pub fn from_template(position: i16, template: &StageTemplate) -> Self {
        Self {
            id: StageId::new(),
            position,
            name: template.name.clone(),
            question: template.question.clone(),
            phase: template.phase,
            coaching: template.coaching.clone(),
            verifiers: (1..)
                .zip(&template.verifiers)
                .map(|(position, verifier)| Verifier::from_template(position, verifier))
                .collect(),
        }
    }

    /// The same words under new ids, for another edition.
    pub fn copied(&self) -> Self {
        Self {
            id: StageId::new(),
            verifiers: (1..)
                .zip(&self.verifiers)
                .map(|(position, verifier)| Verifier {
                    id: VerifierId::new(),
                    position,
                    ..verifier.clone()
                })
                .collect(),
            ..self.clone()
        }
    }

    /// The place behind its last verifier.
    pub fn next_position(&self) -> i16 {
        self.verifiers.last().map_or(1, |last| last.position + 1)
    }
}

impl Verifier {
    /// A shipped verifier as the one of this number.
    pub fn from_template(position: i16, template: &VerifierTemplate) -> Self {
        Self {
            id: VerifierId::new(),
            position,
            statement: template.statement.clone(),
            dimension: template.dimension,
            least_strength: template.least_strength,
            fresh_days: template
                .fresh_days
                .and_then(|days| i16::try_from(days).ok()),
            required: template.required,
            counts: template.counts.clone(),
            not_enough: template.not_enough.clone(),
            coaching: template.coaching.clone(),
            insisted: None,
        }
    }
}

/// Which way something moves in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    /// The one that moves and the one it changes places with. None at either end, or when it is not there.
    pub fn neighbours<T>(self, list: &[T], moves: impl Fn(&T) -> bool) -> Option<(&T, &T)> {
        let at = list.iter().position(moves)?;
        let other = match self {
            Self::Up => at.checked_sub(1)?,
            Self::Down => at + 1,
        };
        Some((list.get(at)?, list.get(other)?))
    }
}

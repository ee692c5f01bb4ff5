//! One thing that happened, as `store/acts.sql` reads it.

use crate::ids::{
    AccountId, ChallengeId, CommitmentId, ContactId, EditionId, EvidenceId, JourneyId, MemberId,
    ObstacleId, OpportunityId, PassageId, StakeholderId, TailoringId, VerifierId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

/// One thing that happened on a deal.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    pub at: DateTime<Utc>,
    /// None: Saidso itself.
    pub member: Option<MemberId>,
    pub deal: OpportunityId,
    #[serde(flatten)]
    pub what: What,
}

/// What happened. The fields have the names of the columns in `store/acts.sql`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Open {
        account: AccountId,
        name: String,
        owner: MemberId,
        amount: i64,
        currency: &'static str,
        journey: JourneyId,
        edition: EditionId,
    },
    /// What was heard at one time.
    Evidence {
        pieces: Vec<Piece>,
    },
    Passage {
        id: PassageId,
        stage: i16,
        /// Why it was won.
        word: &'static str,
        note: &'static str,
    },
    Details(Details),
    /// Saidso looks what has lapsed.
    Settle,
    Withdrawal {
        about: EvidenceId,
        words: &'static str,
    },
    Challenge {
        id: ChallengeId,
        about: EvidenceId,
        words: &'static str,
    },
    Answer {
        about: ChallengeId,
        /// It is upheld.
        yes: bool,
        words: &'static str,
    },
    Tailoring(Tailoring),
    Outcome {
        id: Uuid,
        /// The kind.
        word: &'static str,
        /// The reason.
        name: &'static str,
        note: String,
        /// The rival.
        currency: String,
        /// It comes back when.
        words: &'static str,
        /// It comes back on.
        day: Option<NaiveDate>,
    },
    Reopening {
        /// The outcome.
        about: Uuid,
        words: &'static str,
    },
    /// The day of a held deal has come.
    Back,
    Stakeholder {
        id: StakeholderId,
        person: ContactId,
        /// The part.
        word: &'static str,
        /// The stance to change.
        name: &'static str,
        /// The stance to us.
        note: &'static str,
        /// The reach.
        words: &'static str,
    },
    Obstacle {
        id: ObstacleId,
        word: &'static str,
        words: String,
    },
    ObstacleTurn {
        id: Uuid,
        about: ObstacleId,
        word: &'static str,
        words: &'static str,
    },
    Commitment {
        id: CommitmentId,
        person: ContactId,
        words: String,
        day: NaiveDate,
        said_on: NaiveDate,
        /// The channel.
        word: &'static str,
    },
    CommitmentTurn {
        id: Uuid,
        about: CommitmentId,
        word: &'static str,
        words: &'static str,
    },
}

/// One piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    pub id: EvidenceId,
    pub person: ContactId,
    pub words: String,
    pub day: NaiveDate,
    /// The channel.
    pub word: &'static str,
    pub strength: i16,
    pub verifiers: Vec<VerifierId>,
    pub supports: bool,
}

/// What people may change of a deal at any time.
#[derive(Clone, Debug, Serialize)]
pub struct Details {
    pub owner: MemberId,
    pub amount: i64,
    /// The customer's own date.
    pub day: Option<NaiveDate>,
    /// Who named it.
    pub person: Option<ContactId>,
    pub said_on: Option<NaiveDate>,
    pub call_stage: Option<i16>,
    pub call_date: Option<NaiveDate>,
    pub call_odds: Option<i16>,
}

/// A change of what a deal is judged by.
#[derive(Clone, Debug, Serialize)]
pub struct Tailoring {
    pub id: TailoringId,
    pub drops: Option<VerifierId>,
    pub adds: Option<VerifierId>,
    pub undoes: Option<TailoringId>,
    /// The reason.
    pub words: &'static str,
    pub edition: EditionId,
    /// Of what is added.
    pub stage: Option<i16>,
    pub name: &'static str,
    /// The dimension.
    pub word: &'static str,
    pub note: &'static str,
    pub strength: Option<i16>,
    pub fresh_days: Option<i16>,
}

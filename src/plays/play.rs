//! One play, and what the customer did.

use crate::{
    ids::{ContactId, EvidenceId, ObstacleId, PlayId, VerifierId},
    journey::terms::PlayResult,
    web::written::written,
};
use chrono::{DateTime, NaiveDate, Utc};

written! {
    /// What we try.
    PlayWords: lines up to 500, or "What do we try? One sentence is enough.";
    /// What the customer did, where the answer alone does not say it.
    ResultNote: lines up to 500;
}

/// What we try, to draw out a verifier.
#[derive(Clone, Debug)]
pub struct Play {
    pub id: PlayId,
    pub verifier: VerifierId,
    /// From whom; none: from whoever there can.
    pub person: Option<(ContactId, String)>,
    /// What it is to get past.
    pub obstacle: Option<(ObstacleId, String)>,
    pub what: String,
    pub by_on: NaiveDate,
    pub planned_by: String,
    pub planned_at: DateTime<Utc>,
    pub ended: Option<Ended>,
}

/// What the customer did.
#[derive(Clone, Debug)]
pub struct Ended {
    pub result: PlayResult,
    pub note: String,
    pub evidence: Option<EvidenceId>,
    pub by: String,
    pub at: DateTime<Utc>,
}

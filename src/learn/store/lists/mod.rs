//! The rows behind a number, newest first.

mod ends;
mod obstacles;
mod tried;
mod verifiers;

use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    learn::question::{About, Question},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: Uuid,
    pub deal: OpportunityId,
    pub at: DateTime<Utc>,
    /// What else there is to say of it.
    pub about: String,
    /// How many rows the list has.
    pub total: i64,
}

/// A row's place in its list.
pub type Place = (DateTime<Utc>, Uuid);

/// Where a list begins, and how much of it is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub after: Option<Place>,
    pub most: i64,
}

/// The rows that answer a question.
pub async fn found(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    page: Page,
) -> Result<Vec<Found>> {
    match &question.about {
        About::Closed(ends) => ends::closed(tx, journey, question, ends, page).await,
        About::Verifier(stood) => verifiers::verifier(tx, question, stood, page).await,
        About::StillOpen(stood) => verifiers::still_open(tx, journey, stood, page).await,
        About::Own { stood, early } => {
            verifiers::own(tx, journey, question, (*stood, *early), page).await
        }
        About::Obstacle { kind, past, ended } => {
            obstacles::obstacle(tx, journey, question, (kind.name(), *past, *ended), page).await
        }
        About::Left(phase) => ends::left(tx, journey, question, (*phase, false), page).await,
        About::Regretted => ends::left(tx, journey, question, (None, true), page).await,
        About::WentOn { phase, longer } => {
            ends::went_on(tx, journey, question, (*phase, *longer), page).await
        }
        About::Tailored => tried::tailored(tx, journey, question, page).await,
        About::Plays {
            dimension,
            words,
            results,
        } => tried::plays(tx, journey, question, (*dimension, words, results), page).await,
    }
}

//! The draft of a journey: what managers and admins change until they publish it.
//!
//! Every change takes the journey's row first, so that two managers at once change one after the other: on one item the
//! last word stays, and what is gone meanwhile is said.

mod begin;
mod changes;
mod discard;
mod lacks;
mod publish;
mod show;
mod stage;
mod stage_form;
mod steps;
mod verifier;
mod verifier_form;

use super::{
    journey::{Edition, Journey, Stage, Verifier},
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{JourneyId, StageId, VerifierId},
    web::Notice,
};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show::show).post(begin::begin))
        .route("/removal", get(discard::ask).post(discard::discard))
        .route("/publication", get(publish::look).post(publish::publish))
        .route("/stages/new", get(stage::begin).post(stage::add))
        .route("/stages/{stage}", get(stage::open).post(stage::change))
        .route("/stages/{stage}/position", post(steps::move_stage))
        .route("/stages/{stage}/removal", post(steps::remove_stage))
        .route("/verifiers/new", get(verifier::begin).post(verifier::add))
        .route(
            "/verifiers/{verifier}",
            get(verifier::open).post(verifier::change),
        )
        .route("/verifiers/{verifier}/position", post(steps::move_verifier))
        .route(
            "/verifiers/{verifier}/removal",
            post(steps::remove_verifier),
        )
}

/// Why a step in the draft ends before it is done.
enum Stopped {
    /// Somebody published or discarded the draft meanwhile.
    NoDraft(JourneyId),
    /// Somebody removed that part of the draft meanwhile.
    Gone(JourneyId),
    Failed(AppError),
}

impl<E> From<E> for Stopped
where
    AppError: From<E>,
{
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl IntoResponse for Stopped {
    fn into_response(self) -> Response {
        match self {
            Self::NoDraft(journey) => {
                Notice::NoDraft.on(Redirect::to(&format!("/journeys/{journey}")))
            }
            Self::Gone(journey) => Notice::GoneMeanwhile.on(Redirect::to(&address(journey))),
            Self::Failed(error) => error.into_response(),
        }
    }
}

/// A journey with its draft.
struct Draft {
    journey: Journey,
    edition: Edition,
}

impl Draft {
    /// The draft as it is.
    async fn look(tx: &mut Tx, id: JourneyId) -> Result<Self, Stopped> {
        let journey = store::journey(tx, id).await?.ok_or(AppError::NotFound)?;
        Self::of(tx, journey).await
    }

    /// The draft, taken for this transaction.
    async fn take(tx: &mut Tx, id: JourneyId) -> Result<Self, Stopped> {
        let journey = store::take(tx, id).await?.ok_or(AppError::NotFound)?;
        Self::of(tx, journey).await
    }

    async fn of(tx: &mut Tx, journey: Journey) -> Result<Self, Stopped> {
        let id = journey.draft.ok_or(Stopped::NoDraft(journey.id))?;
        let edition = store::edition(tx, id).await?;
        Ok(Self { journey, edition })
    }

    fn stages(&self) -> &[Stage] {
        &self.edition.stages
    }

    fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages().iter().find(|stage| stage.id == id)
    }

    /// A verifier and the stage it stands in.
    fn verifier(&self, id: VerifierId) -> Option<(&Stage, &Verifier)> {
        self.stages().iter().find_map(|stage| {
            let found = stage.verifiers.iter().find(|verifier| verifier.id == id);
            found.map(|verifier| (stage, verifier))
        })
    }

    fn crumb(&self) -> String {
        format!("Draft of edition {}", self.edition.number)
    }
}

fn address(journey: JourneyId) -> String {
    format!("/journeys/{journey}/draft")
}

/// Back to the draft, at one of its parts.
fn back(journey: JourneyId, part: impl std::fmt::Display) -> Redirect {
    Redirect::to(&format!("/journeys/{journey}/draft#{part}"))
}

//! Stages and verifiers as the pages of this room show them.

use super::journey::{Stage, Verifier};
use crate::{
    journey::terms::Strength,
    web::format::{capital, days},
};

/// A stage, headed by the customer's question.
pub struct StageShown {
    pub id: String,
    pub position: i16,
    pub name: String,
    pub question: String,
    pub phase: &'static str,
    pub coaching: String,
    pub verifiers: Vec<VerifierShown>,
    pub is_first: bool,
    pub is_last: bool,
}

/// A verifier with all its words.
pub struct VerifierShown {
    pub id: String,
    pub statement: String,
    pub dimension: String,
    pub least: String,
    pub fresh: String,
    pub required: bool,
    pub counts: String,
    pub not_enough: String,
    pub coaching: String,
    /// The admin who kept a wording without the customer as its subject; empty: there was nothing to keep.
    pub insisted_by: String,
    pub is_first: bool,
    pub is_last: bool,
}

/// All stages of an edition.
pub fn shown(stages: &[Stage]) -> Vec<StageShown> {
    let last = stages.len();
    (1..)
        .zip(stages)
        .map(|(place, stage)| StageShown {
            id: stage.id.to_string(),
            position: stage.position,
            name: stage.name.clone(),
            question: stage.question.clone(),
            phase: stage.phase.name(),
            coaching: stage.coaching.clone(),
            verifiers: verifiers(&stage.verifiers),
            is_first: place == 1,
            is_last: place == last,
        })
        .collect()
}

fn verifiers(verifiers: &[Verifier]) -> Vec<VerifierShown> {
    let last = verifiers.len();
    (1..)
        .zip(verifiers)
        .map(|(place, verifier)| VerifierShown {
            id: verifier.id.to_string(),
            statement: verifier.statement.clone(),
            dimension: capital(verifier.dimension.name()),
            least: least(verifier.least_strength),
            fresh: fresh(verifier.fresh_days),
            required: verifier.required,
            counts: verifier.counts.clone(),
            not_enough: verifier.not_enough.clone(),
            coaching: verifier.coaching.clone(),
            insisted_by: verifier
                .insisted
                .as_ref()
                .map(|insisted| insisted.name.clone())
                .unwrap_or_default(),
            is_first: place == 1,
            is_last: place == last,
        })
        .collect()
}

fn least(strength: Strength) -> String {
    let name = match strength {
        Strength::Confirmed => "confirmed".to_owned(),
        other => format!("at least {other}"),
    };
    format!("{name}: {}", strength.meaning())
}

fn fresh(fresh_days: Option<i16>) -> String {
    match fresh_days {
        Some(fresh) => format!("fresh for {}", days(i64::from(fresh))),
        None => "does not grow old".to_owned(),
    }
}

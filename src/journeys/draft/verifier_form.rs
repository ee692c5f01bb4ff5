//! The fields of a verifier, as they are typed for a new one and for a change, and what its wording must keep to.

use super::Draft;
use crate::{
    ids::VerifierId,
    journey::{
        terms::{Dimension, Strength},
        wording::{Objection, objection},
    },
    journeys::{
        journey::{Insistence, MOST_REQUIRED, MOST_VERIFIERS, Stage, Verifier},
        words::{Note, Statement, fresh_days},
    },
    people::Viewer,
    web::{FormErrors, choices::Choice, format},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form of a new verifier was drawn.
    pub id: String,
    pub stage: String,
    pub statement: String,
    /// What to do about an objection to the statement: "instead", or "keep".
    pub wording: String,
    /// The wording that was offered with it.
    pub offered: String,
    pub dimension: String,
    pub least_strength: String,
    pub fresh_days: String,
    pub required: String,
    pub counts: String,
    pub not_enough: String,
    pub coaching: String,
}

/// Why a form was refused.
#[derive(Debug, Default)]
pub struct Refused {
    pub errors: FormErrors,
    pub objection: Option<Objection>,
}

impl Input {
    /// The form of a change, as the verifier is now.
    pub fn of(stage: &Stage, verifier: &Verifier) -> Self {
        Self {
            id: verifier.id.to_string(),
            stage: stage.id.to_string(),
            statement: verifier.statement.clone(),
            dimension: verifier.dimension.name().to_owned(),
            least_strength: verifier.least_strength.name().to_owned(),
            fresh_days: verifier
                .fresh_days
                .map(|days| days.to_string())
                .unwrap_or_default(),
            required: if verifier.required { "yes" } else { "" }.to_owned(),
            counts: verifier.counts.clone(),
            not_enough: verifier.not_enough.clone(),
            coaching: verifier.coaching.clone(),
            ..Self::default()
        }
    }

    /// The verifier that was typed, and the stage it shall stand in.
    pub fn read<'d>(
        &self,
        id: VerifierId,
        draft: &'d Draft,
        viewer: &Viewer,
    ) -> Result<(&'d Stage, Verifier), Refused> {
        let mut refused = Refused::default();
        let was = draft.verifier(id);
        let worded = self.worded(was.map(|(_, verifier)| verifier), viewer, &mut refused);
        let errors = &mut refused.errors;
        let stage = draft
            .stages()
            .iter()
            .find(|stage| stage.id.to_string() == self.stage);
        let stage = errors.take(
            "stage",
            stage.ok_or("That stage is not in the draft any more. Choose another."),
        );
        let dimension = self
            .dimension
            .parse::<Dimension>()
            .map_err(|_| "Choose one.");
        let dimension = errors.take("dimension", dimension);
        let least_strength = errors.take("least_strength", self.strength());
        let fresh_days = errors.take("fresh_days", fresh_days(&self.fresh_days));
        let [counts, not_enough, coaching] = [
            ("counts", &self.counts),
            ("not_enough", &self.not_enough),
            ("coaching", &self.coaching),
        ]
        .map(|(field, typed)| {
            errors
                .take(field, Note::parse(typed))
                .map(|note| note.as_str().to_owned())
        });
        let required = !self.required.is_empty();
        if let Some(stage) = stage {
            has_room(stage, id, required, errors);
        }
        match (
            stage,
            worded,
            dimension,
            least_strength,
            fresh_days,
            counts,
            not_enough,
            coaching,
        ) {
            (
                Some(stage),
                Some((statement, insisted)),
                Some(dimension),
                Some(least_strength),
                Some(fresh_days),
                Some(counts),
                Some(not_enough),
                Some(coaching),
            ) if !errors.any() => {
                let stays = was.filter(|(in_stage, _)| in_stage.id == stage.id);
                let verifier = Verifier {
                    id,
                    position: stays.map_or_else(|| stage.next_position(), |(_, was)| was.position),
                    statement,
                    dimension,
                    least_strength,
                    fresh_days,
                    required,
                    counts,
                    not_enough,
                    coaching,
                    insisted,
                };
                Ok((stage, verifier))
            }
            _ => Err(refused),
        }
    }

    /// The statement, and who insisted on it. One that stands there already is not objected to again.
    fn worded(
        &self,
        was: Option<&Verifier>,
        viewer: &Viewer,
        refused: &mut Refused,
    ) -> Option<(String, Option<Insistence>)> {
        let statement = refused
            .errors
            .take("statement", Statement::parse(&self.statement))?;
        let statement = statement.as_str().to_owned();
        if let Some(was) = was.filter(|was| was.statement == statement) {
            return Some((statement, was.insisted.clone()));
        }
        let Some(objection) = objection(&statement) else {
            return Some((statement, None));
        };
        match self.wording.as_str() {
            "instead" if self.offered == objection.instead => Some((objection.instead, None)),
            "keep" if viewer.administers() => {
                let insisted = Insistence {
                    by: viewer.member,
                    name: viewer.name.clone(),
                };
                Some((statement, Some(insisted)))
            }
            _ => {
                refused.errors.add("statement", objection.why.clone());
                refused.objection = Some(objection);
                None
            }
        }
    }

    fn strength(&self) -> Result<Strength, &'static str> {
        match self.least_strength.parse() {
            Ok(strength) if strength > Strength::Reported => Ok(strength),
            _ => Err("Choose how good the evidence must be at least."),
        }
    }

    /// The stages it can stand in, with the chosen one.
    pub fn stages(&self, draft: &Draft) -> Vec<Choice> {
        let choice = |stage: &Stage| {
            let id = stage.id.to_string();
            let chosen = id == self.stage;
            Choice::new(id, format!("{}. {}", stage.position, stage.name)).chosen_if(chosen)
        };
        draft.stages().iter().map(choice).collect()
    }

    pub fn dimensions(&self) -> Vec<Choice> {
        let choice = |dimension: &Dimension| {
            Choice::new(dimension.name(), format::capital(dimension.name()))
                .explained(dimension.meaning())
                .chosen_if(dimension.name() == self.dimension)
        };
        Dimension::ALL.iter().map(choice).collect()
    }

    /// Hearsay is never enough.
    pub fn strengths(&self) -> Vec<Choice> {
        let enough = Strength::ALL
            .iter()
            .filter(|strength| **strength > Strength::Reported);
        let choice = |strength: &Strength| {
            Choice::new(strength.name(), format::capital(strength.name()))
                .explained(strength.meaning())
                .chosen_if(strength.name() == self.least_strength)
        };
        enough.map(choice).collect()
    }
}

/// Whether the stage can take this verifier beside its others.
fn has_room(stage: &Stage, id: VerifierId, required: bool, errors: &mut FormErrors) {
    let others = || stage.verifiers.iter().filter(|other| other.id != id);
    if required && others().filter(|other| other.required).count() >= MOST_REQUIRED {
        errors.add(
            "required",
            format!(
                "“{}” has {MOST_REQUIRED} required verifiers already, and more would stop deals for the wrong reasons. \
                 Let this one be optional, or make another one so first.",
                stage.name
            ),
        );
    }
    if others().count() >= MOST_VERIFIERS {
        errors.add(
            "stage",
            format!(
                "“{}” has {MOST_VERIFIERS} verifiers; that is enough.",
                stage.name
            ),
        );
    }
}

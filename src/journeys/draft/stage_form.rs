//! The fields of a stage, as they are typed for a new one and for a change.

use crate::{
    ids::StageId,
    journey::terms::Phase,
    journeys::{
        journey::Stage,
        words::{Note, Question, StageName},
    },
    web::{FormErrors, choices::Choice},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form of a new stage was drawn.
    pub id: String,
    pub name: String,
    pub question: String,
    pub phase: String,
    pub coaching: String,
}

impl Input {
    /// The form of a change, as the stage is now.
    pub fn of(stage: &Stage) -> Self {
        Self {
            id: stage.id.to_string(),
            name: stage.name.clone(),
            question: stage.question.clone(),
            phase: stage.phase.name().to_owned(),
            coaching: stage.coaching.clone(),
        }
    }

    /// The stage that was typed, at a place, without verifiers.
    pub fn read(&self, id: StageId, position: i16) -> Result<Stage, FormErrors> {
        let mut errors = FormErrors::default();
        let name = errors.take("name", StageName::parse(&self.name));
        let question = errors.take("question", Question::parse(&self.question));
        let phase = self.phase.parse::<Phase>().map_err(|_| "Choose a phase.");
        let phase = errors.take("phase", phase);
        let coaching = errors.take("coaching", Note::parse(&self.coaching));
        match (name, question, phase, coaching) {
            (Some(name), Some(question), Some(phase), Some(coaching)) => Ok(Stage {
                id,
                position,
                name: name.as_str().to_owned(),
                question: question.as_str().to_owned(),
                phase,
                coaching: coaching.as_str().to_owned(),
                verifiers: Vec::new(),
            }),
            _ => Err(errors),
        }
    }

    /// The six phases, with the chosen one.
    pub fn phases(&self) -> Vec<Choice> {
        Phase::ALL
            .iter()
            .map(|phase| {
                let label = crate::web::format::capital(phase.name());
                Choice::new(phase.name(), label)
                    .explained(phase.question())
                    .chosen_if(phase.name() == self.phase)
            })
            .collect()
    }
}

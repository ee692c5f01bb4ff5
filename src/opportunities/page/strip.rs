//! The journey on top of the page: each stage with its question, and each verifier as a mark that fills with strength.

use super::whole::Whole;
use crate::opportunities::mark::Mark;

pub struct StripStage {
    pub position: i16,
    pub name: String,
    pub question: String,
    /// Its class: done, here or coming.
    pub state: &'static str,
    pub is_here: bool,
    pub is_shown: bool,
    pub marks: Vec<Mark>,
}

/// The stages in order; `shown` is the one whose verifiers the page lists below.
pub fn strip(whole: &Whole, shown: i16) -> Vec<StripStage> {
    let here = whole.deal.stage;
    let is_won = whole.deal.outcome == Some(crate::journey::terms::OutcomeKind::Won);
    whole
        .stages
        .iter()
        .map(|stage| StripStage {
            position: stage.position,
            name: stage.name.clone(),
            question: stage.question.clone(),
            state: match stage.position {
                position if position < here || is_won => "done",
                position if position == here => "here",
                _ => "coming",
            },
            is_here: stage.position == here && !is_won,
            is_shown: stage.position == shown,
            marks: whole
                .counting_in(stage.position)
                .filter_map(|verifier| whole.judgement.standing_of(verifier.rule.id))
                .map(Mark::of)
                .collect(),
        })
        .collect()
}

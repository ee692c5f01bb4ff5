//! What a manager could ask about a verifier: the journey's own questions first, then one for what is missing.

use crate::{
    journey::{standing::State, terms::Dimension},
    opportunities::{opportunity::WordedVerifier, page::whole::Whole},
};

/// Questions to choose from, the most particular first.
pub fn prompts(whole: &Whole, verifier: &WordedVerifier) -> Vec<String> {
    let state = whole
        .judgement
        .standing_of(verifier.rule.id)
        .map(|standing| standing.state);
    let stage = whole.stage(verifier.rule.stage);
    let mut prompts: Vec<String> = vec![verifier.coaching.clone()];
    prompts.extend(for_state(state).map(str::to_owned));
    if state != Some(State::Stands) {
        prompts.extend(for_dimension(verifier.dimension).map(str::to_owned));
    }
    if hangs_on_one(whole, verifier) {
        prompts.push("Who else would have to live with it?".into());
    }
    prompts.extend(stage.map(|stage| stage.coaching.clone()));
    prompts.retain(|prompt| !prompt.is_empty());
    let mut seen = vec![];
    prompts.retain(|prompt| {
        let is_new = !seen.contains(prompt);
        seen.push(prompt.clone());
        is_new
    });
    prompts
}

fn for_state(state: Option<State>) -> Option<&'static str> {
    match state? {
        State::Lapsed => Some("What would we see if it were still true?"),
        State::Contradicted => Some("Which of the two would you bet on, and what would settle it?"),
        _ => None,
    }
}

fn for_dimension(dimension: Dimension) -> Option<&'static str> {
    match dimension {
        Dimension::Progress => None,
        Dimension::Intent => Some("What have they spent on this besides listening?"),
        Dimension::Change => {
            Some("What would make staying as they are embarrassing or costly, in their words?")
        }
        Dimension::Safety => {
            Some("Which option would the most careful person there call safest, and why?")
        }
    }
}

/// Only one person there has spoken to it.
fn hangs_on_one(whole: &Whole, verifier: &WordedVerifier) -> bool {
    let spoke = whole.evidence.iter();
    let mut spoke = spoke
        .filter(|said| said.withdrawal.is_none() && said.bearing_on(verifier.rule.id) == Some(true))
        .map(|said| said.speaker.id);
    let first = spoke.next();
    first.is_some() && spoke.all(|other| Some(other) == first)
}

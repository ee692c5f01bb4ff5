//! The gate of the present stage in one sentence, with the way on.

use super::whole::Whole;
use crate::{ids::PassageId, journey::terms::OutcomeKind};

pub struct GatePanel {
    pub is_open: bool,
    pub from_stage: i16,
    /// The last gate: going through it wins the deal.
    pub wins: bool,
    /// What the button says.
    pub act: String,
    /// The state of the gate.
    pub state: String,
    pub way_on: String,
    /// Somebody pressed the button all the same: then what is missing is listed once more, with the way to record it.
    pub was_refused: bool,
    /// (verifier id, statement) of what is missing.
    pub missing: Vec<(String, String)>,
    /// Minted now, so that a second submit of the same button is known.
    pub passage_id: PassageId,
    /// (code, sentence) why deals are won.
    pub reasons: Vec<(&'static str, &'static str)>,
}

/// The gate of the present stage; `None` on a closed deal.
pub fn gate_panel(whole: &Whole, was_refused: bool) -> Option<GatePanel> {
    if whole.deal.outcome.is_some() {
        return None;
    }
    let here = whole.deal.stage;
    let name = whole.stage_name(here);
    let next = whole.stage(here + 1).map(|stage| stage.name.as_str());
    let missing: Vec<(String, String)> = whole
        .judgement
        .missing_in(here)
        .iter()
        .filter_map(|judged| whole.verifier(judged.verifier.id))
        .map(|verifier| (verifier.rule.id.to_string(), verifier.statement.clone()))
        .collect();
    Some(GatePanel {
        is_open: missing.is_empty(),
        from_stage: here,
        wins: next.is_none(),
        act: next.map_or("Mark as won".to_owned(), |next| format!("Move to {next}")),
        state: state(
            missing.len(),
            whole.judgement.required_in(here).count(),
            name,
        ),
        way_on: way_on(missing.len(), next, &whole.deal.account),
        was_refused: was_refused && !missing.is_empty(),
        missing,
        passage_id: PassageId::new(),
        reasons: OutcomeKind::Won
            .reasons()
            .iter()
            .flat_map(|group| group.reasons)
            .map(|r| (r.code, r.sentence))
            .collect(),
    })
}

fn state(missing: usize, required: usize, name: &str) -> String {
    match (missing, required) {
        (0, 1) => format!("The one thing that {name} asks for stands."),
        (0, all) => format!("All {all} verifiers of {name} stand."),
        (1, _) => "One verifier is still open.".into(),
        (some, _) => format!("{some} verifiers are still open."),
    }
}

fn way_on(missing: usize, next: Option<&str>, account: &str) -> String {
    match (missing, next) {
        (0, Some(next)) => format!("{account} has said so: the deal can move to {next}."),
        (0, None) => format!("{account} has said so: the deal is won."),
        _ => "Two ways on: get the evidence, or".into(),
    }
}

//! What stands beside the journey: what the team changed, how the deal ended.

use super::{Doing, Filling, whole::Whole};
use crate::{
    debriefs::debrief,
    ids::{TailoringId, VerifierId},
    journey::terms::OutcomeKind,
    opportunities::opportunity::TailoringShown,
    web::format,
};
use chrono::NaiveDate;

/// A change that the team made to the verifiers of this deal.
pub struct TailoredLine {
    pub id: String,
    pub what: String,
    pub verb: &'static str,
    pub reason: String,
    pub by: String,
    pub when: String,
    pub can_undo: bool,
    pub undo_id: TailoringId,
    pub undoing: Filling,
}

/// The tailorings that are in force, newest first.
pub fn tailored(whole: &Whole, doing: &Doing, today: NaiveDate) -> Vec<TailoredLine> {
    let undone = |t: &TailoringShown| whole.tailorings.iter().any(|u| u.undoes == Some(t.id));
    whole
        .tailorings
        .iter()
        .rev()
        .filter(|t| t.undoes.is_none() && !undone(t))
        .map(|t| {
            let statement = |id: Option<VerifierId>| {
                id.and_then(|id| whole.verifier(id))
                    .map(|v| v.statement.clone())
            };
            let (verb, what) = match (statement(t.drops), statement(t.adds)) {
                (Some(old), Some(new)) => ("replaced", format!("{old} → {new}")),
                (Some(old), None) => ("dropped", old),
                (None, new) => ("added", new.unwrap_or_default()),
            };
            TailoredLine {
                id: t.id.to_string(),
                what,
                verb,
                reason: t.reason.clone(),
                by: t.by.clone(),
                when: format::day(t.at.date_naive(), today),
                can_undo: whole.deal.outcome.is_none(),
                undo_id: TailoringId::new(),
                undoing: doing.of("undoing", t.id),
            }
        })
        .collect()
}

/// How the deal ended, for the top of its page.
pub struct Ending {
    pub id: String,
    pub tone: &'static str,
    pub heading: String,
    /// Reason, note, condition for coming back: each a sentence.
    pub lines: Vec<String>,
    pub by: String,
    pub when: String,
    /// The customer decided, and can be asked why.
    pub is_decided: bool,
    pub reopening: Filling,
    /// We qualified it out: one can look back on that.
    pub was_left: bool,
}

/// The outcome in force, told.
pub fn ending(whole: &Whole, doing: &Doing, today: NaiveDate) -> Option<Ending> {
    let outcome = whole.outcome.as_ref()?;
    let mut lines: Vec<String> = vec![];
    if let Some(reason) = outcome.kind.reason(&outcome.reason) {
        lines.push(format!("Why: {}.", reason.sentence.trim_end_matches('.')));
    }
    if !outcome.rival.is_empty() {
        lines.push(format!("They chose {}.", outcome.rival));
    }
    if !outcome.note.is_empty() {
        lines.push(outcome.note.clone());
    }
    match (outcome.comes_back_when.as_str(), outcome.comes_back_on) {
        ("", None) => {}
        ("", Some(day)) => lines.push(format!("Comes back on {}.", format::day(day, today))),
        (condition, None) => lines.push(format!("Comes back when: {condition}")),
        (condition, Some(day)) => lines.push(format!(
            "Comes back on {}, or when: {condition}",
            format::day(day, today)
        )),
    }
    Some(Ending {
        id: outcome.id.to_string(),
        tone: if outcome.kind == OutcomeKind::Won {
            "proof"
        } else {
            "act"
        },
        heading: outcome.kind.label().into(),
        lines,
        by: outcome.by.clone(),
        when: format::day(outcome.at.date_naive(), today),
        is_decided: debrief::DECIDED.contains(&outcome.kind),
        reopening: doing.of("reopening", outcome.id),
        was_left: outcome.kind == OutcomeKind::QualifiedOut,
    })
}

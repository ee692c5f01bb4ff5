//! The form that changes a deal's verifiers, as it was typed and as it is read.

use super::{
    opportunity::WordedVerifier,
    page::whole::Whole,
    reason::Reason,
    store::{NewTailoring, NewVerifier},
};
use crate::{
    ids::{TailoringId, VerifierId},
    journey::{terms::Strength, wording},
    people::Viewer,
    web::FormErrors,
};
use serde::Deserialize;

/// The most that a statement may hold, in characters.
const STATEMENT_MOST: usize = 160;
/// The most that "what counts" may hold, in characters.
const COUNTS_MOST: usize = 500;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    /// The tailoring that is to be undone; everything else is then empty.
    pub undoes: String,
    pub stage: Option<i16>,
    /// drop, replace, reword or add
    pub act: String,
    pub verifier: String,
    pub statement: String,
    pub dimension: String,
    pub least_strength: String,
    pub fresh_days: String,
    pub optional: Option<String>,
    pub counts: String,
    /// An admin keeps a wording that has the seller as its subject.
    pub insist: Option<String>,
    pub reason: String,
}

/// Sentences for beside the fields, and what the wording check offers instead.
pub type Refused = (FormErrors, Option<wording::Objection>);

/// Reads a form for a deal: the tailoring, and the stage it is for.
pub fn read(input: &Input, whole: &Whole, viewer: &Viewer) -> Result<(NewTailoring, i16), Refused> {
    let mut errors = FormErrors::default();
    let mut objection = None;
    let stage = input
        .stage
        .filter(|stage| whole.stage(*stage).is_some())
        .unwrap_or(whole.deal.stage);
    let reason = errors.take("reason", Reason::parse(&input.reason));
    let (drops_one, adds_one) = match input.act.as_str() {
        "drop" => (true, false),
        "replace" | "reword" => (true, true),
        "add" => (false, true),
        _ => {
            errors.add("act", "Choose what to change.");
            (false, false)
        }
    };
    let drops = if drops_one {
        errors.take("verifier", counting(input, whole, stage))
    } else {
        None
    };
    let adds = if adds_one {
        let reworded = drops.filter(|_| input.act == "reword");
        let reworded = reworded.and_then(|id| whole.verifier(id));
        let statement = wording_of(input, viewer, &mut errors, &mut objection);
        match reworded {
            Some(old) => statement.map(|wording| reworded_verifier(old, wording)),
            None => statement.and_then(|wording| new_verifier(input, stage, wording, &mut errors)),
        }
    } else {
        None
    };
    match reason {
        Some(reason) if !errors.any() => {
            let id = input.id.parse().unwrap_or_else(|_| TailoringId::new());
            Ok((
                NewTailoring {
                    id,
                    drops,
                    adds,
                    undoes: None,
                    reason: reason.text().to_owned(),
                },
                stage,
            ))
        }
        _ => Err((errors, objection)),
    }
}

fn counting(input: &Input, whole: &Whole, stage: i16) -> Result<VerifierId, &'static str> {
    let id = input.verifier.parse().ok();
    id.filter(|id| {
        whole
            .counting_in(stage)
            .any(|verifier| verifier.rule.id == *id)
    })
    .ok_or("Choose which one.")
}

/// A statement, and whether an admin kept it although it has the seller as its subject.
struct Wording {
    statement: String,
    insisted: bool,
}

fn wording_of(
    input: &Input,
    viewer: &Viewer,
    errors: &mut FormErrors,
    objection: &mut Option<wording::Objection>,
) -> Option<Wording> {
    let statement = errors.take("statement", statement(&input.statement))?;
    let insists = viewer.administers() && input.insist.is_some();
    let found = wording::objection(&statement);
    let insisted = insists && found.is_some();
    if let Some(found) = found.filter(|_| !insists) {
        errors.add("statement", found.why.clone());
        *objection = Some(found);
    }
    Some(Wording {
        statement,
        insisted,
    })
}

/// Better words for the same thing: all that the rule judges by stays, so that the evidence may go along.
fn reworded_verifier(old: &WordedVerifier, wording: Wording) -> NewVerifier {
    NewVerifier {
        id: VerifierId::new(),
        stage: old.rule.stage,
        statement: wording.statement,
        dimension: old.dimension,
        least_strength: old.rule.least_strength,
        fresh_days: old.rule.fresh_days,
        required: old.rule.required,
        counts: old.counts.clone(),
        insisted: wording.insisted,
    }
}

fn new_verifier(
    input: &Input,
    stage: i16,
    wording: Wording,
    errors: &mut FormErrors,
) -> Option<NewVerifier> {
    let fresh_days = errors.take("fresh_days", fresh_days(&input.fresh_days))?;
    let counts = input.counts.trim();
    if counts.chars().count() > COUNTS_MOST {
        errors.add("counts", "That is too long. Keep it to 500 characters.");
    }
    Some(NewVerifier {
        id: VerifierId::new(),
        stage,
        statement: wording.statement,
        dimension: errors.take(
            "dimension",
            input
                .dimension
                .parse()
                .map_err(|_| "Choose what it tells us about."),
        )?,
        least_strength: errors.take("least_strength", least_strength(&input.least_strength))?,
        fresh_days,
        required: input.optional.is_none(),
        counts: counts.to_owned(),
        insisted: wording.insisted,
    })
}

fn statement(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("What would the customer have said or done? “They …”"),
        1..=STATEMENT_MOST => Ok(text.to_owned()),
        _ => Err("That is too long for one statement. Keep it to 160 characters."),
    }
}

fn least_strength(word: &str) -> Result<Strength, &'static str> {
    let strength: Option<Strength> = word.parse().ok();
    strength
        .filter(|strength| *strength > Strength::Reported)
        .ok_or("Choose the least that it needs.")
}

fn fresh_days(text: &str) -> Result<Option<i16>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|days| (1..=3650).contains(days))
            .map(Some)
            .ok_or("A number of days from 1 to 3650, or nothing: then it never goes out of date."),
    }
}

//! The verifiers of one stage with what the customer has shown us for each.

use super::{
    Doing, Opened,
    said::{Said, said},
    whole::Whole,
};
use crate::{
    journey::{
        standing::{Standing, State},
        terms::{Dimension, Strength},
    },
    opportunities::{mark::Mark, opportunity::WordedVerifier},
    people::Viewer,
    web::format,
};
use chrono::NaiveDate;

pub struct StagePanel {
    pub position: i16,
    pub name: String,
    pub question: String,
    pub coaching: String,
    /// "2 of 4 verified".
    pub count: String,
    pub rows: Vec<Row>,
}

/// One verifier.
pub struct Row {
    pub id: String,
    pub statement: String,
    pub mark: Mark,
    /// What it tells us, as a sentence: "Intent: they spend something of their own on it."
    pub tells: String,
    pub required: bool,
    pub made_for_deal: bool,
    /// The admin who kept a wording that does not have the customer as its subject; empty: nobody had to.
    pub insisted_by: String,
    /// What it takes, as a sentence that a newcomer understands.
    pub takes: String,
    /// What is missing, from whom it could come, and what would do; empty when it stands.
    pub needs: String,
    pub from_whom: String,
    pub counts: String,
    pub not_enough: String,
    pub coaching: String,
    pub carries: bool,
    /// It asks which way is the least risky to them.
    pub is_about_safety: bool,
    /// What counts or speaks against it, newest first; then what no longer does.
    pub latest: Vec<Said>,
    pub older: Vec<Said>,
    pub is_recording: bool,
}

/// How many pieces of evidence a verifier shows before it folds the rest away.
const UNFOLDED: usize = 3;

pub fn stage_panel(
    whole: &Whole,
    position: i16,
    viewer: &Viewer,
    opened: &Opened,
    doing: &Doing,
    today: NaiveDate,
) -> Option<StagePanel> {
    let stage = whole.stage(position)?;
    let required: Vec<_> = whole.judgement.required_in(position).collect();
    let verified = required
        .iter()
        .filter(|judged| judged.standing.carries())
        .count();
    Some(StagePanel {
        position,
        name: stage.name.clone(),
        question: stage.question.clone(),
        coaching: stage.coaching.clone(),
        count: format!("{verified} of {} verified", required.len()),
        rows: whole
            .counting_in(position)
            .filter_map(|verifier| {
                let standing = whole.judgement.standing_of(verifier.rule.id)?;
                Some(row(whole, verifier, standing, viewer, opened, doing, today))
            })
            .collect(),
    })
}

fn row(
    whole: &Whole,
    verifier: &WordedVerifier,
    standing: &Standing,
    viewer: &Viewer,
    opened: &Opened,
    doing: &Doing,
    today: NaiveDate,
) -> Row {
    let mut shown: Vec<Said> = whole
        .evidence
        .iter()
        .filter(|evidence| evidence.bearing_on(verifier.rule.id).is_some())
        .map(|evidence| said(whole, evidence, verifier, standing, viewer, doing, today))
        .collect();
    shown.sort_by_key(|said| said.class == "withdrawn");
    let older = shown.split_off(shown.len().min(UNFOLDED));
    Row {
        id: verifier.rule.id.to_string(),
        statement: verifier.statement.clone(),
        mark: Mark::of(standing),
        tells: sentence(verifier.dimension.name(), verifier.dimension.meaning()),
        required: verifier.rule.required,
        made_for_deal: verifier.made_for_deal,
        insisted_by: verifier.insisted_by.clone().unwrap_or_default(),
        takes: takes(verifier),
        needs: needs(whole, verifier, standing, today),
        from_whom: if standing.carries() {
            String::new()
        } else {
            from_whom(whole, verifier, standing)
        },
        counts: verifier.counts.clone(),
        not_enough: verifier.not_enough.clone(),
        coaching: verifier.coaching.clone(),
        carries: standing.carries(),
        is_about_safety: verifier.dimension == Dimension::Safety,
        latest: shown,
        older,
        is_recording: opened.record.as_deref() == Some(verifier.rule.id.to_string().as_str()),
    }
}

/// What a verifier asks for, in a few words.
pub fn asks(verifier: &WordedVerifier) -> String {
    let strength = match verifier.rule.least_strength {
        Strength::Confirmed => "needs confirmed".to_owned(),
        least => format!("needs at least {least}"),
    };
    match verifier.rule.fresh_days {
        Some(fresh) => format!(
            "{strength}, not older than {}",
            format::days(i64::from(fresh))
        ),
        None => strength,
    }
}

/// What a verifier takes: its least strength with what that means, and for how long it counts.
fn takes(verifier: &WordedVerifier) -> String {
    let least = verifier.rule.least_strength;
    let strength = match least {
        Strength::Confirmed => sentence("needs confirmed", least.meaning()),
        least => sentence(&format!("needs at least {least}"), least.meaning()),
    };
    match verifier.rule.fresh_days {
        Some(fresh) => format!(
            "{strength} Stays fresh for {}.",
            format::days(i64::from(fresh))
        ),
        None => strength,
    }
}

/// A word and what it means: "Intent: they spend something of their own on it."
fn sentence(word: &str, meaning: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let word: String = first.into_iter().chain(letters).collect();
    format!("{word}: {meaning}.")
}

/// What keeps a verifier from carrying a passage, in a sentence; empty when nothing does.
pub fn needs(
    whole: &Whole,
    verifier: &WordedVerifier,
    standing: &Standing,
    today: NaiveDate,
) -> String {
    let least = verifier.rule.least_strength;
    match standing.state {
        State::Stands => String::new(),
        State::Challenged => "It rests only on evidence that a colleague challenges. Answer the challenge, or bring other evidence.".into(),
        State::TooWeak => {
            let so_far = standing.strength.map_or("weak", Strength::name);
            format!("It needs something {least} or stronger. So far it is only {so_far}.")
        }
        State::Reported => format!("So far only second hand. It counts once they say so themselves, at least {least}."),
        State::Lapsed => match verifier.rule.fresh_days {
            Some(fresh) => format!("What they said is older than {}. Would they still say so?", format::days(i64::from(fresh))),
            None => "What they said is out of date. Would they still say so?".into(),
        },
        State::Contradicted => match standing.contradicted_by.and_then(|id| whole.evidence.iter().find(|e| e.id == id)) {
            Some(no) => format!(
                "{} has spoken against it since, on {}. The customer’s latest word counts.",
                no.speaker.name,
                format::day(no.happened_on, today)
            ),
            None => "The customer has spoken against it since. Their latest word counts.".into(),
        },
        State::Missing => "Nothing from the customer yet.".into(),
    }
}

/// From whom the missing evidence could come: those who spoke about it before, else people there who are known. Who has
/// left is not asked any more.
fn from_whom(whole: &Whole, verifier: &WordedVerifier, standing: &Standing) -> String {
    let there: Vec<_> = whole.people.iter().filter(|p| !p.has_left).collect();
    let mut spoke: Vec<&str> = vec![];
    for evidence in whole
        .evidence
        .iter()
        .filter(|e| e.withdrawal.is_none() && e.bearing_on(verifier.rule.id).is_some())
    {
        let speaker = &evidence.speaker;
        let is_there = there.iter().any(|person| person.id == speaker.id);
        if is_there && !spoke.contains(&speaker.name.as_str()) {
            spoke.push(&speaker.name);
        }
    }
    match (spoke.as_slice(), standing.state) {
        ([], _) if there.is_empty() => format!(
            "Nobody at {} is on record yet. Who there could say it?",
            whole.deal.account
        ),
        ([], _) => {
            let names: Vec<_> = there.iter().map(|person| person.name.as_str()).collect();
            format!("It could come from {}.", listed(&names))
        }
        (names, State::Contradicted) => format!(
            "Ask {} again, or somebody who decides with them.",
            listed(names)
        ),
        (names, _) => format!(
            "It could come from {}, who spoke to it before.",
            listed(names)
        ),
    }
}

/// "Ines Baptista, Rui Antunes or 3 others".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} or {two}"),
        [one, two, three] => format!("{one}, {two} or {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} or {} others", rest.len()),
    }
}

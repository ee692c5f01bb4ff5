//! What a deal's evidence says about the people there, and nobody types: when they were last heard, where they stand
//! in the journey, who seems to make things happen, and on whom the deal hangs. Pure.

#[cfg(test)]
mod tests;

use crate::{
    ids::{ContactId, EvidenceId, VerifierId},
    journey::terms::{Dimension, StakeholderRole, Strength},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Something that somebody at the customer said to us or did, and that still counts: not second hand, not withdrawn,
/// not overruled.
#[derive(Clone, Debug)]
pub struct Word {
    pub id: EvidenceId,
    pub by: ContactId,
    pub on: NaiveDate,
    /// The order of recording: of two words on one day the later recorded is the later word.
    pub ordinal: i64,
    pub strength: Strength,
    pub about: Vec<About>,
}

/// What a word says about one verifier that counts on the deal.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub verifier: VerifierId,
    pub stage: i16,
    pub dimension: Dimension,
    pub supports: bool,
    /// It is older than the verifier lets count.
    pub lapsed: bool,
}

/// Where one person stands in the journey, beside the others there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Ahead,
    With,
    Behind,
    NotYet,
}

impl Position {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ahead => "ahead of the group",
            Self::With => "with the group",
            Self::Behind => "behind the group",
            Self::NotYet => "not yet taking part",
        }
    }
}

/// When somebody was last heard; `None`: never.
pub fn last_heard(person: ContactId, words: &[Word]) -> Option<NaiveDate> {
    let own = words.iter().filter(|word| word.by == person);
    own.map(|word| word.on).max()
}

/// Where somebody stands: by the furthest stage that their words support, beside the stage the deal has proved its way
/// to. The group has just decided the stage before that and is at work on this one: both are "with the group".
pub fn position(person: ContactId, words: &[Word], deal_stage: i16) -> Position {
    let furthest = words
        .iter()
        .filter(|word| word.by == person)
        .flat_map(|word| standing_support(word, words).map(|about| about.stage))
        .max();
    match furthest {
        None => Position::NotYet,
        Some(stage) if stage > deal_stage => Position::Ahead,
        Some(stage) if stage >= deal_stage - 1 => Position::With,
        Some(_) => Position::Behind,
    }
}

/// What somebody did that suggests they make things happen: acts of their own, on at least two days, that show they
/// spend something on it or leave the way things are. Oldest first; empty where nothing suggests it.
pub fn moved_things(person: ContactId, words: &[Word]) -> Vec<EvidenceId> {
    let moves = |about: &About| matches!(about.dimension, Dimension::Intent | Dimension::Change);
    let mut acts: Vec<&Word> = words
        .iter()
        .filter(|word| word.by == person && word.strength >= Strength::Done)
        .filter(|word| standing_support(word, words).any(moves))
        .collect();
    acts.sort_by_key(|word| (word.on, word.ordinal));
    let days: BTreeSet<NaiveDate> = acts.iter().map(|word| word.on).collect();
    match days.len() {
        ..2 => vec![],
        _ => acts.iter().map(|word| word.id).collect(),
    }
}

/// What of a word still supports a verifier: not out of date, and not taken back by the same person since.
fn standing_support<'a>(word: &'a Word, words: &'a [Word]) -> impl Iterator<Item = &'a About> {
    word.about.iter().filter(|about| {
        let taken_back = |later: &&Word| {
            later.by == word.by
                && (later.on, later.ordinal) > (word.on, word.ordinal)
                && later
                    .about
                    .iter()
                    .any(|no| no.verifier == about.verifier && !no.supports)
        };
        about.supports && !about.lapsed && !words.iter().any(|later| taken_back(&later))
    })
}

/// All that counts comes from one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HangsOn {
    /// Everything that was heard on the deal.
    ForAll(ContactId),
    /// Everything that the open gate of the present stage rests on.
    ForTheGate(ContactId),
}

/// On whom the deal hangs. One piece alone says nothing yet: every deal begins with one. An open gate does.
pub fn hangs_on(words: &[Word], open_gate_rests_on: &[EvidenceId]) -> Option<HangsOn> {
    let of_gate = words
        .iter()
        .filter(|word| open_gate_rests_on.contains(&word.id));
    let all = if words.len() > 1 { words } else { &[] };
    only_one(all.iter())
        .map(HangsOn::ForAll)
        .or_else(|| only_one(of_gate).map(HangsOn::ForTheGate))
}

fn only_one<'a>(mut words: impl Iterator<Item = &'a Word>) -> Option<ContactId> {
    let first = words.next()?.by;
    words.all(|word| word.by == first).then_some(first)
}

/// Nobody who holds the money has been heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyUnheard {
    /// Nobody in the group holds it.
    NobodyNamed,
    /// These do, and have said nothing yet.
    Silent(Vec<ContactId>),
}

/// Whether somebody who holds the money was heard; `None`: yes.
pub fn money_unheard(
    group: &[(ContactId, StakeholderRole)],
    words: &[Word],
) -> Option<MoneyUnheard> {
    let holders: Vec<ContactId> = group
        .iter()
        .filter(|(_, role)| role.holds_money())
        .map(|(person, _)| *person)
        .collect();
    if holders.is_empty() {
        return Some(MoneyUnheard::NobodyNamed);
    }
    let silent = holders
        .iter()
        .all(|person| last_heard(*person, words).is_none());
    silent.then_some(MoneyUnheard::Silent(holders))
}

//! Which way looks safest to the customer today, and on whose word. Pure.
//!
//! A way is as risky as it looks to the most careful person there: that is who has to say yes. What they said
//! themselves weighs before what we believe, so that beliefs are compared only where nobody there has said anything.

#[cfg(test)]
mod tests;

use crate::journey::terms::Risk;
use std::collections::BTreeSet;

/// How one way looks to one person today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// Their name; none: all of them together.
    pub by: Option<&'a str>,
    pub risk: Risk,
    /// They said so themselves, and it counts. Otherwise we believe it.
    pub is_theirs: bool,
}

/// One way, named as in the middle of a sentence, and how it looks to each of them today.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    pub name: &'a str,
    pub seen: Vec<Seen<'a>>,
}

/// How risky a way looks today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    /// Never [`Risk::Unknown`].
    pub risk: Risk,
    pub is_theirs: bool,
    /// Those to whom it looks so.
    pub on_word_of: Vec<&'a str>,
}

impl<'a> Compared<'a> {
    /// How risky it looks: by their own words, else by what we believe; `None`: nobody knows.
    pub fn level(&self) -> Option<Level<'a>> {
        self.level_by(true).or_else(|| self.level_by(false))
    }

    fn level_by(&self, is_theirs: bool) -> Option<Level<'a>> {
        let known = |seen: &&Seen| seen.is_theirs == is_theirs && seen.risk != Risk::Unknown;
        let risk = self.seen.iter().filter(known).map(|seen| seen.risk).max()?;
        let so = self.seen.iter().filter(known).filter(|s| s.risk == risk);
        Some(Level {
            risk,
            is_theirs,
            on_word_of: so.filter_map(|seen| seen.by).collect(),
        })
    }
}

/// The one sentence about all ways, in their order.
pub fn sentence(ways: &[Compared]) -> String {
    let theirs = levels(ways, true);
    match theirs.as_slice() {
        [] => believed(ways),
        [(name, level)] => format!(
            "So far they have spoken of one way only: {name}, {} on the word of {}. How do the others look to them?",
            level.risk.label(),
            listed(&level.on_word_of)
        ),
        _ => {
            let (safest, names) = lowest(&theirs);
            let people: BTreeSet<&str> = safest
                .iter()
                .flat_map(|(_, level)| level.on_word_of.iter().copied())
                .collect();
            let people = listed(&people.into_iter().collect::<Vec<_>>());
            let risk = safest.first().map_or("", |(_, level)| level.risk.label());
            match names.as_slice() {
                [one] => format!(
                    "To the customer {one} looks safest today: {risk}, on the word of {people}."
                ),
                several => format!(
                    "To the customer {} look equally safe today: {risk}, on the word of {people}.",
                    listed(several)
                ),
            }
        }
    }
}

fn believed(ways: &[Compared]) -> String {
    let ours = levels(ways, false);
    let (_, names) = lowest(&ours);
    match (ours.len(), names.as_slice()) {
        (0, _) => "Nobody there has said yet which way looks safest to them.".into(),
        (1, _) | (_, []) => {
            "Nobody there has said yet which way looks safest to them, and we have a belief about one only.".into()
        }
        (_, [one]) => format!(
            "Nobody there has said which way looks safest to them. We think it is this one: {one}."
        ),
        (_, several) => format!(
            "Nobody there has said which way looks safest to them. We think these look equally safe: {}.",
            listed(several)
        ),
    }
}

type Levels<'a> = Vec<(&'a str, Level<'a>)>;

fn levels<'a>(ways: &[Compared<'a>], is_theirs: bool) -> Levels<'a> {
    let known = ways.iter();
    known
        .filter_map(|way| Some((way.name, way.level_by(is_theirs)?)))
        .collect()
}

/// Those with the lowest risk, and their names.
fn lowest<'a>(levels: &Levels<'a>) -> (Levels<'a>, Vec<&'a str>) {
    let least = levels.iter().map(|(_, level)| level.risk).min();
    let safest: Levels = levels
        .iter()
        .filter(|(_, level)| Some(level.risk) == least)
        .cloned()
        .collect();
    let names = safest.iter().map(|(name, _)| *name).collect();
    (safest, names)
}

/// "Ines Baptista, Rui Antunes and Tom".
fn listed(names: &[&str]) -> String {
    match names {
        [] => "all of them".into(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

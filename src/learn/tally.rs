//! How verifiers stood in deals that closed, counted: pure.
//!
//! A verifier is the same in two editions of its journey when its words are the same. One that was reworded asks for
//! something else, and begins anew.

use super::{
    share::Share,
    store::{AskedVerifier, Cell},
};
use crate::{
    ids::{StageId, VerifierId},
    journey::terms::{Dimension, Ended, Strength},
};
use std::collections::{HashMap, HashSet};

/// How long before the look the customer had said the latest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// In the last two weeks.
    Fresh,
    /// Before, since the deal came to the stage.
    Within,
    /// Before the deal came to the stage.
    Before,
}

impl Age {
    pub const ALL: [Self; 3] = [Self::Fresh, Self::Within, Self::Before];

    /// As the database counts them, from 1.
    pub const fn code(self) -> i16 {
        self as i16 + 1
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Within => "within",
            Self::Before => "before",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|age| age.name() == word)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Fresh => "In the two weeks before the look",
            Self::Within => "Earlier in that month",
            Self::Before => "Before the deal came to the stage",
        }
    }
}

/// Some deals by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side([u64; Ended::ALL.len()]);

impl Side {
    pub fn add(&mut self, ended: Ended, deals: u64) {
        self.0[ended as usize] += deals;
    }

    pub fn of(&self) -> u64 {
        self.0.iter().sum()
    }

    pub fn share(&self, ended: Ended) -> Share {
        Share::new(self.0[ended as usize], self.of())
    }

    /// Of those that ended in no decision, whichever way.
    pub fn no_decision(&self) -> Share {
        let kinds = Ended::ALL.iter().filter(|ended| ended.is_no_decision());
        Share::new(kinds.map(|ended| self.0[*ended as usize]).sum(), self.of())
    }
}

/// One verifier through all editions of its journey.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Of the newest edition that has it.
    pub id: VerifierId,
    pub statement: String,
    pub stage: String,
    pub dimension: Dimension,
    pub required: bool,
    /// The newest edition has it.
    pub is_asked: bool,
    /// Where it stood a month after the deal came to its stage, and where it did not.
    pub stood: Side,
    pub missing: Side,
    /// Deals that came to its stage and ended before the month was over.
    pub early: u64,
    /// Deals that came to its stage and are still open: they count for nothing yet.
    pub open: u64,
    /// Of those where it stood: on what at best, and how old.
    pub by_strength: Vec<(Strength, Side)>,
    pub by_age: Vec<(Age, Side)>,
}

impl Tally {
    fn of(asked: &AskedVerifier, newest: i16) -> Self {
        let enough = Strength::ALL.iter().filter(|s| **s > Strength::Reported);
        Self {
            id: asked.id,
            statement: asked.statement.clone(),
            stage: asked.stage.clone(),
            dimension: asked.dimension,
            required: asked.required,
            is_asked: asked.edition == newest,
            stood: Side::default(),
            missing: Side::default(),
            early: 0,
            open: 0,
            by_strength: enough.map(|s| (*s, Side::default())).collect(),
            by_age: Age::ALL.map(|age| (age, Side::default())).to_vec(),
        }
    }

    fn add(&mut self, cell: &Cell) {
        match cell.stood {
            None => self.early += cell.deals,
            Some(false) => self.missing.add(cell.ended, cell.deals),
            Some(true) => {
                self.stood.add(cell.ended, cell.deals);
                for (strength, side) in &mut self.by_strength {
                    if Some(*strength) == cell.strength {
                        side.add(cell.ended, cell.deals);
                    }
                }
                for (age, side) in &mut self.by_age {
                    if age.code() == cell.age {
                        side.add(cell.ended, cell.deals);
                    }
                }
            }
        }
    }

    /// Deals that came to its stage.
    pub fn reached(&self) -> u64 {
        self.stood.of() + self.missing.of() + self.early
    }

    /// There is enough on both sides.
    pub fn says_something(&self) -> bool {
        !self.stood.share(Ended::Won).is_few() && !self.missing.share(Ended::Won).is_few()
    }
}

/// What one compares a verifier by across editions.
pub fn key(statement: &str) -> String {
    statement.trim().to_lowercase()
}

/// Counts the cells for the verifiers of all editions, in the order of the newest one; what it has no more comes last.
pub fn tallies(asked: &[AskedVerifier], cells: &[Cell]) -> Vec<Tally> {
    let newest = asked.iter().map(|one| one.edition).max().unwrap_or(0);
    let mut all: Vec<Tally> = Vec::new();
    let mut by_words: HashMap<String, usize> = HashMap::new();
    let mut by_id: HashMap<VerifierId, usize> = HashMap::new();
    for one in asked {
        let at = *by_words.entry(key(&one.statement)).or_insert_with(|| {
            all.push(Tally::of(one, newest));
            all.len() - 1
        });
        by_id.insert(one.id, at);
    }
    for cell in cells {
        if let Some(at) = by_id.get(&cell.verifier) {
            all[*at].add(cell);
        }
    }
    all
}

/// Tells each verifier how many deals came to its stage, in whatever edition, and are still open.
pub fn add_open(all: &mut [Tally], asked: &[AskedVerifier], open: &HashMap<StageId, u64>) {
    let mut stages: HashMap<String, HashSet<StageId>> = HashMap::new();
    for one in asked {
        stages
            .entry(key(&one.statement))
            .or_default()
            .insert(one.stage_id);
    }
    for tally in all {
        let here = stages.get(&key(&tally.statement)).into_iter().flatten();
        tally.open = here.filter_map(|stage| open.get(stage)).sum();
    }
}

/// Every id under which editions have what this verifier asks.
pub fn alike(asked: &[AskedVerifier], id: VerifierId) -> Vec<VerifierId> {
    let words = asked.iter().find(|one| one.id == id);
    let Some(words) = words.map(|one| key(&one.statement)) else {
        return vec![id];
    };
    let same = asked.iter().filter(|one| key(&one.statement) == words);
    same.map(|one| one.id).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn asked(edition: i16, statement: &str) -> AskedVerifier {
        AskedVerifier {
            id: VerifierId::new(),
            edition,
            statement: statement.into(),
            dimension: Dimension::Safety,
            required: true,
            stage_id: StageId::new(),
            stage: "Choosing".into(),
        }
    }

    pub fn cell(verifier: VerifierId, stood: Option<bool>, ended: Ended, deals: u64) -> Cell {
        Cell {
            verifier,
            ended,
            stood,
            strength: (stood == Some(true)).then_some(Strength::Written),
            age: i16::from(stood == Some(true)),
            deals,
        }
    }

    #[test]
    fn the_same_words_are_one_verifier_in_all_editions_and_other_words_another() {
        let editions = [
            asked(2, "They rank the options"),
            asked(2, "They test it"),
            asked(1, "they rank the options "),
            asked(1, "They try it"),
        ];
        let cells: Vec<Cell> = editions
            .iter()
            .map(|one| cell(one.id, Some(true), Ended::Won, 3))
            .collect();
        let found = tallies(&editions, &cells);
        let told: Vec<_> = found
            .iter()
            .map(|t| (t.statement.as_str(), t.stood.of(), t.is_asked))
            .collect();
        assert_eq!(
            told,
            [
                ("They rank the options", 6, true),
                ("They test it", 3, true),
                ("They try it", 3, false)
            ]
        );
        assert_eq!(
            alike(&editions, editions[2].id),
            [editions[0].id, editions[2].id]
        );
    }

    #[test]
    fn a_deal_counts_on_one_side_and_is_opened_up_only_where_it_stood() {
        let editions = [asked(1, "They test it")];
        let id = editions[0].id;
        let cells = [
            cell(id, Some(true), Ended::Won, 5),
            cell(id, Some(true), Ended::Undecided, 2),
            cell(id, Some(false), Ended::Undecided, 4),
            cell(id, None, Ended::Left, 6),
        ];
        let tally = &tallies(&editions, &cells)[0];
        assert_eq!(tally.stood.share(Ended::Won), Share::new(5, 7));
        assert_eq!(tally.missing.share(Ended::Won), Share::new(0, 4));
        assert_eq!(tally.stood.no_decision(), Share::new(2, 7));
        assert_eq!((tally.early, tally.reached()), (6, 17));
        let strengths: u64 = tally.by_strength.iter().map(|(_, side)| side.of()).sum();
        let ages: u64 = tally.by_age.iter().map(|(_, side)| side.of()).sum();
        assert_eq!((strengths, ages), (7, 7));
        assert!(!tally.says_something());
    }
}

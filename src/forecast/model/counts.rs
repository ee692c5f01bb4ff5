//! What was lived, added up.

use super::{
    history::{Next, Week},
    state::{ENDINGS, Ending, FOOTINGS, PHASES, STATES, State},
};
use crate::journey::terms::Phase;
use std::cmp::Ordering;

/// The endings of a week, and that it went on: the last.
pub const FATES: usize = ENDINGS + 1;

/// Ways that a phase can change in a week.
pub const WAYS: usize = 3;

/// Whether a deal went back, stayed or went forward.
pub fn way(from: Phase, to: Phase) -> usize {
    match to.cmp(&from) {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }
}

/// Lived weeks by how they began and what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// By state: each ending, and going on.
    pub fates: [[u32; FATES]; STATES],
    /// Of those that went on, by state: in which phase the next week began.
    pub phases: [[u32; PHASES]; STATES],
    /// Of those that went on, by footing and by the way that the phase changed: on which footing the next week began.
    pub footings: [[[u32; FOOTINGS]; WAYS]; FOOTINGS],
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            fates: [[0; FATES]; STATES],
            phases: [[0; PHASES]; STATES],
            footings: [[[0; FOOTINGS]; WAYS]; FOOTINGS],
        }
    }
}

impl Counts {
    pub fn add(&mut self, week: Week) {
        let from = week.state;
        match week.next {
            Next::Ended(ending) => self.fates[from.place()][ending as usize] += 1,
            Next::State(to) => {
                self.fates[from.place()][ENDINGS] += 1;
                self.phases[from.place()][to.phase as usize] += 1;
                let way = way(from.phase, to.phase);
                self.footings[from.footing as usize][way][to.footing as usize] += 1;
            }
        }
    }

    /// How many weeks began in a state.
    pub fn weeks(&self, state: State) -> i64 {
        self.fates[state.place()]
            .iter()
            .copied()
            .map(i64::from)
            .sum()
    }

    /// How many deals ended in this way.
    pub fn ended(&self, ending: Ending) -> i64 {
        let ended = self.fates.iter().map(|fates| fates[ending as usize]);
        ended.map(i64::from).sum()
    }

    /// How many deals ended in any way.
    pub fn closed(&self) -> i64 {
        Ending::ALL
            .into_iter()
            .map(|ending| self.ended(ending))
            .sum()
    }
}

//! What follows for the weeks to come, if the world is in one particular way: a Markov chain over the 24 states in which each
//! ending takes its deals for good.

use super::{
    counts::WAYS,
    state::{ENDINGS, Ending, FOOTINGS, PHASES, STATES},
};

/// The chances of one week.
#[derive(Clone, Debug)]
pub struct Chain {
    /// By state: each ending.
    pub ends: [[f64; ENDINGS]; STATES],
    /// By state: that the deal goes on.
    pub goes_on: [f64; STATES],
    /// Of a deal that goes on, by state: in which phase it begins the next week.
    pub phases: [[f64; PHASES]; STATES],
    /// By footing and by the way that the phase changed: on which footing.
    pub footings: [[[f64; FOOTINGS]; WAYS]; FOOTINGS],
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            ends: [[0.0; ENDINGS]; STATES],
            goes_on: [0.0; STATES],
            phases: [[0.0; PHASES]; STATES],
            footings: [[[0.0; FOOTINGS]; WAYS]; FOOTINGS],
        }
    }
}

/// A number for each state.
pub type ByState = [f64; STATES];

impl Chain {
    /// The chance to be won within each number of weeks, from none to the length of what it is written into: reckoned
    /// backward, a week longer at a time.
    pub fn won_within(&self, by_week: &mut [ByState]) {
        let mut within = [0.0; STATES];
        for week in by_week {
            *week = within;
            within = self.a_week_before(&within);
        }
    }

    /// What is worth so much in each state in a week, is worth now; a deal that is won meanwhile one.
    fn a_week_before(&self, then: &ByState) -> ByState {
        // What each footing, way and phase to come is worth, before anybody knows the next footing.
        let mut met = [[[0.0; PHASES]; WAYS]; FOOTINGS];
        for (ways, met) in self.footings.iter().zip(&mut met) {
            for (nexts, met) in ways.iter().zip(met) {
                for (met, then) in met.iter_mut().zip(then.as_chunks::<FOOTINGS>().0) {
                    *met = dot(nexts, then);
                }
            }
        }
        let mut now = [0.0; STATES];
        for (place, now) in now.iter_mut().enumerate() {
            let (phase, met) = (place / FOOTINGS, &met[place % FOOTINGS]);
            let shares = &self.phases[place];
            let mut worth = shares[phase] * met[1][phase];
            for back in 0..phase {
                worth += shares[back] * met[0][back];
            }
            for further in phase + 1..PHASES {
                worth += shares[further] * met[2][further];
            }
            *now = self.ends[place][Ending::Won as usize] + self.goes_on[place] * worth;
        }
        now
    }

    /// How a deal in each state ends at last: the chances of the endings, which add up to one.
    pub fn at_last(&self) -> [[f64; ENDINGS]; STATES] {
        let mut left = [[0.0; STATES]; STATES];
        for (from, row) in left.iter_mut().enumerate() {
            for (to, cell) in row.iter_mut().enumerate() {
                let is_same = f64::from(u8::from(from == to));
                *cell = is_same - self.step(from, to);
            }
        }
        solve(left, self.ends)
    }

    /// The chance to go on from one state to another within a week.
    pub fn step(&self, from: usize, to: usize) -> f64 {
        let way = match (to / FOOTINGS).cmp(&(from / FOOTINGS)) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        self.goes_on[from]
            * self.phases[from][to / FOOTINGS]
            * self.footings[from % FOOTINGS][way][to % FOOTINGS]
    }
}

fn dot(left: &[f64; FOOTINGS], right: &[f64; FOOTINGS]) -> f64 {
    left[0] * right[0] + left[1] * right[1] + left[2] * right[2] + left[3] * right[3]
}

/// Solves `left · x = right` by elimination. The rows of `left` are what is left of one after what goes on, so that the
/// diagonal is the largest of its row and no rows need to change places.
fn solve(
    mut left: [[f64; STATES]; STATES],
    mut right: [[f64; ENDINGS]; STATES],
) -> [[f64; ENDINGS]; STATES] {
    for pivot in 0..STATES {
        let (row, goal) = (left[pivot], right[pivot]);
        for below in pivot + 1..STATES {
            let times = left[below][pivot] / row[pivot];
            for (cell, above) in left[below][pivot..].iter_mut().zip(&row[pivot..]) {
                *cell -= times * above;
            }
            for (cell, above) in right[below].iter_mut().zip(goal) {
                *cell -= times * above;
            }
        }
    }
    for pivot in (0..STATES).rev() {
        right[pivot] = right[pivot].map(|cell| cell / left[pivot][pivot]);
        let solved = right[pivot];
        for above in 0..pivot {
            let times = left[above][pivot];
            for (cell, solved) in right[above].iter_mut().zip(solved) {
                *cell -= times * solved;
            }
        }
    }
    right
}

//! What can be believed after what was lived. Each table of chances is a Dirichlet distribution: what was lived in a state,
//! and as if some weeks more had been lived as in its phase; of a phase, as in all phases; of all phases, as before.

use super::{
    chain::Chain,
    counts::{Counts, FATES, WAYS},
    dice::Dice,
    prior,
    state::{ENDINGS, FOOTINGS, PHASES, STATES},
};

/// What was lived, pooled as it is drawn from.
#[derive(Clone, Debug)]
pub struct Posterior {
    counts: Counts,
    fates: [[u32; FATES]; PHASES],
    all_fates: [u32; FATES],
    phases: [[u32; PHASES]; PHASES],
}

impl Posterior {
    pub fn new(counts: &Counts) -> Self {
        let mut pooled = Self {
            counts: counts.clone(),
            fates: [[0; FATES]; PHASES],
            all_fates: [0; FATES],
            phases: [[0; PHASES]; PHASES],
        };
        for place in 0..STATES {
            let phase = place / FOOTINGS;
            for (fate, lived) in counts.fates[place].iter().enumerate() {
                pooled.fates[phase][fate] += lived;
                pooled.all_fates[fate] += lived;
            }
            for (next, lived) in counts.phases[place].iter().enumerate() {
                pooled.phases[phase][next] += lived;
            }
        }
        pooled
    }

    /// One way the world may be.
    pub fn draw(&self, dice: &mut Dice) -> Chain {
        let mut chain = Chain::default();
        let overall = dice.shares(believed(self.all_fates, prior::FATE, prior::FATE_WEEKS));
        for phase in 0..PHASES {
            let fates = believed(self.fates[phase], overall, prior::POOLED_WEEKS);
            let fates = dice.shares(fates);
            let phases = believed(self.phases[phase], steps(phase), prior::PHASE_WEEKS);
            let phases = dice.shares(phases);
            for footing in 0..FOOTINGS {
                let place = phase * FOOTINGS + footing;
                let lived = self.counts.fates[place];
                let shares = dice.shares(believed(lived, fates, prior::POOLED_WEEKS));
                chain.ends[place].copy_from_slice(&shares[..ENDINGS]);
                chain.goes_on[place] = shares[ENDINGS];
                let lived = self.counts.phases[place];
                chain.phases[place] = dice.shares(believed(lived, phases, prior::POOLED_WEEKS));
            }
        }
        for footing in 0..FOOTINGS {
            for way in 0..WAYS {
                let lived = self.counts.footings[footing][way];
                let before = prior::FOOTING[footing];
                chain.footings[footing][way] =
                    dice.shares(believed(lived, before, prior::FOOTING_WEEKS));
            }
        }
        chain
    }
}

/// What was lived, and as if so many weeks more had been.
fn believed<const N: usize>(lived: [u32; N], before: [f64; N], weeks: f64) -> [f64; N] {
    // A share of nothing at all would leave nothing to draw.
    std::array::from_fn(|place| f64::from(lived[place]) + (before[place] * weeks).max(1e-6))
}

/// Where a deal in a phase begins its next week, before anything was lived.
fn steps(phase: usize) -> [f64; PHASES] {
    let is_last = phase + 1 == PHASES;
    let elsewhere = (1.0 - prior::STAYS - prior::NEXT_PHASE) / (PHASES - 2) as f64;
    std::array::from_fn(|next| match next {
        next if next == phase && is_last => prior::STAYS + prior::NEXT_PHASE - elsewhere,
        next if next == phase => prior::STAYS,
        next if next == phase + 1 => prior::NEXT_PHASE,
        _ => elsewhere,
    })
}

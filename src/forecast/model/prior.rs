//! What is believed before anything was lived: weak, and stated. Weights are in lived weeks. Where these numbers come from
//! stands in `docs/forecast.md`.

use super::{counts::FATES, state::FOOTINGS};

/// The share of weeks in which a deal is won, lost to another supplier, lost to no decision, qualified out, goes on.
pub const FATE: [f64; FATES] = [0.006, 0.005, 0.007, 0.004, 0.978];

/// For how many weeks that counts.
pub const FATE_WEEKS: f64 = 50.0;

/// For how many weeks counts in a phase what holds for all phases, and in a state what holds for its phase.
pub const POOLED_WEEKS: f64 = 25.0;

/// The share of weeks in which a deal that goes on stays in its phase, and goes one phase forward. The rest is shared by
/// the other phases.
pub const STAYS: f64 = 0.93;
pub const NEXT_PHASE: f64 = 0.05;

/// For how many weeks that counts.
pub const PHASE_WEEKS: f64 = 20.0;

/// On which footing the next week begins, by the footing of this one.
pub const FOOTING: [[f64; FOOTINGS]; FOOTINGS] = [
    [0.82, 0.12, 0.04, 0.02],
    [0.18, 0.68, 0.02, 0.12],
    [0.08, 0.01, 0.76, 0.15],
    [0.03, 0.02, 0.13, 0.82],
];

/// For how many weeks that counts.
pub const FOOTING_WEEKS: f64 = 10.0;

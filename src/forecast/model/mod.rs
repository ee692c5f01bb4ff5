//! The forecast's method, pure: no axum, no sqlx, no askama in here. `docs/forecast.md` says why it is so.
//!
//! A deal's history ([`history`]) is cut into weeks, each of which began in one of 24 states ([`state`]) and ended in
//! another or with the deal's ending. [`counts`] adds up what was lived, [`posterior`] says what can be believed after it
//! ([`prior`] before it), [`chain`] what follows for the weeks to come, and [`outlook`] draws many futures.
//! [`honesty`] holds what was said against what came.

pub mod chain;
pub mod counts;
pub mod dice;
pub mod history;
pub mod honesty;
pub mod outlook;
pub mod posterior;
pub mod prior;
pub mod state;

#[cfg(test)]
mod tests;

/// So many deals must have ended before a range is shown.
pub const FEWEST_CLOSED: i64 = 20;

/// Below so many deals won the page says that there are few.
pub const FEW_WON: i64 = 5;

/// Below so many lived weeks nothing is said of a single state.
pub const FEWEST_WEEKS: i64 = 20;

/// How many futures are drawn.
pub const RUNS: usize = 2_000;

/// How many ways the world may be are drawn for what is said of a month: only means are needed.
pub const STATEMENT_RUNS: usize = 500;

/// The days within which a deal is said to be won or not, for the calibration.
pub const WITHIN_DAYS: i64 = 90;

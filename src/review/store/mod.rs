//! All SQL of the review's page.

mod deals;
mod figures;
mod flow;
mod looks;
mod sums;

pub use deals::{Deal, Found, State, moved, standing, told};
pub use figures::{Figure, figures};
pub use flow::{Moved, flow, keep_flow};
pub use looks::{keep_look, last_look};
pub use sums::{Stand, sums};

use crate::{
    ids::{JourneyId, MemberId},
    journey::terms::Phase,
};
use sqlx::Result;

/// Whose deals, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub owner: Option<MemberId>,
    pub journey: Option<JourneyId>,
    /// The first phase that counts; none: all do.
    pub proved: Option<Phase>,
}

impl Scope {
    /// The number of the first phase that counts.
    fn least(self) -> i16 {
        self.proved.map_or(0, Phase::code)
    }
}

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

/// A sum as it comes from the database.
fn sum(text: &str) -> Result<i128> {
    text.parse()
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

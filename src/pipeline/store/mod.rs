//! All SQL of this room. It writes nothing.

mod deals;
mod journeys;
mod sums;

pub use deals::{Lane, Listed, MOST_WORDS, deals};
pub use journeys::{Followed, journeys};
pub use sums::sums;

use crate::journey::terms::Phase;
use sqlx::Result;

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

//! All SQL of this room. It writes nothing but the sums that are kept.

mod find;
mod journeys;
mod listed;
mod named;
mod sums;
mod worth;

pub use find::{Search, column_lanes};
pub use journeys::{Followed, account_named, journeys};
pub use listed::{Listed, MOST_WORDS, listed};
pub use named::named;
pub use sums::kept_sums;
pub use worth::Worth;

use crate::journey::terms::Phase;
use sqlx::Result;

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

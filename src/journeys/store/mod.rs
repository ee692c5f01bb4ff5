//! All SQL of this room.

mod read;
mod seed;
mod stages;

pub use crate::journeys::journey::Offered;
pub use read::{
    EditionLine, edition, editions, journey, journeys, open_deals, published, published_edition,
};
pub use seed::seed;

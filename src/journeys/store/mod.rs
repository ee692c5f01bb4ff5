//! All SQL of this room.

mod draft;
mod draft_stages;
mod draft_verifiers;
mod read;
mod seed;
mod stages;

pub use crate::journeys::journey::Offered;
pub use draft::{Named, begin, create, discard, publish, rename, take};
pub use draft_stages::{add_stage, change_stage, move_stage, remove_stage};
pub use draft_verifiers::{add_verifier, change_verifier, move_verifier, remove_verifier};
pub use read::{
    EditionLine, edition, editions, journey, journeys, open_deals, published, published_edition,
};
pub use seed::seed;

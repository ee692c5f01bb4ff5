//! All SQL of this room.

mod seed;
mod stages;

pub use seed::seed;

//! All SQL of this room.

mod playbook;

pub use playbook::{Facts, facts_of, stages, tailorings, worded_verifiers};

//! Opportunities: create one, look at it together, move it on the strength of evidence, tailor it, end it.

pub mod opportunity;
pub mod store;

//! Opportunities: create one, look at it together, move it on the strength of evidence, tailor it, end it.

pub mod mark;
pub mod opportunity;
pub mod page;
pub mod store;

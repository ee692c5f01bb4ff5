//! The rule: pure, and told in the words of the people who use it.

pub mod wording;

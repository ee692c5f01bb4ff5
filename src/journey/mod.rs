//! The rule: a deal moves when the customer says so. Pure, and told in the words of the people who use it.
//!
//! `terms` are the words, `facts` what is on record, `standing` when a verifier stands, `gate` when a deal moves or
//! falls back, `leaning` where it is on its way to, `wording` what makes a verifier one. The same rule stands in the
//! database as a guard (`migrations/0008_guard.sql`) that nobody can go round; a test drives random histories through
//! both and finds them equal.

pub mod facts;
pub mod gate;
pub mod leaning;
pub mod standing;
pub mod terms;
pub mod wording;

#[cfg(test)]
mod tests;

//! Evidence: one thing that a named person at the customer said, wrote, did or confirmed, on a date, in their words.
//!
//! It is recorded, and after that only added to: withdrawn, challenged, answered. Every such act lets the database
//! judge the deal again in the same transaction.

#[expect(clippy::module_inception, reason = "the noun of the room")]
pub mod evidence;
pub mod form;
pub mod settling;
pub mod store;

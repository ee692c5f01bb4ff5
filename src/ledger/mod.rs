//! The ledger, read back: whether it is still what was written.
//!
//! The database writes the ledger itself (migration 0002): every event carries the SHA-256 of its columns and of the
//! event before it in its stream, and each stream has a head. [`verify`] reckons all of it anew. Whoever can write
//! behind the database's back could reckon a whole stream anew too, to its head; only a digest that was kept elsewhere
//! tells of that.

mod chain;
mod store;
mod verify;

pub use chain::{Fault, Place};
pub use verify::{Sum, verify};

//! What every story starts from: a database of its own.

mod database;

pub use database::TestDb;

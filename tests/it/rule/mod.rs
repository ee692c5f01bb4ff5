//! The rule and its guard: the pure rule and the database, held equal and attacked.

mod direct_sql;
mod ground;
mod histories;
mod races;

//! Evidence: what a named person at the customer said, wrote, did or confirmed.

pub mod paste;

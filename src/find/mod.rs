//! Finding: `/` from anywhere, and then deals, accounts and people by their names, and what customers said by its words.
//!
//! The database keeps the words of a workspace in tables that the server's role cannot read, and answers by functions that
//! look for nothing but the words of the workspace in force (`migrations/0019_find.sql`, and the decision beside it). What
//! begins with what was typed is found, accents or not; a word that nothing here has is taken for the one it looks most
//! like. What matches is marked here, in Rust, by the same folding of letters.

mod asked;
mod meant;
mod result;
mod show;
mod store;
pub mod words;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new().route("/find", get(show::show))
}

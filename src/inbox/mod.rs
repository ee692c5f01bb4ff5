//! What is meant for one member, told quietly: one number in the top bar, a page, and a mail a day for those who want it.
//!
//! The database writes the items (`migrations/0015_inbox.sql`): a fall-back on my deal, a doubt about what I recorded and
//! the answer to mine, words to me, a question on my deal, an invitation to
//! a session, a held deal whose day has come. The app can only note that somebody has been there, and sees
//! nobody's items but the reader's own.

pub mod digest;
pub mod held;
pub mod item;
mod list;
pub mod minute;
mod read;
pub mod store;
mod unread;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/inbox", get(list::show))
        .route("/inbox/unread", get(unread::show))
        .route("/inbox/read", post(read::all))
        .route("/inbox/{item}", get(read::open))
        .route("/settings/me/digest", post(digest::wish::change))
}

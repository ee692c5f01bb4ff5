//! Going through the deals to talk about, and pages as they were.

use crate::world::Member;
use chrono::{SecondsFormat, Utc};

/// The first deal of a sitting, and behind its last.
pub async fn sitting(admin: &Member) -> Vec<(&'static str, String)> {
    let talk = admin.opens_page("/review").await;
    let first = admin.sends(&talk.form("#sitting")).await;
    let over = first.link("Done");
    vec![
        ("{sitting}", first.address.clone()),
        ("{gone_through}", over),
    ]
}

/// This moment, as addresses tell it: all that was laid is there.
pub fn moment() -> (&'static str, String) {
    let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    ("{then}", format!("at={now}"))
}

//! One thing that is meant for a member: what happened, in a sentence, and the very place where it stands.

use super::store::{Lead, Row};
use crate::{conversation::markdown::plain, ids::InboxItemId, web::format};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::{fmt, str::FromStr};

/// How pages and mails tell it.
pub struct Item {
    pub id: InboxItemId,
    pub is_unread: bool,
    /// "Route planning fell back from Framing to Noticing: Ines Baptista said otherwise".
    pub sentence: String,
    /// The customer's words, where it is about them.
    pub words: String,
    /// A colleague's, where they wrote to the reader.
    pub message: String,
    /// "Route planning, Acme Freight".
    pub about: String,
    pub when: String,
    pub exact: String,
}

impl Item {
    pub fn told(row: &Row, zone: Tz, now: DateTime<Utc>) -> Self {
        Self {
            id: row.id,
            is_unread: row.is_unread,
            sentence: sentence(row, now.with_timezone(&zone).date_naive()),
            words: cut(row.words.clone().unwrap_or_default(), ENOUGH),
            message: plain(&cut(row.message.clone().unwrap_or_default(), ENOUGH)),
            about: format!("{}, {}", row.deal_name, row.account),
            when: format::ago(row.at, zone, now),
            exact: format::exact(row.at),
        }
    }
}

/// How many letters of the customer's words are shown: enough to know which they were.
const ENOUGH: usize = 240;

/// How many are read: one more shows that there are more.
pub const WORDS: i32 = 241;

/// The beginning of somebody's words; that they go on is not passed over in silence.
pub fn cut(words: String, most: usize) -> String {
    match words.chars().count() > most {
        true => {
            words
                .chars()
                .take(most)
                .collect::<String>()
                .trim_end()
                .to_owned()
                + " …"
        }
        false => words,
    }
}

fn sentence(row: &Row, today: chrono::NaiveDate) -> String {
    let by = row.by.as_deref().unwrap_or("Somebody");
    let speaker = row.speaker.as_deref().unwrap_or("the customer");
    let reason = row.reason.as_deref().unwrap_or_default();
    match row.kind.as_str() {
        "fall_back" => format!(
            "{} fell back from {} to {}: {}",
            row.deal_name,
            row.from_stage.as_deref().unwrap_or("its stage"),
            row.to_stage.as_deref().unwrap_or("an earlier one"),
            cause(row, by)
        ),
        "challenge" => format!("{by} doubts what {speaker} said: {reason}"),
        "challenge_answer" if row.upheld == Some(true) => {
            format!("{by} found you right to doubt what {speaker} said: {reason}")
        }
        "challenge_answer" => {
            format!("{by} answered your doubt, and what {speaker} said counts: {reason}")
        }
        "hold" => held(row, today),
        "mention" => format!("{by} mentioned you on {}", row.deal_name),
        "question" => format!("{by} asks you something about {}", row.deal_name),
        "answer" => format!("{by} answered what you asked about {}", row.deal_name),
        "debrief" => format!(
            "Would you ask {} how {} looked from their side, and why it ended so?",
            row.account, row.deal_name
        ),
        "session" => format!("{by} invites you to think about {} together", row.deal_name),
        _ => format!("{by} left something for you on {}", row.deal_name),
    }
}

/// Why a deal fell back.
fn cause(row: &Row, by: &str) -> String {
    let speaker = row.speaker.as_deref();
    match row.cause.as_deref().unwrap_or_default() {
        "withdrawal" => format!(
            "{by} withdrew what we had recorded from {}",
            speaker.unwrap_or("the customer")
        ),
        "contradiction" => format!("{} said otherwise", speaker.unwrap_or("the customer")),
        "challenge" => format!(
            "a doubt about what {} said was right",
            speaker.unwrap_or("the customer")
        ),
        "lapse" => "what they had said is out of date".to_owned(),
        "tailoring" => format!("{by} changed what it is judged by"),
        _ => "it was reopened, and stands where its evidence stands now".to_owned(),
    }
}

fn held(row: &Row, today: chrono::NaiveDate) -> String {
    let day = row.comes_back_on.map_or_else(
        || "a day that is here".to_owned(),
        |day| format::day(day, today),
    );
    let when = row.reason.as_deref().unwrap_or_default();
    let until = match when.is_empty() {
        true => String::new(),
        false => format!(" Held until: {when}"),
    };
    format!(
        "{} was on hold until {day}. Is it time to go back to them?{until}",
        row.deal_name
    )
}

/// The very place: a session's page, or the deal's, at what the item is about.
pub fn address(lead: &Lead) -> String {
    let deal = format!("/opportunities/{}", lead.deal);
    if let Some(session) = lead.session {
        return format!("{deal}/sessions/{session}");
    }
    if lead.is_debrief {
        return format!("{deal}/debrief");
    }
    let stage = lead.stage.map(|stage| format!("?stage={stage}"));
    let mark = lead.mark.as_ref().map(|mark| format!("#{mark}"));
    format!(
        "{deal}{}{}",
        stage.unwrap_or_default(),
        mark.unwrap_or_default()
    )
}

/// Where the next page of a list goes on: after this item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: InboxItemId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_micros(), self.id)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (micros, id) = text.split_once('.').ok_or(())?;
        let micros = micros.parse().map_err(|_| ())?;
        Ok(Self {
            at: DateTime::from_timestamp_micros(micros).ok_or(())?,
            id: id.parse().map_err(|_| ())?,
        })
    }
}

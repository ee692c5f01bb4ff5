//! What waits for an answer of the reader, told as their inbox tells it.

use crate::inbox::{
    item::{Item, address},
    store::{Lead, Row},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// Something that waits: what an item about it would say, and where it stands.
pub struct Waiting {
    pub row: Row,
    pub lead: Lead,
}

/// One line of it.
pub struct AskedLine {
    pub url: String,
    pub item: Item,
}

impl AskedLine {
    pub fn of(waiting: &Waiting, zone: Tz, now: DateTime<Utc>) -> Self {
        Self {
            url: address(&waiting.lead),
            item: Item::told(&waiting.row, zone, now),
        }
    }
}

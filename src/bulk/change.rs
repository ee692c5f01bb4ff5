//! What is done to many deals at once.

use crate::{ids::MemberId, opportunities::store::Several, people::Viewer};
use chrono::{DateTime, NaiveDate, Utc};

/// How many deals one act changes at most.
pub const MOST: usize = 200;

/// The act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    HandOver(MemberId),
    MoveDate(NaiveDate),
}

impl Act {
    /// A deal as it is once this is done to it.
    pub fn on(self, deal: &Several) -> Several {
        let mut after = deal.clone();
        match self {
            Self::HandOver(owner) => after.owner_id = owner,
            Self::MoveDate(day) => {
                after.customer_date = Some(day);
                after.customer_date_by = None;
                after.customer_date_said_on = None;
            }
        }
        after
    }

    /// Whether there is nothing to do to a deal.
    pub fn is_done_on(self, deal: &Several) -> bool {
        match self {
            Self::HandOver(owner) => deal.owner_id == owner,
            Self::MoveDate(day) => deal.customer_date == Some(day),
        }
    }
}

/// An act on record.
#[derive(Clone, Debug)]
pub struct BulkChange {
    pub act: Act,
    /// The new owner's name; empty for a date.
    pub owner: String,
    pub member: MemberId,
    pub by: String,
    pub at: DateTime<Utc>,
    pub undone: Option<Undone>,
}

/// That it was undone.
#[derive(Clone, Debug)]
pub struct Undone {
    pub by: String,
    pub at: DateTime<Utc>,
}

impl BulkChange {
    /// Whoever did it, and who manages.
    pub fn may_undo(&self, viewer: &Viewer) -> bool {
        self.undone.is_none() && (self.member == viewer.member || viewer.manages())
    }
}

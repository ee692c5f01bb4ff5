//! What customers agreed to do, and what we tried and nobody has said the end of.

use crate::{
    ids::{CommitmentId, OpportunityId, PlayId},
    web::format,
};
use chrono::NaiveDate;

/// Something that somebody at the customer agreed to do.
pub struct Promise {
    pub id: CommitmentId,
    pub what: String,
    pub who: String,
    pub deal: OpportunityId,
    pub deal_name: String,
    pub account: String,
    pub due_on: NaiveDate,
}

/// Where a page of promises goes on: after this day and this one.
pub type Place = (NaiveDate, CommitmentId);

impl Promise {
    pub fn place(&self) -> Place {
        (self.due_on, self.id)
    }
}

/// A play whose day has passed.
pub struct Tried {
    pub id: PlayId,
    pub what: String,
    pub by_on: NaiveDate,
    pub who: Option<String>,
    pub deal: OpportunityId,
    pub deal_name: String,
    pub account: String,
}

/// One line of either list.
pub struct Line {
    /// Where the answer is given.
    pub url: String,
    pub what: String,
    /// "Ines Baptista, by 12 Nov": what is to be asked, where its day has passed.
    pub told: String,
    pub about: String,
}

impl Line {
    pub fn of_promise(promise: &Promise, today: NaiveDate) -> Self {
        let day = format::day(promise.due_on, today);
        let told = match promise.due_on < today {
            true => format!("{} said by {day}. Did they?", promise.who),
            false => format!("{}, by {day}", promise.who),
        };
        Self {
            url: format!("/opportunities/{}#c-{}", promise.deal, promise.id),
            what: promise.what.clone(),
            told,
            about: format!("{}, {}", promise.deal_name, promise.account),
        }
    }

    pub fn of_tried(tried: &Tried, today: NaiveDate) -> Self {
        let day = format::day(tried.by_on, today);
        let who = tried.who.as_deref().unwrap_or("they");
        Self {
            url: format!("/opportunities/{}#p-{}", tried.deal, tried.id),
            what: tried.what.clone(),
            told: format!("It was for {day}. What did {who} do?"),
            about: format!("{}, {}", tried.deal_name, tried.account),
        }
    }
}

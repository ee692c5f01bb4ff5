//! What would become of each deal that was chosen.

use super::change::Act;
use crate::{ids::OpportunityId, opportunities::store::Several, web::format};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Deals sorted by whether they would change.
#[derive(Default)]
pub struct Plan {
    pub changes: Vec<Several>,
    /// With the reason.
    pub left_out: Vec<(Several, &'static str)>,
}

impl Plan {
    /// `seen`: the version of each deal that whoever decides has seen, if they have seen one.
    pub fn of(act: Act, deals: Vec<Several>, seen: &BTreeMap<OpportunityId, Option<i32>>) -> Self {
        let mut plan = Self::default();
        for deal in deals {
            let version = seen.get(&deal.id).copied().flatten();
            let reason = match act {
                _ if deal.outcome.is_some() => Some("It is closed."),
                _ if version.is_some_and(|seen| seen != deal.version) => {
                    Some("Somebody changed it meanwhile.")
                }
                Act::HandOver(_) if act.is_done_on(&deal) => Some("It is theirs already."),
                Act::MoveDate(_) if act.is_done_on(&deal) => Some("It has this date already."),
                _ => None,
            };
            match reason {
                Some(reason) => plan.left_out.push((deal, reason)),
                None => plan.changes.push(deal),
            }
        }
        plan
    }
}

/// A deal as a list of changes shows it.
pub struct Line {
    pub id: OpportunityId,
    pub version: i32,
    pub name: String,
    pub account: String,
    pub was: String,
    pub becomes: String,
    /// What else there is to say of it; empty: nothing.
    pub note: &'static str,
}

impl Line {
    /// `new_owner` is the name of whom it is handed over to.
    pub fn of(act: Act, deal: &Several, new_owner: &str, today: NaiveDate) -> Self {
        let (was, becomes) = match act {
            Act::HandOver(_) => (deal.owner.clone(), new_owner.to_owned()),
            Act::MoveDate(day) => (date(deal.customer_date, today), date(Some(day), today)),
        };
        Self {
            id: deal.id,
            version: deal.version,
            name: deal.name.clone(),
            account: deal.account.clone(),
            was,
            becomes,
            note: "",
        }
    }
}

fn date(day: Option<NaiveDate>, today: NaiveDate) -> String {
    day.map_or("no date".to_owned(), |day| format::day(day, today))
}

//! What is asked for: which deals, and what to do to them.

use super::change::{Act, MOST};
use crate::{
    ids::OpportunityId,
    opportunities::{optional_day, store::Owner},
    views::query,
    web::FormErrors,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a browser sends: from the table, from the preview, and to confirm it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    /// "ID", or "ID.VERSION" once its reader has seen what would become of it.
    #[serde(rename = "deal")]
    pub deals: Vec<String>,
    /// "owner" or "date".
    pub act: String,
    pub owner: String,
    pub day: String,
    /// What stood behind the question mark of the table.
    pub back: String,
}

impl Input {
    /// The deals that are named, with the version that was seen.
    pub fn named(&self) -> BTreeMap<OpportunityId, Option<i32>> {
        let named = self.deals.iter().filter_map(|text| {
            let (id, version) = match text.split_once('.') {
                Some((id, version)) => (id, Some(version.parse().ok()?)),
                None => (text.as_str(), None),
            };
            Some((id.parse().ok()?, version))
        });
        named.collect()
    }

    pub fn hands_over(&self) -> bool {
        self.act != "date"
    }

    /// What is wrong with the choice of deals.
    pub fn refusal(&self) -> Option<String> {
        match self.named().len() {
            0 => Some("Choose some deals in the table first.".to_owned()),
            some if some > MOST => Some(format!(
                "At most {MOST} deals can be changed at once; these are {some}. Please take them in parts."
            )),
            _ => None,
        }
    }

    /// The act, or what is wrong with it.
    pub fn act(&self, owners: &[Owner]) -> Result<Act, FormErrors> {
        let mut errors = FormErrors::default();
        let act = match self.hands_over() {
            true => {
                let id = self.owner.parse().ok();
                let known = id.filter(|id| owners.iter().any(|owner| owner.id == *id));
                let owner = known.ok_or("Choose to whom they go.");
                errors.take("owner", owner).map(Act::HandOver)
            }
            false => {
                let day = optional_day(&self.day);
                let day = day.and_then(|day| day.ok_or("To which day?"));
                errors.take("day", day).map(Act::MoveDate)
            }
        };
        act.ok_or(errors)
    }

    /// Back to the table as it was, without what it told last.
    pub fn back(&self) -> String {
        let asked = query::read(&self.back);
        asked.address("/pipeline/table", asked.after.clone())
    }
}

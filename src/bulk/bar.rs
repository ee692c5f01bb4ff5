//! The bar above the table with what can be done to the deals that are ticked there.

use crate::{ids::BulkChangeId, opportunities::store::Owner, web::choices::Choice};
use url::form_urlencoded::parse;

pub struct Bar {
    pub owners: Vec<Choice>,
    /// What stands behind the question mark of the table.
    pub back: String,
    /// The act that one has just come back from; empty: none.
    pub changed: String,
}

impl Bar {
    /// For a table with this behind its question mark.
    pub fn of(owners: &[Owner], query: Option<&str>) -> Self {
        let query = query.unwrap_or_default();
        let changed = parse(query.as_bytes()).find(|(name, _)| name == "changed");
        let changed = changed.and_then(|(_, id)| id.parse::<BulkChangeId>().ok());
        Self {
            owners: owners
                .iter()
                .map(|owner| Choice::new(owner.id.to_string(), owner.name.clone()))
                .collect(),
            back: query.to_owned(),
            changed: changed.map_or(String::new(), |id| id.to_string()),
        }
    }
}

//! What an address asks for, as text.

use super::{Columns, Sort};
use crate::{ids::MemberId, people::Viewer, web::written};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// What an address asks for. What it says that we do not know narrows nothing, and the page shows that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words in the names of deal and account.
    pub q: String,
    pub owner: String,
    /// An account's name.
    pub account: String,
    pub journey: String,
    /// Words of phases; several are any of them.
    pub phase: Vec<String>,
    /// A stage of the journey asked for, by its position.
    pub stage: String,
    pub outcome: String,
    /// Amounts as people type them, in the workspace's currency.
    pub least: String,
    pub most: String,
    /// The customer's own date for deciding.
    pub from: String,
    pub until: String,
    /// "yes": what they stand on grows old.
    pub ageing: String,
    /// For how many days nothing was heard.
    pub quiet: String,
    /// "yes": the team has changed its verifiers.
    pub tailored: String,
    /// "yes": the owner's call is further than what is proved.
    pub further: String,
    pub sort: String,
    /// Columns of the table.
    pub col: Vec<String>,
    /// Where lists begin: "choose.PLACE" for a column of the board, "PLACE" for the table.
    pub after: Vec<String>,
    /// The moment that is looked at; none: now.
    pub at: String,
}

/// What an address says for "the one who looks".
pub const MINE: &str = "mine";

/// What a box says that is ticked.
pub const YES: &str = "yes";

impl Asked {
    /// The member asked for, before it is known whether they are one of us.
    pub fn owner(&self, viewer: &Viewer) -> Option<MemberId> {
        match self.owner.as_str() {
            MINE => Some(viewer.member),
            id => id.parse().ok(),
        }
    }

    /// The account's name as it is looked for.
    pub fn account(&self) -> String {
        written::line(&self.account)
    }

    pub fn sort(&self) -> Sort {
        Sort::read(&self.sort)
    }

    pub fn columns(&self) -> Columns {
        Columns::read(&self.col)
    }

    /// What is asked for, as names and values in one order, without where lists begin. Nothing that is empty.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let phases = self.phase.iter().map(|phase| ("phase", phase.as_str()));
        let columns = self.col.iter().map(|column| ("col", column.as_str()));
        let one = [
            ("q", &self.q),
            ("owner", &self.owner),
            ("account", &self.account),
            ("journey", &self.journey),
            ("stage", &self.stage),
            ("outcome", &self.outcome),
            ("least", &self.least),
            ("most", &self.most),
            ("from", &self.from),
            ("until", &self.until),
            ("ageing", &self.ageing),
            ("quiet", &self.quiet),
            ("tailored", &self.tailored),
            ("further", &self.further),
            ("sort", &self.sort),
            ("at", &self.at),
        ];
        let one = one.iter().map(|(name, value)| (*name, value.as_str()));
        one.chain(phases)
            .chain(columns)
            .filter(|(_, value)| !value.trim().is_empty())
            .collect()
    }

    /// An address that asks for the same, with other places where lists begin.
    pub fn address(&self, path: &str, after: impl IntoIterator<Item = String>) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.pairs());
        query.extend_pairs(after.into_iter().map(|place| ("after", place)));
        match query.finish().as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The same with something changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = self.clone();
        change(&mut asked);
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_only_what_is_asked_for_and_reads_back() {
        let asked = Asked::default();
        assert_eq!(asked.address("/pipeline", []), "/pipeline");
        let asked = Asked {
            owner: MINE.into(),
            quiet: "30".into(),
            phase: vec!["choose".into(), "secure".into()],
            q: "Acme & co".into(),
            ..Asked::default()
        };
        let address = asked.address("/pipeline/table", ["1.a".to_owned()]);
        assert_eq!(
            address,
            "/pipeline/table?q=Acme+%26+co&owner=mine&quiet=30&phase=choose&phase=secure&after=1.a"
        );
        let query = address.split_once('?').expect("a query").1;
        let read: Asked = serde_html_form::from_str(query).expect("it reads back");
        assert_eq!(read.with(|asked| asked.after.clear()), asked);
    }
}

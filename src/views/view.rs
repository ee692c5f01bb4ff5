//! A saved view.

use crate::{
    ids::{MemberId, SavedViewId},
    people::Viewer,
    web::written::written,
};
use std::str::FromStr;

written! {
    /// What a view is called.
    ViewName: line up to 60, or "Please give the view a name.";
}

/// The page that a view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    Board,
    Table,
}

impl Place {
    /// As addresses and the database have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Table => "table",
        }
    }

    /// The page with what stands behind the question mark.
    pub fn address(self, query: &str) -> String {
        let path = match self {
            Self::Board => "/pipeline",
            Self::Table => "/pipeline/table",
        };
        match query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Board, Self::Table]
            .into_iter()
            .find(|place| place.name() == word)
            .ok_or(())
    }
}

/// A view that somebody keeps.
#[derive(Clone, Debug)]
pub struct SavedView {
    pub id: SavedViewId,
    pub member: MemberId,
    /// Who keeps it.
    pub by: String,
    pub name: String,
    /// For everybody in the workspace.
    pub shared: bool,
    pub place: Place,
    pub query: String,
}

impl SavedView {
    pub fn is_own(&self, viewer: &Viewer) -> bool {
        self.member == viewer.member
    }

    /// Whoever keeps it, and where it is everybody's, who manages.
    pub fn may_change(&self, viewer: &Viewer) -> bool {
        self.is_own(viewer) || self.shared && viewer.manages()
    }

    pub fn address(&self) -> String {
        self.place.address(&self.query)
    }
}

//! The menu of views on the board and the table.

use super::{
    query, store,
    view::{Place, SavedView},
};
use crate::{database::Tx, people::Viewer};
use url::form_urlencoded::Serializer;

pub struct Menu {
    /// The view that is shown now; empty: none of them.
    pub shown: String,
    pub groups: Vec<Group>,
    /// Where what is shown now is saved; empty: it is one of them already.
    pub save_url: String,
}

/// Views of everybody, or one's own.
pub struct Group {
    pub heading: &'static str,
    pub entries: Vec<Entry>,
}

pub struct Entry {
    pub name: String,
    pub url: String,
    /// Empty: somebody else's to change.
    pub change_url: String,
    pub is_shown: bool,
}

impl Menu {
    /// For a page with this behind its question mark.
    pub async fn load(
        tx: &mut Tx,
        viewer: &Viewer,
        place: Place,
        query: Option<&str>,
    ) -> sqlx::Result<Self> {
        let query = query::tidied(query.unwrap_or_default());
        let now = Serializer::new(String::new())
            .extend_pairs([("place", place.name()), ("query", &query)])
            .finish();
        let views = store::views(tx).await?;
        let is_shown = |view: &SavedView| view.place == place && view.query == query;
        let entry = |view: &SavedView| Entry {
            name: view.name.clone(),
            url: format!("/views/{}", view.id),
            change_url: match view.may_change(viewer) {
                true => format!("/views/{}/change?{now}", view.id),
                false => String::new(),
            },
            is_shown: is_shown(view),
        };
        let shown = views.iter().find(|view| is_shown(view));
        Ok(Self {
            shown: shown.map_or(String::new(), |view| view.name.clone()),
            save_url: match shown {
                Some(_) => String::new(),
                None => format!("/views/new?{now}"),
            },
            groups: [("Everybody’s", true), ("Mine", false)]
                .into_iter()
                .map(|(heading, shared)| Group {
                    heading,
                    entries: views
                        .iter()
                        .filter(|view| view.shared == shared)
                        .map(entry)
                        .collect(),
                })
                .filter(|group| !group.entries.is_empty())
                .collect(),
        })
    }
}

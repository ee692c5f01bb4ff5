//! The fold below a thing: what is said about it, and the form to answer.
//!
//! It is a template of its own and not included: a page shows a dozen of them, and what the compiler needs for one function
//! grows faster than the function.

use super::{Talks, talk::Talk};
use askama::{Template, filters::HtmlSafe};

/// Drawn, it is HTML that a template shows as it is.
#[derive(Template)]
#[template(path = "conversation/fold.html")]
pub struct Fold<'a> {
    talks: &'a Talks,
    place: String,
    /// None: the panel is drawn alone, and the page has it already.
    talk: Option<&'a Talk>,
}

impl HtmlSafe for Fold<'_> {}

impl Talks {
    /// The fold of a place.
    pub fn fold(&self, place: impl Into<String>) -> Fold<'_> {
        let place = place.into();
        Fold {
            talks: self,
            talk: self.at(&place),
            place,
        }
    }
}

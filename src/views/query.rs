//! What stands behind the question mark of a page, as a view keeps it.

use crate::pipeline::Asked;
use url::form_urlencoded::Serializer;

/// The longest that a view keeps, as the column has it.
pub const MOST: usize = 2000;

/// What a query asks for, as it is kept and compared: in the pipeline's own words, without where lists begin, without a
/// moment of the past, and without what no page understands.
pub fn tidied(query: &str) -> String {
    let asked = read(query).with(|asked| asked.at.clear());
    Serializer::new(String::new())
        .extend_pairs(asked.pairs())
        .finish()
}

/// What a query asks for. One that cannot be read asks for nothing.
pub fn read(query: &str) -> Asked {
    serde_html_form::from_str(query.trim_start_matches('?')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_what_narrows_and_nothing_else() {
        for (query, kept) in [
            ("", ""),
            ("owner=mine&journey=", "owner=mine"),
            (
                "?outcome=all&owner=mine&after=1.a&after=choose.2",
                "owner=mine&outcome=all",
            ),
            ("at=2026-01-01T00:00:00Z&q=a+b%26c", "q=a+b%26c"),
            (
                "phase=choose&owner=mine&phase=change",
                "owner=mine&phase=choose&phase=change",
            ),
            ("owner=mine&changed=1&nonsense=2", "owner=mine"),
            ("q=<script>\"'", "q=%3Cscript%3E%22%27"),
            ("owner=one&owner=other", ""),
        ] {
            assert_eq!(tidied(query), kept, "{query}");
            assert_eq!(tidied(kept), kept, "{query}");
        }
    }
}

//! What stands behind the question mark of a page, as a view keeps it.

use url::form_urlencoded::{Serializer, parse};

/// The longest that a view keeps, as the column has it.
pub const MOST: usize = 2000;

/// What changes from one look to the next, or is a moment of its own: no part of a view.
const PASSING: [&str; 3] = ["after", "at", "changed"];

/// A query as it is kept and compared: read and written anew, without what is empty or passing.
pub fn tidied(query: &str) -> String {
    without(query, &PASSING)
}

/// A query read and written anew without these pairs, the empty ones, and characters that no browser types.
pub fn without(query: &str, left_out: &[&str]) -> String {
    let mut pairs: Vec<(String, String)> = parse(query.trim_start_matches('?').as_bytes())
        .map(|(name, value)| (plain(&name), plain(&value)))
        .filter(|(name, value)| !value.is_empty() && !left_out.contains(&name.as_str()))
        .collect();
    // The order of different names says nothing; that of one name's values may.
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
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
                "outcome=all&owner=mine",
            ),
            ("at=2026-01-01T00:00:00Z&text=a+b%26c", "text=a+b%26c"),
            (
                "phase=choose&owner=mine&phase=change",
                "owner=mine&phase=choose&phase=change",
            ),
            ("owner=%00%0D%0Amine&changed=1", "owner=mine"),
            ("<script>=\"'", "%3Cscript%3E=%22%27"),
            ("%FF=%FE", "%EF%BF%BD=%EF%BF%BD"),
        ] {
            assert_eq!(tidied(query), kept, "{query}");
            assert_eq!(tidied(kept), kept, "{query}");
        }
    }
}

//! Where a visitor goes on to after signing in: a page of ours, whatever the address says.

use url::Url;

const LONGEST: usize = 2000;

/// The path, if it leads to a page of this installation; `None` for what a browser would take for another site's.
pub fn local(path: &str) -> Option<&str> {
    let plain = path.len() <= LONGEST
        && path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    let here = Url::parse("http://here.invalid/").ok()?;
    let there = here.join(path).ok()?;
    (plain && there.origin() == here.origin()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_our_own_are_followed() {
        for path in [
            "/",
            "/pipeline",
            "/opportunities/1?stage=2&then=//x",
            "/a#b",
            "/%2F%2Fevil",
        ] {
            assert_eq!(local(path), Some(path));
        }
        for path in [
            "",
            "pipeline",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            " /pipeline",
            "/a b",
            "///evil.example",
        ] {
            assert_eq!(local(path), None, "{path:?} was followed");
        }
    }
}

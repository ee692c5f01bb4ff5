//! The container's image: what it is made from.

use super::read;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands after this word at the beginning of a line.
fn after(file: &str, word: &str) -> Vec<String> {
    read(&root().join(file))
        .lines()
        .filter_map(|line| Some(line.strip_prefix(word)?.trim().to_owned()))
        .collect()
}

#[test]
fn it_is_built_by_the_rust_that_the_crate_names_on_the_debian_it_runs_on() {
    let rust = after("Cargo.toml", "rust-version = ");
    let rust = rust[0].trim_matches('"');
    let bases = after("Dockerfile", "FROM ");
    assert_eq!(
        bases,
        [
            format!("rust:{rust}-bookworm AS builder"),
            "debian:bookworm-slim".to_owned()
        ]
    );
}

#[test]
fn it_is_sent_what_it_needs_and_neither_data_nor_history() {
    let ignored = read(&root().join(".dockerignore"));
    let rules: Vec<_> = ignored.lines().filter(|l| !l.starts_with('#')).collect();
    assert_eq!(rules[0], "*", "everything is left out first");
    for rule in &rules[1..] {
        let sent = rule.strip_prefix('!').expect("only exceptions follow");
        assert!(root().join(sent).exists(), "{sent} has moved");
        assert!(!["target", "data", ".git", "."].contains(&sent), "{sent}");
    }
}

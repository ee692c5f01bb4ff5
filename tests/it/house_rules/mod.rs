//! How the house is kept: what a reader of the code may rely on without reading all of it.

mod image;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every file below a folder with this ending.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = vec![];
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Where it is, from the root of the repository.
fn name(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is compiled into the product: no comments, no unit tests.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") || name(path).contains("/tests/") {
        return String::new();
    }
    let text = read(path);
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Lines of files in which one of these stands, with the file.
fn lines_with<'a>(paths: impl IntoIterator<Item = &'a PathBuf>, what: &[&str]) -> Vec<String> {
    let mut found = vec![];
    for path in paths {
        let text = if path.extension().is_some_and(|e| e == "rs") {
            code(path)
        } else {
            read(path)
        };
        let lines = text
            .lines()
            .filter(|line| what.iter().any(|what| line.contains(what)));
        found.extend(lines.map(|line| format!("{}: {}", name(path), line.trim())));
    }
    found
}

fn none(found: Vec<String>, why: &str) {
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

#[test]
fn the_rule_knows_no_web_and_no_database() {
    let rule = files("src/journey", "rs");
    assert!(rule.len() > 5, "the rule has moved");
    // Its words are stored as they are: the one thing it may know of a database is how to be a column.
    let found = lines_with(
        &rule,
        &[
            "axum",
            "sqlx",
            "askama",
            "tokio",
            "crate::database",
            "crate::web",
        ],
    );
    none(found, "the rule is pure");
    let found = lines_with(&rule, &["crate::"]);
    let others = found
        .into_iter()
        .filter(|line| !line.contains("crate::journey") && !line.contains("crate::ids"));
    none(others.collect(), "the rule depends on nobody");
}

#[test]
fn every_query_is_checked_against_the_schema() {
    let unchecked = [
        "sqlx::query(",
        "query_as(",
        "query_scalar(",
        "query_with(",
        "raw_sql(",
        "QueryBuilder",
        "AssertSqlSafe",
    ];
    let found = lines_with(&files("src", "rs"), &unchecked);
    // Opening transactions, making databases and setting a clock are not about tables.
    let at_home = |line: &String| {
        let homes = [
            "src/database/",
            "src/demo/workspace.rs",
            "src/ledger/store.rs",
            // What the pipeline's addresses ask for is put together of pieces that are written there.
            "src/pipeline/store/find",
        ];
        homes.iter().any(|home| line.starts_with(home))
    };
    none(
        found.into_iter().filter(|line| !at_home(line)).collect(),
        "use query!, query_as! or query_scalar!",
    );
}

#[test]
fn a_room_keeps_its_queries_in_its_store() {
    let outside = [
        "src/database/",
        "src/web/health.rs",
        "src/commands/",
        "src/demo/workspace.rs",
        "src/people/viewer.rs",
    ];
    let found = lines_with(&files("src", "rs"), &["sqlx::query"]);
    let strays = found.into_iter().filter(|line| {
        !line.contains("/store") && !outside.iter().any(|place| line.starts_with(place))
    });
    none(strays.collect(), "SQL belongs into the room's store");
}

#[test]
fn nothing_reaches_a_page_unescaped() {
    let templates = files("templates", "html");
    assert!(templates.len() > 20, "the templates have moved");
    none(
        lines_with(
            &templates,
            &["|safe", "| safe", "|escape(\"none", "autoescape"],
        ),
        "askama escapes everything",
    );
    none(
        lines_with(
            &files("src", "rs"),
            &["escape = \"none\"", "MarkupDisplay", "filters::safe"],
        ),
        "askama escapes everything",
    );
}

#[test]
fn pages_carry_no_code_and_no_style_of_their_own() {
    let templates = files("templates", "html");
    let templates: Vec<_> = templates
        .iter()
        .filter(|t| !name(t).contains("/mail/"))
        .collect();
    let found = lines_with(
        templates,
        &[
            " style=",
            "<style",
            " onclick",
            " onload",
            " onchange",
            " onsubmit",
            "javascript:",
            "<script>",
        ],
    );
    none(found, "the content security policy forbids it");
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let mut places = files("templates", "html");
    places.extend(files("static", "css"));
    places.extend(files("static", "js"));
    none(
        lines_with(
            &places,
            &[
                "src=\"http",
                "src=\"//",
                "url(http",
                "url(//",
                "@import",
                "from \"http",
                "fetch(\"http",
            ],
        ),
        "everything is served by Saidso itself",
    );
    let rust = files("src", "rs");
    none(
        lines_with(
            &rust,
            &[
                concat!("registry.", "npmjs"),
                concat!("crates", ".io"),
                concat!("pypi", ".org"),
            ],
        ),
        "no registry's host is named",
    );
}

#[test]
fn files_stay_short_enough_to_read() {
    let mut long = vec![];
    for (folder, ending) in [
        ("src", "rs"),
        ("tests", "rs"),
        ("templates", "html"),
        ("static", "css"),
        ("static", "js"),
    ] {
        for file in files(folder, ending) {
            let lines = read(&file).lines().count();
            // Stories of one thing may go on a little longer.
            let most = if name(&file).contains("tests") {
                600
            } else {
                400
            };
            if lines > most {
                long.push(format!("{}: {lines} lines", name(&file)));
            }
        }
    }
    none(long, "split it by noun");
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_skipped() {
    let mut rust = files("src", "rs");
    rust.extend(files("tests", "rs"));
    let this = |file: &&PathBuf| !file.ends_with("house_rules/mod.rs");
    let marks = [
        "TODO",
        "FIXME",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        "#[ignore",
        "allow(dead_code",
        "allow(unused",
    ];
    let mut found = vec![];
    for file in rust.iter().filter(this) {
        let text = read(file);
        let lines = text
            .lines()
            .filter(|line| marks.iter().any(|mark| line.contains(mark)));
        found.extend(lines.map(|line| format!("{}: {}", name(file), line.trim())));
    }
    found.extend(lines_with(&files("templates", "html"), &["TODO", "FIXME"]));
    none(found, "finish it or leave it out");
}

#[test]
fn nothing_a_visitor_does_can_panic_by_carelessness() {
    none(
        lines_with(&files("src", "rs"), &[".unwrap()", "panic!(\"\")"]),
        "return an error, or say in expect why it cannot be",
    );
}

#[test]
fn names_say_what_a_thing_is() {
    let vague = [
        "util", "utils", "helper", "helpers", "manager", "service", "services", "dto", "common",
        "misc",
    ];
    let is_vague = |path: &&PathBuf| {
        let path = name(path);
        path.split(['/', '.']).any(|part| vague.contains(&part))
    };
    let found: Vec<_> = files("src", "rs")
        .iter()
        .filter(is_vague)
        .map(|path| name(path))
        .collect();
    none(found, "call it by what it does");
}

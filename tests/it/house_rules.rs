//! How the house is kept: what a reader of the code may rely on without reading all of it.

use std::{
    collections::BTreeSet,
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
    // Opening transactions and making databases is not about tables; the demo sets its clock.
    let at_home = |line: &String| {
        line.starts_with("src/database/") || line.starts_with("src/demo/workspace.rs")
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

/// Whose table it is. Only this room writes it; any may read it. Nobody: the database alone does.
const OWNERS: &[(&str, &[&str])] = &[
    ("workspace", &["people"]),
    ("person", &["people"]),
    ("member", &["people"]),
    ("session", &["people"]),
    ("sign_in_link", &["people"]),
    ("setup_link", &["people"]),
    ("sign_in_failure", &["people"]),
    ("invitation", &["people"]),
    ("account", &["accounts"]),
    ("contact", &["accounts"]),
    ("journey", &["journeys"]),
    ("edition", &["journeys"]),
    ("stage", &["journeys"]),
    // A team makes verifiers for one deal too.
    ("verifier", &["journeys", "opportunities"]),
    ("opportunity", &["opportunities"]),
    ("tailoring", &["opportunities"]),
    ("passage", &["opportunities"]),
    ("outcome", &["opportunities"]),
    ("reopening", &["opportunities"]),
    ("evidence", &["evidence"]),
    ("bearing", &["evidence"]),
    ("withdrawal", &["evidence"]),
    ("challenge", &["evidence"]),
    ("challenge_answer", &["evidence"]),
    ("fall_back", &[]),
    ("lapse_watch", &[]),
    ("event", &[]),
    ("ledger_head", &[]),
];

#[test]
fn every_table_has_an_owner() {
    let mut tables = BTreeSet::new();
    for migration in files("migrations", "sql") {
        let text = read(&migration);
        for after in text.split("create table ").skip(1) {
            let table = after.split_whitespace().next().unwrap_or_default();
            tables.insert(table.to_owned());
        }
    }
    let owned: BTreeSet<_> = OWNERS
        .iter()
        .map(|(table, _)| (*table).to_owned())
        .collect();
    assert_eq!(tables, owned, "say above whose table it is");
}

/// The tables that a text writes.
fn written(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase().replace(['"', '(', ')', ';'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut tables = BTreeSet::new();
    for at in words.windows(3) {
        match at {
            ["insert", "into", table] | ["delete", "from", table] => {
                drop(tables.insert((*table).to_owned()))
            }
            ["truncate", "table", table] => drop(tables.insert((*table).to_owned())),
            ["update", table, _] => drop(tables.insert((*table).to_owned())),
            _ => {}
        }
    }
    tables
}

#[test]
fn only_the_owning_room_writes_a_table() {
    let mut wrong = vec![];
    let mut writes = 0;
    for file in files("src", "rs") {
        let place = name(&file);
        let room = place.split('/').nth(1).unwrap_or_default();
        for table in written(&code(&file)) {
            if let Some((_, owners)) = OWNERS.iter().find(|(owned, _)| *owned == table) {
                writes += 1;
                if !owners.contains(&room) {
                    wrong.push(format!("{place} writes {table}"));
                }
            }
        }
    }
    // The demo lets its clock be set and gives its people faces, as nobody else may.
    wrong.retain(|line| !line.starts_with("src/demo/workspace.rs "));
    assert!(writes > 20, "the queries are not found any more");
    none(wrong, "only the owning room writes a table");
}

#[test]
fn every_query_about_customers_names_the_workspace() {
    let global = [
        "person",
        "session",
        "sign_in_link",
        "setup_link",
        "sign_in_failure",
    ];
    let isolated = || {
        OWNERS
            .iter()
            .map(|(table, _)| *table)
            .filter(|table| !global.contains(table))
    };
    let mut found = vec![];
    for file in files("src", "rs")
        .iter()
        .filter(|file| name(file).contains("/store"))
    {
        for query in code(file).split("sqlx::query").skip(1) {
            let text = query.split(".fetch").next().unwrap_or_default();
            let text = text.split(".execute").next().unwrap_or_default();
            let reads = |table: &str| {
                ["from", "join", "into", "update"].iter().any(|before| {
                    text.split_whitespace()
                        .collect::<Vec<_>>()
                        .windows(2)
                        .any(|w| w == [*before, table])
                })
            };
            if isolated().any(reads)
                && !text.contains("workspace_id")
                && !text.contains("workspace w")
                && !text.contains("w.id")
            {
                found.push(format!(
                    "{}: {}",
                    name(file),
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                ));
            }
        }
    }
    // Of a person who has no workspace open yet, and of the workspace itself.
    let is_known = |line: &String| {
        [
            "from member where person_id",
            "workspace set",
            "into workspace",
            "from workspace",
        ]
        .iter()
        .any(|known| line.contains(known))
    };
    none(
        found.into_iter().filter(|line| !is_known(line)).collect(),
        "say where workspace_id = $1, though row level security also guards",
    );
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
        lines_with(&rust, &["registry.npmjs", "crates.io", "pypi.org"]),
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
            if lines > 400 {
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
    let this = |file: &&PathBuf| !file.ends_with("house_rules.rs");
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

//! The routes that the source registers. The router cannot be asked, so the rooms' `routes()` are read; what cannot be
//! read fails, so that nothing slips by.

use std::{fs, path::PathBuf};

/// (method, path), as registered by everything that `App::router` merges.
pub fn registered() -> Vec<(String, String)> {
    let app = source("app.rs");
    let router = between(&app, "pub fn router(self) -> Router {", "self.house(rooms)");
    assert_eq!(count(router, ".route("), 0, "App::router only merges rooms");
    let mut reading = Reading::default();
    for room in arguments(router, ".merge(") {
        let room = room.strip_suffix("::routes()").expect("a room’s routes");
        reading.read(room, "");
    }
    assert_eq!(
        reading.seen,
        everything_that_registers(),
        "a route is registered where App::router does not reach it in a way that this test can read"
    );
    reading.routes
}

#[derive(Default)]
struct Reading {
    routes: Vec<(String, String)>,
    /// How many `.route(` were read.
    seen: usize,
}

impl Reading {
    /// Reads the module of this path, whose routes stand below `prefix`.
    fn read(&mut self, module: &str, prefix: &str) {
        let text = module_source(module);
        let mut nested = vec![];
        for (path, target) in pairs(&text, ".nest(") {
            let below = format!("{prefix}{}", literal(&path));
            match target.strip_suffix("::routes()") {
                Some(child) => self.read(&format!("{module}/{child}"), &below),
                None => nested.push((binding(&text, &target), below)),
            }
        }
        for room in arguments(&text, ".merge(") {
            if let Some(child) = room.strip_suffix("::routes()") {
                self.read(&format!("{module}/{child}"), prefix);
            } else {
                let own = room.strip_suffix("()").expect("a function or a room");
                assert!(text.contains(&format!("fn {own}()")), "{module}: {room}");
            }
        }
        for (at, arguments) in calls(&text, ".route(") {
            let (path, handlers) = two(&arguments);
            let outer = nested.iter().find(|(range, _)| range.contains(&at));
            let below = outer.map_or(prefix, |(_, below)| below);
            self.add(below, &literal(&path), &handlers);
        }
    }

    fn add(&mut self, prefix: &str, path: &str, handlers: &str) {
        let whole = match (prefix, path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, path) => format!("{prefix}{path}"),
        };
        self.seen += 1;
        for method in methods(handlers) {
            self.routes.push((method, whole.clone()));
        }
    }
}

/// `get(a).post(b)` answers GET and POST. Anything else is not known here.
fn methods(handlers: &str) -> Vec<String> {
    let mut rest = handlers;
    let mut methods = vec![];
    while !rest.is_empty() {
        let open = rest
            .find('(')
            .unwrap_or_else(|| panic!("handlers: {handlers}"));
        let name = rest[..open].trim_start_matches('.');
        let known = ["get", "post", "put", "patch", "delete"].contains(&name);
        assert!(
            known,
            "“{name}” in {handlers} is no method known to this test"
        );
        methods.push(name.to_uppercase());
        rest = rest[open..][inside(&rest[open..]).len() + 2..].trim();
    }
    methods
}

/// In all of `src`: how often a route is registered. What registers in another way may not be there.
fn everything_that_registers() -> usize {
    let mut routes = 0;
    for file in crate::house_rules::files("src", "rs") {
        let text = code(&fs::read_to_string(&file).expect("a file"));
        for other in [
            ".route_service(",
            ".nest_service(",
            ".fallback_service(",
            "MethodFilter",
            "any(",
        ] {
            let registers =
                text.contains(other) && text.contains("Router<") || text.contains("routing::any");
            let is_method = other == "any(" && !text.contains("routing::any");
            assert!(!registers || is_method, "{}: {other}", file.display());
        }
        // The metrics answer on an address of their own.
        if !file.ends_with("web/metrics.rs") {
            routes += count(&text, ".route(");
        }
    }
    routes
}

fn module_source(module: &str) -> String {
    let folder = format!("{module}/mod.rs");
    match root().join("src").join(&folder).exists() {
        true => source(&folder),
        false => source(&format!("{module}.rs")),
    }
}

fn source(file: &str) -> String {
    let path = root().join("src").join(file);
    code(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Without comments and unit tests, and on one line.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join(" ")
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, after) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    after.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

/// Where each call stands, and what is in its parentheses.
fn calls(text: &str, call: &str) -> Vec<(usize, String)> {
    let found = text.match_indices(call);
    found
        .map(|(at, _)| (at, inside(&text[at + call.len() - 1..]).trim().to_owned()))
        .collect()
}

fn arguments(text: &str, call: &str) -> Vec<String> {
    calls(text, call)
        .into_iter()
        .map(|(_, inside)| inside)
        .collect()
}

fn pairs(text: &str, call: &str) -> Vec<(String, String)> {
    arguments(text, call)
        .iter()
        .map(|inside| two(inside))
        .collect()
}

fn two(arguments: &str) -> (String, String) {
    let (one, other) = arguments
        .split_once(',')
        .unwrap_or_else(|| panic!("two: {arguments}"));
    (
        one.trim().to_owned(),
        other.trim().trim_end_matches(',').to_owned(),
    )
}

/// What stands between the parenthesis at the beginning and the one that closes it.
fn inside(text: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[1..at];
        }
    }
    panic!("not closed: {text}")
}

fn literal(text: &str) -> String {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inner
        .unwrap_or_else(|| panic!("a path has to be written out: {text}"))
        .to_owned()
}

/// Where a name is bound in a text, up to the semicolon.
fn binding(text: &str, name: &str) -> std::ops::Range<usize> {
    let start = text.find(&format!("let {name} = Router::new()"));
    let start = start.unwrap_or_else(|| panic!("no router called {name}"));
    let end = text[start..].find(';').expect("a statement ends");
    start..start + end
}

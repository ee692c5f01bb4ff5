//! Templates: what they may not contain, and what the field macros promise.

use askama::Template;
use saidso::web::{
    choices::Choice,
    forms::FormErrors,
    frame::{Frame, ViewerCard},
};
use scraper::{Html, Selector};
use std::{fs, path::Path};

fn templates() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("the templates are there") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let text = fs::read_to_string(&path).expect("a readable template");
                found.push((path.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"),
        &mut found,
    );
    assert!(!found.is_empty());
    found
}

/// The start tags of a template, without askama's own syntax.
fn start_tags(text: &str) -> Vec<&str> {
    text.split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic()))
        .map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag))
        .collect()
}

#[test]
fn no_template_carries_inline_code_or_style() {
    for (path, text) in templates() {
        for tag in start_tags(&text) {
            let mut words = tag.split_ascii_whitespace();
            let name = words.next().unwrap_or_default();
            assert!(name != "style", "{path} has a <style> element");
            assert!(
                name != "script" || tag.contains("src="),
                "{path} has an inline script"
            );
            for word in words {
                assert!(
                    !word.starts_with("style="),
                    "{path}: <{tag}> has a style attribute"
                );
                let handler = word.starts_with("on") && word.contains('=');
                assert!(!handler, "{path}: <{tag}> has an inline handler");
            }
            assert!(
                !tag.contains("javascript:"),
                "{path}: <{tag}> has a script for an address"
            );
        }
    }
}

#[test]
fn every_value_in_a_template_is_escaped() {
    for (path, text) in templates() {
        let squeezed: String = text.split_whitespace().collect();
        for way_round in ["|safe", "|escape(\"none\")", "{%filtersafe", "|unsafe"] {
            assert!(
                !squeezed.contains(way_round),
                "{path} goes round the escaping"
            );
        }
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "frame.html" %}{% import "parts/fields.html" as f %}{% import "parts/bits.html" as b %}
{% block content %}
<h1>{{ frame.title }}</h1>{{ f::error_summary(errors) }}
{{ f::text(errors, "name", "Name", name, hint="As they write it.", required=true, max=80) }}
{{ f::text(errors, "said_on", "When", "2026-11-06", kind="date", short=true) }}
{{ f::textarea(errors, "words", "Their words", name, voice=true, paste_url="/read", prefix="e-") }}
{{ f::select(errors, "channel", "How", choices, none="Choose…") }}
{{ f::money(errors, "amount", "currency", "Amount", "480,000", choices) }}
{{ f::check(errors, "stay", "Stay signed in", true) }}
{{ f::checks(errors, "verifiers", "What does it prove?", choices, hint="All that apply.") }}
{{ f::cards(errors, "strength", "How sure?", choices) }}
{% call f::pick_or_new(errors, "contact", "Who", choices, "Somebody new") %}{{ f::text(errors, "new_name", "Their name", "") }}{% endcall %}
{{ b::face("MK", 3, text=name) }}{{ b::mark("written ageing", "Written, ageing") }}{{ b::tag("ageing", "warn") }}
{{ b::empty("No deals yet", "Open the first.", "/new", "New opportunity") }}{{ b::pager("1 to 50", "", "/more") }}
{% endblock %}"#
)]
struct Everything {
    frame: Frame,
    errors: FormErrors,
    name: String,
    choices: Vec<Choice>,
}

fn everything(errors: FormErrors, viewer: Option<ViewerCard>) -> Html {
    let page = Everything {
        frame: Frame {
            title: "Everything".into(),
            place: "pipeline",
            body: if viewer.is_some() { "" } else { "plain" },
            viewer,
            notice: None,
            live: None,
            past: Default::default(),
        },
        errors,
        name: "<b>\"Ines\" & co</b>".into(),
        choices: vec![
            Choice::new("a", "First").explained("The first of them"),
            Choice::new("b", "Second").chosen_if(true),
        ],
    };
    Html::parse_document(&page.render().expect("the page renders"))
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

#[test]
fn every_control_has_a_label_and_every_id_is_there_once() {
    let page = everything(FormErrors::default(), None);
    let mut ids: Vec<_> = all(&page, "[id]")
        .iter()
        .filter_map(|e| e.attr("id"))
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    let controls = all(&page, "main input, main select, main textarea");
    assert!(controls.len() > 12);
    for control in controls {
        let named = control.attr("aria-label").is_some()
            || control
                .ancestors()
                .filter_map(scraper::ElementRef::wrap)
                .any(|above| above.value().name() == "label")
            || control
                .attr("id")
                .is_some_and(|id| !all(&page, &format!("label[for=\"{id}\"]")).is_empty());
        assert!(named, "{} has no label", control.html());
    }
}

#[test]
fn an_error_stands_beside_its_field_and_is_tied_to_it() {
    let mut errors = FormErrors::default();
    errors.add("name", "Please give a name.");
    errors.add("verifiers", "Please tick at least one.");
    errors.add("strength", "Please say how sure this is.");
    let page = everything(errors, None);
    let name = all(&page, "input#name")[0];
    assert_eq!(name.attr("aria-invalid"), Some("true"));
    assert_eq!(name.attr("aria-describedby"), Some("name-hint name-error"));
    assert_eq!(
        all(&page, "#name-error")[0].text().collect::<String>(),
        "Please give a name."
    );
    for described in all(&page, "[aria-describedby]") {
        for id in described
            .attr("aria-describedby")
            .unwrap_or_default()
            .split(' ')
        {
            assert_eq!(
                all(&page, &format!("[id=\"{id}\"]")).len(),
                1,
                "{id} is not there"
            );
        }
    }
    assert_eq!(all(&page, "[role=alert]").len(), 1);
    assert!(
        all(
            &everything(FormErrors::default(), None),
            "[role=alert], .error"
        )
        .is_empty()
    );
}

#[test]
fn what_was_typed_is_kept_and_escaped() {
    let page = everything(FormErrors::default(), None);
    let typed = "<b>\"Ines\" & co</b>";
    assert_eq!(all(&page, "input#name")[0].attr("value"), Some(typed));
    assert_eq!(
        all(&page, "#e-words")[0].text().collect::<String>().trim(),
        typed
    );
    assert_eq!(all(&page, "main option[selected]").len(), 3);
    assert_eq!(all(&page, "main [type=radio][checked]").len(), 1);
}

#[test]
fn the_frame_shows_the_way_round_to_members_only() {
    let signed_out = everything(FormErrors::default(), None);
    assert!(all(&signed_out, "nav.places, .menu").is_empty());
    assert_eq!(all(&signed_out, "body.plain").len(), 1);
    let member = ViewerCard {
        name: "Mara Kovač".into(),
        initials: "MK".into(),
        hue: 0,
        role: "rep",
        workspace: "Lumen".into(),
        unread: 0,
        several_workspaces: false,
        manages: false,
        administers: false,
    };
    let page = everything(FormErrors::default(), Some(member));
    let current = all(&page, "nav.places [aria-current=page]");
    assert_eq!(current.len(), 1);
    assert_eq!(current[0].attr("href"), Some("/pipeline"));
    assert_eq!(all(&page, ".menu form[method=post] button").len(), 1);
    assert!(all(&page, "#notice *").is_empty());
}

//! Whose table is whose, and that every query says whose workspace it is about.

use super::{code, files, name, none, read};
use std::collections::BTreeSet;

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
    ("message", &["conversation"]),
    ("mention", &["conversation"]),
    ("became", &["conversation"]),
    ("strategy_session", &["sessions"]),
    ("session_invitation", &["sessions"]),
    ("session_part", &["sessions"]),
    ("session_odds", &["sessions"]),
    ("session_note", &["sessions"]),
    ("session_idea", &["sessions"]),
    ("session_merge", &["sessions"]),
    ("session_doubt", &["sessions"]),
    ("session_dot", &["sessions"]),
    ("session_decision", &["sessions"]),
    ("session_dissent", &["sessions"]),
    ("session_try", &["sessions"]),
    ("obstacle", &["obstacles"]),
    ("obstacle_verifier", &["obstacles"]),
    ("obstacle_contact", &["obstacles"]),
    ("obstacle_turn", &["obstacles"]),
    ("obstacle_word", &[]),
    ("play", &["plays"]),
    ("play_result", &["plays"]),
    ("commitment", &["commitments"]),
    ("commitment_turn", &["commitments"]),
    ("stakeholder", &["stakeholders"]),
    ("influence", &["stakeholders"]),
    ("alternative", &["alternatives"]),
    ("risk_view", &["alternatives"]),
    ("find_name", &[]),
    ("find_evidence", &[]),
    ("find_bearing", &[]),
    ("find_word", &[]),
    ("inbox_item", &["inbox"]),
    ("digest_watch", &["inbox"]),
    ("digest_sent", &["inbox"]),
    ("hold_watch", &[]),
    ("debrief", &["debriefs"]),
    ("debrief_answer", &["debriefs"]),
    ("debrief_watch", &[]),
    ("exchange_rate", &["rates"]),
    ("saved_view", &["views"]),
    ("bulk_change", &["bulk"]),
    ("bulk_change_deal", &["bulk"]),
    ("bulk_undo", &["bulk"]),
    ("live_process", &["live"]),
    ("presence", &["live"]),
    ("review_look", &["review"]),
    ("forecast", &["forecast"]),
    ("forecast_watch", &["forecast"]),
    ("forecast_span", &["forecast"]),
    ("forecast_state", &["forecast"]),
    ("forecast_deal", &["forecast"]),
    ("forecast_lived", &["forecast"]),
    ("forecast_said", &["forecast"]),
    ("forecast_month", &["forecast"]),
    ("forecast_came", &["forecast"]),
    ("review_sitting", &["review"]),
    ("ending", &[]),
    ("ending_verifier", &[]),
    ("ending_obstacle", &[]),
    ("ending_sum", &[]),
    ("hindsight", &["learn"]),
    ("proposal", &["learn"]),
    ("proposal_answer", &["learn"]),
    ("deal_version", &[]),
    ("pipeline_sum", &[]),
    ("pipeline_summed", &[]),
    ("kept_flow", &[]),
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
    let table = |at: &[&str]| match at {
        ["insert", "into", table] | ["delete", "from", table] => Some((*table).to_owned()),
        ["truncate", "table", table] | ["update", table, _] => Some((*table).to_owned()),
        _ => None,
    };
    words.windows(3).filter_map(table).collect()
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
    // The seed writes whole histories at once, as no page does, by the same grants and triggers.
    let apart = ["src/demo/workspace.rs ", "src/seed/store/"];
    wrong.retain(|line| !apart.iter().any(|place| line.starts_with(place)));
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
        "live_process",
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

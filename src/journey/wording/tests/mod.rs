//! What the wording check says of statements.

mod statements;

use super::{REWORDINGS, RULES, Verdict, objection};
use statements::{GOOD, NONE};

#[test]
fn a_statement_about_the_customer_passes() {
    for statement in GOOD.lines().filter(|line| !line.is_empty()) {
        assert_eq!(objection(statement), None, "{statement}");
    }
}

#[test]
fn a_statement_about_us_is_met_with_a_reason_and_a_rewording() {
    let mut wrong = Vec::new();
    for (statement, why, instead) in NONE {
        match objection(statement) {
            None => wrong.push(format!("{statement}: passes")),
            Some(found) if !found.why.contains(why) || !found.instead.contains(instead) => {
                wrong.push(format!("{statement}: {} / {}", found.why, found.instead));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rewording_offered_is_itself_a_verifier() {
    let by_kind = RULES.iter().filter_map(|rule| match rule.verdict {
        Verdict::Objection { instead, .. } => instead,
        Verdict::Fine => None,
    });
    let by_topic = REWORDINGS.iter().map(|(_, instead)| *instead);
    for instead in by_kind.chain(by_topic) {
        assert_eq!(objection(instead), None, "{instead}");
    }
}

#[test]
fn every_reason_is_one_sentence() {
    for rule in &RULES {
        if let Verdict::Objection { why, .. } = rule.verdict {
            assert!(why.ends_with('.') && why.matches('.').count() == 1, "{why}");
        }
    }
}

#[test]
fn case_punctuation_and_emptiness_change_nothing() {
    for statement in ["PROPOSAL SENT!", "  proposal   sent. ", "“Proposal sent”"] {
        assert_eq!(objection(statement), objection("Proposal sent"));
    }
    for statement in ["", "   ", "…", "'s"] {
        assert_eq!(objection(statement), None);
    }
}

proptest::proptest! {
    #[test]
    fn no_statement_makes_the_rules_panic(statement in ".{0,80}", words in "(they|we|our|demo|sent|is|by|the|İ| ){0,12}") {
        objection(&statement);
        objection(&words);
    }
}

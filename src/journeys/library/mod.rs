//! The library: the journeys that a new workspace starts with, written as data, one file each.
//! They are a start to change, not a doctrine. A workspace copies them and publishes its own editions.

use crate::journey::terms::{Dimension, Phase, Strength};
use serde::Deserialize;
use std::sync::LazyLock;

/// One journey as shipped: what a customer goes through, from doubt to a first day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JourneyTemplate {
    /// The file it comes from, without its ending: `considered-purchase`.
    #[serde(skip)]
    pub stem: String,
    pub name: String,
    /// For which sales it is meant.
    pub description: String,
    pub stages: Vec<StageTemplate>,
}

/// One stage as shipped: what the customer has to decide.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageTemplate {
    pub name: String,
    /// The customer's question, as the customer would put it.
    pub question: String,
    pub phase: Phase,
    /// What to ask ourselves when a deal stands here.
    pub coaching: String,
    /// What is usually in the way here.
    pub obstacles: Vec<String>,
    pub verifiers: Vec<VerifierTemplate>,
}

/// One verifier as shipped: a statement about the customer that is true or not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifierTemplate {
    /// Short and stable, unique in its journey.
    pub key: String,
    pub statement: String,
    pub dimension: Dimension,
    pub least_strength: Strength,
    /// How long evidence for it counts. None where a fact stays a fact.
    pub fresh_days: Option<u16>,
    pub required: bool,
    /// What is accepted, for example.
    pub counts: String,
    /// What sounds like it and is not.
    pub not_enough: String,
    /// A question that helps to find out.
    pub coaching: String,
}

impl JourneyTemplate {
    /// The verifier with this key, and the number of its stage (from 0).
    pub fn verifier(&self, key: &str) -> Option<(usize, &VerifierTemplate)> {
        self.stages.iter().enumerate().find_map(|(stage, found)| {
            let verifier = found.verifiers.iter().find(|verifier| verifier.key == key);
            verifier.map(|verifier| (stage, verifier))
        })
    }
}

const FILES: [(&str, &str); 4] = [
    (
        "considered-purchase",
        include_str!("considered-purchase.toml"),
    ),
    (
        "renewal-and-expansion",
        include_str!("renewal-and-expansion.toml"),
    ),
    (
        "public-sector-tender",
        include_str!("public-sector-tender.toml"),
    ),
    ("short-purchase", include_str!("short-purchase.toml")),
];

static LIBRARY: LazyLock<Vec<JourneyTemplate>> =
    LazyLock::new(|| FILES.iter().map(|(stem, text)| read(stem, text)).collect());

fn read(stem: &str, text: &str) -> JourneyTemplate {
    let journey: JourneyTemplate = toml::from_str(text)
        .unwrap_or_else(|error| panic!("the shipped journey {stem} cannot be read: {error}"));
    JourneyTemplate {
        stem: stem.to_owned(),
        ..journey
    }
}

/// The shipped journeys, in the order in which a new workspace shows them.
pub fn journeys() -> &'static [JourneyTemplate] {
    &LIBRARY
}

/// The shipped journey from this file.
pub fn journey(stem: &str) -> Option<&'static JourneyTemplate> {
    journeys().iter().find(|journey| journey.stem == stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn stages() -> impl Iterator<Item = (&'static JourneyTemplate, &'static StageTemplate)> {
        journeys()
            .iter()
            .flat_map(|journey| journey.stages.iter().map(move |stage| (journey, stage)))
    }

    fn verifiers() -> impl Iterator<Item = &'static VerifierTemplate> {
        stages().flat_map(|(_, stage)| &stage.verifiers)
    }

    #[test]
    fn all_four_journeys_are_read_and_found_by_their_file() {
        let names: Vec<_> = journeys()
            .iter()
            .map(|journey| (journey.name.as_str(), journey.stages.len()))
            .collect();
        assert_eq!(
            names,
            [
                ("Considered purchase", 6),
                ("Renewal and expansion", 5),
                ("Public-sector tender", 6),
                ("Short purchase", 3),
            ]
        );
        assert!(journey("short-purchase").is_some());
        assert!(journey("complex-purchase").is_none());
    }

    #[test]
    fn every_stage_asks_for_one_to_four_things_and_no_more() {
        for (journey, stage) in stages() {
            let required = stage.verifiers.iter().filter(|v| v.required).count();
            assert!(
                (1..=4).contains(&required),
                "{}, {}: {required}",
                journey.name,
                stage.name
            );
        }
    }

    #[test]
    fn phases_never_go_backwards_and_end_in_a_commitment() {
        for journey in journeys() {
            let phases: Vec<_> = journey.stages.iter().map(|stage| stage.phase).collect();
            assert!(phases.is_sorted(), "{}: {phases:?}", journey.name);
            assert_eq!(phases.last(), Some(&Phase::Commit), "{}", journey.name);
        }
    }

    #[test]
    fn every_statement_has_the_customer_as_its_subject() {
        let subjects = [
            "They ",
            "Their ",
            "Someone ",
            "Whoever ",
            "The most ",
            "The holder ",
            "A sceptic ",
            "A new owner ",
        ];
        for verifier in verifiers() {
            let statement = &verifier.statement;
            assert!(
                subjects
                    .iter()
                    .any(|subject| statement.starts_with(subject)),
                "{statement}"
            );
        }
    }

    #[test]
    fn a_statement_fits_on_one_line_and_ends_without_a_full_stop() {
        for verifier in verifiers() {
            let statement = &verifier.statement;
            assert!(statement.chars().count() <= 90, "{statement}");
            assert!(!statement.ends_with('.'), "{statement}");
        }
    }

    #[test]
    fn every_verifier_says_what_counts_what_does_not_and_what_to_ask() {
        for verifier in verifiers() {
            for text in [&verifier.counts, &verifier.not_enough] {
                let ends = text.ends_with(['.', '”']);
                assert!(ends, "{}: {text}", verifier.key);
            }
            assert!(verifier.coaching.ends_with('?'), "{}", verifier.coaching);
        }
        for (_, stage) in stages() {
            assert!(stage.question.ends_with('?'), "{}", stage.question);
            assert!(!stage.obstacles.is_empty(), "{}", stage.name);
        }
    }

    #[test]
    fn hearsay_is_never_enough() {
        assert!(verifiers().all(|verifier| verifier.least_strength > Strength::Reported));
    }

    #[test]
    fn keys_are_short_plain_and_unique_in_their_journey() {
        for journey in journeys() {
            let mut seen = HashSet::new();
            for verifier in journey.stages.iter().flat_map(|stage| &stage.verifiers) {
                let key = verifier.key.as_str();
                assert!(seen.insert(key), "{}: {key} stands twice", journey.name);
                assert!(key.len() <= 24, "{key}");
                assert!(
                    key.chars().all(|c| c == '-' || c.is_ascii_lowercase()),
                    "{key}"
                );
                assert_eq!(
                    journey.verifier(key).map(|(_, found)| found),
                    Some(verifier)
                );
            }
        }
    }

    #[test]
    fn every_journey_asks_in_all_four_dimensions() {
        for journey in journeys() {
            for dimension in Dimension::ALL {
                assert!(
                    journey
                        .stages
                        .iter()
                        .flat_map(|stage| &stage.verifiers)
                        .any(|verifier| verifier.required && verifier.dimension == *dimension),
                    "{}: nothing required on {dimension}",
                    journey.name
                );
            }
        }
    }
}

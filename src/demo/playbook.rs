//! What the company's journeys came to ask: editions that the team made out of what it had learned, and what its people
//! proposed. A deal follows the edition that was the newest when it was opened.

mod play;

use super::script::day;
use crate::journey::terms::Strength;
use crate::journeys::library::{self, JourneyTemplate, VerifierTemplate};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::LazyLock;

/// What became of the journeys of a company.
#[derive(Debug)]
pub struct Playbook {
    pub editions: Vec<Edition>,
    pub proposals: Vec<Proposal>,
}

/// Of a company that has just begun: the library, as it is.
pub static BLANK: Playbook = Playbook {
    editions: Vec::new(),
    proposals: Vec::new(),
};

/// A journey as one edition asks it, and how that came about.
#[derive(Debug)]
pub struct Edition {
    pub made: Made,
    pub asks: JourneyTemplate,
}

/// How an edition came about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The file of a shipped journey, without its ending.
    pub journey: String,
    pub days_ago: u16,
    /// A member's key.
    pub by: String,
    #[serde(default, rename = "changed")]
    changed: Vec<Changed>,
    #[serde(default, rename = "added")]
    added: Vec<Added>,
}

/// A verifier that is asked otherwise. What is not told stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    verifier: String,
    least_strength: Option<Strength>,
    required: Option<bool>,
    not_enough: Option<String>,
    coaching: Option<String>,
}

/// A verifier that is new, behind the others of its stage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    /// From 1.
    stage: usize,
    asks: VerifierTemplate,
}

/// What somebody proposed, out of what the company's deals told them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    pub journey: String,
    pub verifier: String,
    pub days_ago: u16,
    /// A member's key.
    pub by: String,
    pub words: String,
    /// None: nobody has said anything to it yet.
    pub answer: Option<Answer>,
}

/// Why it was taken up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub days_ago: u16,
    /// A member's key.
    pub by: String,
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// By journey, the first one first.
    #[serde(rename = "edition")]
    editions: Vec<Made>,
    #[serde(rename = "proposal")]
    proposals: Vec<Proposal>,
}

static PLAYBOOK: LazyLock<Playbook> = LazyLock::new(|| {
    let told: Told = toml::from_str(include_str!("playbook.toml"))
        .unwrap_or_else(|error| panic!("the demo's playbook cannot be read: {error}"));
    let mut editions: Vec<Edition> = Vec::new();
    for made in told.editions {
        let before = editions
            .iter()
            .rev()
            .find(|one| one.asks.stem == made.journey);
        let before = before.map(|one| &one.asks);
        let asks = before
            .or_else(|| library::journey(&made.journey))
            .unwrap_or_else(|| panic!("no journey {}", made.journey));
        let asks = made.after(asks);
        editions.push(Edition { made, asks });
    }
    Playbook {
        editions,
        proposals: told.proposals,
    }
});

/// The one of the company whose workspace the demo is.
pub fn playbook() -> &'static Playbook {
    &PLAYBOOK
}

impl Playbook {
    /// What a deal of this journey has to show that was opened on a day.
    pub fn asked(
        &'static self,
        journey: &str,
        opened: NaiveDate,
        today: NaiveDate,
    ) -> Option<&'static JourneyTemplate> {
        let there = |one: &&Edition| one.asks.stem == journey && one.published(today) <= opened;
        let newest = self.editions.iter().rev().find(there);
        newest
            .map(|one| &one.asks)
            .or_else(|| library::journey(journey))
    }
}

impl Edition {
    /// The day on which it was.
    pub fn published(&self, today: NaiveDate) -> NaiveDate {
        day(today, self.made.days_ago)
    }
}

impl Made {
    fn after(&self, before: &JourneyTemplate) -> JourneyTemplate {
        let mut asks = before.clone();
        for changed in &self.changed {
            let mut verifiers = asks
                .stages
                .iter_mut()
                .flat_map(|stage| &mut stage.verifiers);
            let found = verifiers.find(|one| one.key == changed.verifier);
            changed.tell(found.unwrap_or_else(|| panic!("no verifier {}", changed.verifier)));
        }
        for added in &self.added {
            asks.stages[added.stage - 1]
                .verifiers
                .push(added.asks.clone());
        }
        asks
    }
}

impl Changed {
    fn tell(&self, asked: &mut VerifierTemplate) {
        let tell = |field: &mut String, words: &Option<String>| {
            if let Some(words) = words {
                field.clone_from(words);
            }
        };
        asked.least_strength = self.least_strength.unwrap_or(asked.least_strength);
        asked.required = self.required.unwrap_or(asked.required);
        tell(&mut asked.not_enough, &self.not_enough);
        tell(&mut asked.coaching, &self.coaching);
    }
}

impl Proposal {
    /// The journey as shipped, whose words and keys it uses.
    pub fn journey(&self) -> Result<&'static JourneyTemplate> {
        library::journey(&self.journey).with_context(|| format!("no journey {}", self.journey))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    /// The newest edition on the day on which a deal was opened, and no later one.
    #[test]
    fn a_deal_follows_the_edition_that_was_the_newest_when_it_was_opened() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let asked = |ago: u64| {
            let opened = today - Days::new(ago);
            let asks = playbook().asked("considered-purchase", opened, today);
            let asks = asks.expect("a journey");
            let of = |key: &str| asks.verifier(key).map(|(_, one)| one);
            let peer = of("asked-a-peer").expect("asked from the beginning");
            let staying = of("staying-compared").expect("asked from the beginning");
            (
                peer.least_strength,
                staying.required,
                of("money-in-person").is_some(),
            )
        };
        assert_eq!(asked(420), (Strength::Written, false, false));
        assert_eq!(asked(200), (Strength::Done, false, false));
        assert_eq!(asked(7), (Strength::Done, true, true));
        assert_eq!(
            BLANK.asked("considered-purchase", today, today),
            library::journey("considered-purchase")
        );
    }
}

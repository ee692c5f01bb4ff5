//! What an address asks for: the words, and which of the things that customers said.

use super::store::Statement;
use crate::{
    ids::ContactId,
    journey::terms::Strength,
    web::{FormErrors, choices::Choice, written},
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// The most letters that are read of a question.
pub const LONGEST: usize = 200;

/// As it was typed or chosen. What it says that we do not know narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    /// The one group that is shown; none: all.
    #[serde(rename = "in")]
    pub only: String,
    /// A contact's id, or a name.
    pub person: String,
    pub from: String,
    pub to: String,
    pub verifier: String,
    pub strength: String,
    /// After which result the group goes on.
    pub after: String,
}

impl Asked {
    /// The same, tidied.
    pub fn tidy(self) -> Self {
        let short = |text: &str| written::line(text).chars().take(LONGEST).collect();
        Self {
            q: short(&self.q),
            person: short(&self.person),
            ..self
        }
    }

    pub fn after(&self) -> Option<Uuid> {
        self.after.parse().ok()
    }

    /// The contact who was chosen.
    pub fn contact(&self) -> Option<ContactId> {
        self.person.parse().ok()
    }

    /// A day as its field can hold it: a browser keeps nothing that is none.
    pub fn day(&self, field: &str) -> &str {
        let typed = if field == "to" { &self.to } else { &self.from };
        match day(typed) {
            Ok(Some(_)) => typed.trim(),
            _ => "",
        }
    }

    /// An address that asks the same, but for these.
    pub fn address(&self, changed: &[(&str, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in [
            ("q", &self.q),
            ("in", &self.only),
            ("person", &self.person),
            ("from", &self.from),
            ("to", &self.to),
            ("verifier", &self.verifier),
            ("strength", &self.strength),
            ("after", &self.after),
        ] {
            let other = changed.iter().find(|(changed, _)| *changed == name);
            let value = other.map_or(value.as_str(), |(_, value)| value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        match query.finish().as_str() {
            "" => "/find".to_owned(),
            query => format!("/find?{query}"),
        }
    }
}

/// Which of the things that customers said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By one of these. Empty: by nobody.
    pub people: Option<Vec<ContactId>>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub verifier: Option<Uuid>,
    pub strength: Option<Strength>,
}

impl Filter {
    /// Reads all but the people. What is no day is told beside its field.
    pub fn of(asked: &Asked, statements: &[Statement], errors: &mut FormErrors) -> Self {
        let verifier: Option<Uuid> = asked.verifier.parse().ok();
        Self {
            people: None,
            from: errors.take("from", day(&asked.from)).flatten(),
            to: errors.take("to", day(&asked.to)).flatten(),
            verifier: verifier.filter(|key| statements.iter().any(|s| s.key == *key)),
            strength: asked.strength.parse().ok(),
        }
    }

    /// Whether it leaves anything out.
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    pub fn strengths(&self) -> Vec<Choice> {
        let all = Strength::ALL.iter().filter(|s| **s > Strength::Reported);
        all.map(|strength| {
            Choice::new(strength.name(), strength.name())
                .chosen_if(self.strength == Some(*strength))
        })
        .collect()
    }

    pub fn verifiers(&self, statements: &[Statement]) -> Vec<Choice> {
        let choices = statements.iter().map(|statement| {
            Choice::new(statement.key.to_string(), statement.words.clone())
                .chosen_if(self.verifier == Some(statement.key))
        });
        choices.collect()
    }
}

fn day(typed: &str) -> Result<Option<NaiveDate>, &'static str> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day: Option<NaiveDate> = typed.trim().parse().ok();
    day.filter(|day| (1..=9999).contains(&day.year()))
        .map(Some)
        .ok_or("Please write a day like 2026-03-31.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_but_for_what_changes() {
        let asked = Asked {
            q: "a & b".into(),
            only: "said".into(),
            after: "x".into(),
            ..Asked::default()
        };
        assert_eq!(
            asked.address(&[("after", ""), ("from", "2026-01-01")]),
            "/find?q=a+%26+b&in=said&from=2026-01-01"
        );
        assert_eq!(Asked::default().address(&[]), "/find");
    }

    #[test]
    fn what_is_no_day_is_told_and_narrows_nothing() {
        let asked = Asked {
            from: "soon".into(),
            to: "-9999-01-01".into(),
            strength: "iron".into(),
            verifier: "x".into(),
            ..Asked::default()
        };
        let mut errors = FormErrors::default();
        assert!(!Filter::of(&asked, &[], &mut errors).narrows());
        assert!(errors.of("from").contains("a day like"));
        assert!(errors.of("to").contains("a day like"));
    }
}

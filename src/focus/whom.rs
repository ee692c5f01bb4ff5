//! From whom a word could come. Pure.

use crate::{
    ids::ContactId,
    journey::{
        standing::State,
        terms::{Dimension, Phase, StakeholderRole},
    },
    web::format,
};
use chrono::NaiveDate;

/// What is known of the people there, for one verifier of one deal. Whoever has left is not in it.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Whom a play under way names for this verifier.
    pub planned: Option<String>,
    /// Who last spoke about this verifier, and when.
    pub spoke: Option<(String, NaiveDate)>,
    /// Who has which part, by name.
    pub group: Vec<(ContactId, String, StakeholderRole)>,
    /// Who has said anything that counts, the latest first.
    pub heard: Vec<(ContactId, String)>,
}

/// The person to hear it from, as the end of "a word from …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A play under way names them.
    Planned(String),
    /// They spoke against it, last on this day.
    Against(String, NaiveDate),
    /// They spoke about it, last on this day.
    Spoke(String, NaiveDate),
    /// They hold the money, and money is what it is about.
    Money(String),
    /// They have a part, and have said nothing that counts.
    Unheard(String, StakeholderRole),
    /// They spoke last, about something else.
    Latest(String),
    Nobody,
}

impl Whom {
    /// The first of these that there is.
    pub fn of(people: &People, state: State, phase: Phase, dimension: Option<Dimension>) -> Self {
        if let Some(name) = &people.planned {
            return Self::Planned(name.clone());
        }
        if let Some((name, on)) = &people.spoke {
            return match state {
                State::Contradicted => Self::Against(name.clone(), *on),
                _ => Self::Spoke(name.clone(), *on),
            };
        }
        let is_heard = |id: ContactId| people.heard.iter().any(|(heard, _)| *heard == id);
        let about_money = phase == Phase::Commit && dimension == Some(Dimension::Progress);
        let mut group = people.group.iter();
        if let Some((_, name, _)) = group.find(|(.., role)| about_money && role.holds_money()) {
            return Self::Money(name.clone());
        }
        let mut group = people.group.iter();
        if let Some((_, name, role)) = group.find(|(id, ..)| !is_heard(*id)) {
            return Self::Unheard(name.clone(), *role);
        }
        match people.heard.first() {
            Some((_, name)) => Self::Latest(name.clone()),
            None => Self::Nobody,
        }
    }

    /// "Ines Baptista"; where nobody is known: "somebody there".
    pub fn name(&self) -> &str {
        match self {
            Self::Planned(name)
            | Self::Against(name, _)
            | Self::Spoke(name, _)
            | Self::Money(name)
            | Self::Unheard(name, _)
            | Self::Latest(name) => name,
            Self::Nobody => "somebody there",
        }
    }

    /// Why them: "who said so on 3 Sep".
    pub fn why(&self, today: NaiveDate) -> String {
        match self {
            Self::Planned(_) => "named by a play under way".into(),
            Self::Against(_, on) => format!("who spoke against it on {}", format::day(*on, today)),
            Self::Spoke(_, on) => format!("who spoke of it on {}", format::day(*on, today)),
            Self::Money(_) => "who holds the money".into(),
            Self::Unheard(_, role) => {
                format!("{}, not heard yet", role.label().to_lowercase())
            }
            Self::Latest(_) => "who spoke last".into(),
            Self::Nobody => "nobody is on record yet".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> ContactId {
        ContactId(Uuid::from_u128(n))
    }

    fn people() -> People {
        People {
            planned: Some("Ines".into()),
            spoke: NaiveDate::from_ymd_opt(2026, 9, 3).map(|day| ("Rui".into(), day)),
            group: vec![
                (id(1), "Ada".into(), StakeholderRole::Legal),
                (id(2), "Bo".into(), StakeholderRole::BudgetHolder),
                (id(3), "Cy".into(), StakeholderRole::ProjectLead),
            ],
            heard: vec![(id(1), "Ada".into()), (id(2), "Bo".into())],
        }
    }

    fn of(people: &People, state: State, phase: Phase) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        let whom = Whom::of(people, state, phase, Some(Dimension::Progress));
        format!("{}, {}", whom.name(), whom.why(today))
    }

    #[test]
    fn the_nearest_person_is_named_and_why() {
        let mut there = people();
        let missing = State::Missing;
        assert!(of(&there, missing, Phase::Frame).starts_with("Ines, named by a play"));
        there.planned = None;
        assert_eq!(
            of(&there, State::Lapsed, Phase::Frame),
            "Rui, who spoke of it on 3 Sep"
        );
        assert_eq!(
            of(&there, State::Contradicted, Phase::Frame),
            "Rui, who spoke against it on 3 Sep"
        );
        there.spoke = None;
        assert_eq!(
            of(&there, missing, Phase::Commit),
            "Bo, who holds the money"
        );
        assert_eq!(
            of(&there, missing, Phase::Frame),
            "Cy, project lead, not heard yet"
        );
        there.group.pop();
        assert_eq!(of(&there, missing, Phase::Frame), "Ada, who spoke last");
        there.heard.clear();
        there.group.clear();
        assert_eq!(
            of(&there, missing, Phase::Frame),
            "somebody there, nobody is on record yet"
        );
    }
}

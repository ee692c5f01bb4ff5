//! The form of somebody's part, to give one and to change it.

use super::stakeholder::{Part, Stakeholder};
use crate::{
    journey::terms::{Reach, StakeholderRole, ToChange, ToUs},
    web::{FormErrors, choices::Choice, format},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form of a new part was drawn.
    pub id: String,
    /// Of the part when the form of a change was drawn.
    pub version: i32,
    pub contact: String,
    pub new_name: String,
    pub new_title: String,
    pub role: String,
    pub to_change: String,
    pub to_us: String,
    pub reach: String,
}

/// What the form offers to choose from.
pub struct Offers {
    pub roles: Vec<Choice>,
    pub to_change: Vec<Choice>,
    pub to_us: Vec<Choice>,
    pub reach: Vec<Choice>,
}

impl Input {
    /// The form of a new part: nothing is known yet.
    pub fn fresh(contact: String) -> Self {
        Self {
            id: crate::ids::StakeholderId::new().to_string(),
            contact,
            role: StakeholderRole::Unknown.name().into(),
            to_change: ToChange::Unknown.name().into(),
            to_us: ToUs::Unknown.name().into(),
            reach: Reach::NotYet.name().into(),
            ..Self::default()
        }
    }

    /// The form of a change, as the part is now.
    pub fn of(who: &Stakeholder) -> Self {
        Self {
            version: who.version,
            role: who.part.role.name().into(),
            to_change: who.part.to_change.name().into(),
            to_us: who.part.to_us.name().into(),
            reach: who.part.reach.name().into(),
            ..Self::default()
        }
    }

    /// Reads the part; whose it is, is read elsewhere.
    pub fn part(&self, errors: &mut FormErrors) -> Option<Part> {
        let role = errors.take(
            "role",
            self.role.parse().map_err(|_| "Choose the part they play."),
        );
        let stance = "Choose one. “Unknown” is an answer, too.";
        let to_change = errors.take("to_change", self.to_change.parse().map_err(|_| stance));
        let to_us = errors.take("to_us", self.to_us.parse().map_err(|_| stance));
        let reach = errors.take(
            "reach",
            self.reach.parse().map_err(|_| "Choose how we reach them."),
        );
        Some(Part {
            role: role?,
            to_change: to_change?,
            to_us: to_us?,
            reach: reach?,
        })
    }

    pub fn offers(&self) -> Offers {
        let pick = |name: &str, label: &str, chosen: &str| {
            Choice::new(name, format::capital(label)).chosen_if(name == chosen)
        };
        let roles = StakeholderRole::ALL.iter();
        let to_change = ToChange::ALL.iter();
        let to_us = ToUs::ALL.iter();
        let reach = Reach::ALL.iter();
        Offers {
            roles: roles
                .map(|r| pick(r.name(), r.label(), &self.role))
                .collect(),
            to_change: to_change
                .map(|s| pick(s.name(), s.label(), &self.to_change))
                .collect(),
            to_us: to_us
                .map(|s| pick(s.name(), s.label(), &self.to_us))
                .collect(),
            reach: reach
                .map(|r| pick(r.name(), r.label(), &self.reach))
                .collect(),
        }
    }
}

/// What somebody else put there meanwhile.
pub fn lines(who: &Stakeholder) -> Vec<(&'static str, &'static str)> {
    vec![
        ("Part", who.part.role.label()),
        ("To the change", who.part.to_change.label()),
        ("To us", who.part.to_us.label()),
        ("How we reach them", who.part.reach.label()),
    ]
}

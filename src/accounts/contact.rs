//! A person at a customer, and what they said.

use crate::{
    ids::{AccountId, ContactId, EvidenceId, OpportunityId},
    journey::terms::{Channel, Strength},
    web::written::written,
};
use chrono::NaiveDate;

written! {
    /// What a person at a customer is called. Two of an account never differ in small and capital letters only.
    ContactName: line up to 120, or "Please give the name of the person.";
    /// What a person does there.
    Title: line up to 120;
}

/// A contact as their own page shows them.
#[derive(Clone, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub account: AccountId,
    pub account_name: String,
    pub name: String,
    pub title: String,
    pub email: String,
    /// The day they left the account.
    pub left_on: Option<NaiveDate>,
    /// Counts up with every change: a form drawn from an older one is stale.
    pub version: i32,
}

/// A contact's e-mail address, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters it may have.
    pub const MOST: usize = 254;

    /// Reads what was typed. An `Err` is the sentence for beside the field.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let typed = typed.trim();
        let parts = typed.rsplit_once('@');
        let fits = typed.chars().count() <= Self::MOST
            && !typed.contains(|c: char| c.is_whitespace() || c.is_control())
            && parts.is_some_and(|(who, place)| !who.is_empty() && place.contains('.'));
        match fits || typed.is_empty() {
            true => Ok(Self(typed.to_owned())),
            false => Err("Please give an address such as ana@example.com."),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One thing that a contact said, as their page shows it.
#[derive(Clone, Debug)]
pub struct Saying {
    pub id: EvidenceId,
    pub words: String,
    pub happened_on: NaiveDate,
    pub channel: Channel,
    pub strength: Strength,
    pub deal: OpportunityId,
    pub deal_name: String,
    /// The statements that it supports.
    pub supports: Vec<String>,
    /// The statements that it speaks against.
    pub contradicts: Vec<String>,
    /// Why it was taken back.
    pub withdrawn: Option<String>,
    /// A colleague's challenge of it was upheld.
    pub overruled: bool,
    /// A colleague's challenge of it waits for an answer.
    pub challenged: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_somebody_and_a_place() {
        for typed in ["", " ana@example.com ", "Ana.Melo+deal@mail.example.pt"] {
            assert_eq!(
                EmailAddress::parse(typed).map(|email| email.0),
                Ok(typed.trim().to_owned())
            );
        }
        for typed in ["ana", "@example.com", "ana@example", "an a@example.com"] {
            assert!(EmailAddress::parse(typed).is_err(), "{typed}");
        }
    }
}

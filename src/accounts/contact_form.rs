//! The fields of a contact, as they are typed for a new one and for a change.

use super::contact::{Contact, ContactName, EmailAddress, Title};
use crate::web::FormErrors;
use chrono::NaiveDate;
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form of a new contact was drawn.
    pub id: String,
    /// Of the contact when the form of a change was drawn.
    pub version: i32,
    pub name: String,
    pub title: String,
    pub email: String,
    pub left_on: String,
}

/// A contact's fields, read in full.
#[derive(Clone, Debug)]
pub struct Fields {
    pub name: ContactName,
    pub title: Title,
    pub email: EmailAddress,
    pub left_on: Option<NaiveDate>,
}

impl Input {
    /// The form of a change, as the contact is now.
    pub fn of(contact: &Contact) -> Self {
        Self {
            id: String::new(),
            version: contact.version,
            name: contact.name.clone(),
            title: contact.title.clone(),
            email: contact.email.clone(),
            left_on: left_on(contact),
        }
    }

    pub fn read(&self, today: NaiveDate) -> Result<Fields, FormErrors> {
        let mut errors = FormErrors::default();
        let name = errors.take("name", ContactName::parse(&self.name));
        let title = errors.take("title", Title::parse(&self.title));
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let left_on = errors.take("left_on", day_gone(&self.left_on, today));
        match (name, title, email, left_on) {
            (Some(name), Some(title), Some(email), Some(left_on)) => Ok(Fields {
                name,
                title,
                email,
                left_on,
            }),
            _ => Err(errors),
        }
    }

    /// What is there now where it differs from what was typed: label and text.
    pub fn differs_from(&self, now: &Contact) -> Vec<(&'static str, String)> {
        [
            ("Name", &self.name, now.name.clone()),
            ("Title", &self.title, now.title.clone()),
            ("E-mail", &self.email, now.email.clone()),
            ("Left on", &self.left_on, left_on(now)),
        ]
        .into_iter()
        .filter(|(_, typed, now)| typed.trim() != now)
        .map(|(label, _, now)| (label, now))
        .collect()
    }
}

fn left_on(contact: &Contact) -> String {
    contact
        .left_on
        .map(|day| day.to_string())
        .unwrap_or_default()
}

fn day_gone(typed: &str, today: NaiveDate) -> Result<Option<NaiveDate>, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let earliest = NaiveDate::from_ymd_opt(2000, 1, 1);
    match typed.parse::<NaiveDate>() {
        Ok(day) if day > today => {
            Err("That day is still to come. Put it here once they have left.")
        }
        Ok(day) if Some(day) >= earliest => Ok(Some(day)),
        _ => Err("Please give a date such as 2025-03-14."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_left_on_a_day_to_come() {
        let today: NaiveDate = "2025-03-14".parse().expect("a date");
        assert_eq!(day_gone(" ", today), Ok(None));
        assert_eq!(day_gone("2025-03-14", today), Ok(Some(today)));
        assert!(day_gone("2025-03-15", today).is_err());
        assert!(day_gone("0002-03-14", today).is_err());
        assert!(day_gone("soon", today).is_err());
    }
}

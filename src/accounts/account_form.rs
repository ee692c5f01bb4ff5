//! The fields of an account, as they are typed for a new one and for a change.

use super::account::{About, Account, AccountName, Website};
use crate::web::FormErrors;
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Minted when the form of a new account was drawn.
    pub id: String,
    /// Of the account when the form of a change was drawn.
    pub version: i32,
    pub name: String,
    pub website: String,
    pub about: String,
}

/// An account's fields, read in full.
#[derive(Clone, Debug)]
pub struct Fields {
    pub name: AccountName,
    pub website: Website,
    pub about: About,
}

impl Input {
    /// The form of a change, as the account is now.
    pub fn of(account: &Account) -> Self {
        Self {
            id: String::new(),
            version: account.version,
            name: account.name.clone(),
            website: account.website.clone(),
            about: account.about.clone(),
        }
    }

    pub fn read(&self) -> Result<Fields, FormErrors> {
        let mut errors = FormErrors::default();
        let name = errors.take("name", AccountName::parse(&self.name));
        let website = errors.take("website", Website::parse(&self.website));
        let about = errors.take("about", About::parse(&self.about));
        match (name, website, about) {
            (Some(name), Some(website), Some(about)) => Ok(Fields {
                name,
                website,
                about,
            }),
            _ => Err(errors),
        }
    }

    /// What is there now where it differs from what was typed: label and text.
    pub fn differs_from(&self, now: &Account) -> Vec<(&'static str, String)> {
        [
            ("Name", &self.name, &now.name),
            ("Website", &self.website, &now.website),
            ("About", &self.about, &now.about),
        ]
        .into_iter()
        .filter(|(_, typed, now)| typed.trim() != now.as_str())
        .map(|(label, _, now)| (label, now.clone()))
        .collect()
    }
}

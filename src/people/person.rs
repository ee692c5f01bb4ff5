//! What a person and a workspace are called, as they are typed into a form.

use std::{fmt, str::FromStr};

/// The address that a person signs in with: trimmed, in small letters, and shaped like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

/// A workspace's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceName(String);

impl Email {
    /// The longest address that mail servers take.
    pub const LONGEST: usize = 254;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let email = text.trim().to_ascii_lowercase();
        let shaped = email.len() <= Self::LONGEST
            && email.bytes().all(|byte| byte.is_ascii_graphic())
            && email.split_once('@').is_some_and(|(person, place)| {
                !person.is_empty()
                    && place.split('.').count() > 1
                    && place.split('.').all(|part| !part.is_empty())
                    && !place.contains('@')
            });
        match shaped {
            true => Ok(Self(email)),
            false => Err("Please give an e-mail address, such as ana@example.com."),
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The most letters of a person's or a workspace's name.
pub const LONGEST_NAME: usize = 80;

fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=LONGEST_NAME).contains(&line.chars().count());
    (fits && !line.contains(char::is_control)).then_some(line)
}

impl PersonName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        line(text)
            .map(Self)
            .ok_or("Please give a name of at most 80 letters.")
    }
}

impl WorkspaceName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WorkspaceName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        line(text)
            .map(Self)
            .ok_or("Please give your workspace a name of at most 80 letters.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_made_small() {
        let email: Email = "  Ana.Souza@Example.COM ".parse().expect("an address");
        assert_eq!(email.as_str(), "ana.souza@example.com");
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let long = format!("{}@example.com", "a".repeat(250));
        for text in [
            "",
            "ana",
            "@example.com",
            "ana@",
            "ana@example",
            "ana@example.",
            "ana@.com",
            "a@b@example.com",
            "an a@example.com",
            "änä@example.com",
            "ana@example.com\0",
            &long,
        ] {
            assert!(text.parse::<Email>().is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn a_name_is_one_line_of_at_most_eighty_letters() {
        let name: PersonName = " Ana \n Sofia ".parse().expect("a name");
        assert_eq!(name.as_str(), "Ana Sofia");
        assert!("É".repeat(80).parse::<PersonName>().is_ok());
        for text in ["", "   ", "a\0b", &"a".repeat(81)] {
            assert!(text.parse::<PersonName>().is_err(), "{text:?} was taken");
        }
    }
}

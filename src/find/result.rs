//! What was found, as the page shows it: each thing with the words marked, and where it opens.

use super::{
    store::{Kind, Named, Saying},
    words::{Segment, Words, excerpt, marked},
};
use crate::{journey::terms::OutcomeKind, web::format};
use chrono::NaiveDate;

/// The groups, by the word that stands for each in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Deals,
    Accounts,
    People,
    Said,
}

impl Group {
    pub const ALL: &[Self] = &[Self::Deals, Self::Accounts, Self::People, Self::Said];

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.word() == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::Accounts => "accounts",
            Self::People => "people",
            Self::Said => "said",
        }
    }

    pub fn heading(self) -> &'static str {
        match self {
            Self::Deals => "Deals",
            Self::Accounts => "Accounts",
            Self::People => "People",
            Self::Said => "What they said",
        }
    }

    /// The kind of name it is a group of.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Deals => Some(Kind::Deal),
            Self::Accounts => Some(Kind::Account),
            Self::People => Some(Kind::Person),
            Self::Said => None,
        }
    }

    /// "2 deals"; "more than 5 deals" where the page does not show all.
    pub fn counted(self, shown: usize, has_more: bool) -> String {
        let one = shown == 1 && !has_more;
        let noun = match (self, one) {
            (Self::Deals, true) => "deal",
            (Self::Deals, false) => "deals",
            (Self::Accounts, true) => "account",
            (Self::Accounts, false) => "accounts",
            (Self::People, true) => "person",
            (Self::People, false) => "people",
            (Self::Said, true) => "quote",
            (Self::Said, false) => "quotes",
        };
        let more = if has_more { "more than " } else { "" };
        format!("{more}{shown} {noun}")
    }
}

/// A deal, an account or a person.
pub struct NameRow {
    pub url: String,
    pub id: String,
    pub name: Vec<Segment>,
    /// What stands behind it, marked too: where it is, or what they do.
    pub beside: Vec<Vec<Segment>>,
    /// How a deal ended, or that somebody has left.
    pub tag: String,
    /// Where all that this person said is found.
    pub said_url: String,
}

impl NameRow {
    pub fn of(named: Named, words: &Words) -> Self {
        let id = named.id;
        let (url, beside, tag) = match named.kind {
            Kind::Deal => (
                format!("/opportunities/{id}"),
                vec![named.account, named.stage],
                named.outcome.map_or(String::new(), ended),
            ),
            Kind::Account => (format!("/accounts/{id}"), vec![], String::new()),
            Kind::Person => (
                format!("/contacts/{id}"),
                vec![named.title, named.account],
                if named.has_left { "has left" } else { "" }.to_owned(),
            ),
        };
        let beside = beside.iter().filter(|text| !text.is_empty());
        Self {
            url,
            id: id.to_string(),
            name: marked(&named.name, words),
            beside: beside.map(|text| marked(text, words)).collect(),
            tag,
            said_url: match named.kind {
                Kind::Person => format!("/find?person={id}"),
                _ => String::new(),
            },
        }
    }
}

fn ended(outcome: OutcomeKind) -> String {
    outcome.label().to_lowercase()
}

/// Something that a customer said.
pub struct Quote {
    pub id: String,
    pub url: String,
    pub words: Vec<Segment>,
    pub speaker: String,
    pub day: String,
    pub strength: &'static str,
    pub deal: String,
    /// It does not count any more; it was said all the same, and so it is found.
    pub tag: &'static str,
}

impl Quote {
    pub fn of(said: Saying, words: &Words, today: NaiveDate) -> Self {
        let (deal, id) = (said.deal, said.id);
        Self {
            url: match said.place {
                Some((stage, verifier)) => {
                    format!("/opportunities/{deal}?stage={stage}#e-{verifier}-{id}")
                }
                None => format!("/opportunities/{deal}"),
            },
            id: id.to_string(),
            words: excerpt(&said.words, words),
            speaker: said.speaker,
            day: format::day(said.happened_on, today),
            strength: said.strength.name(),
            deal: format!("{}, {}", said.account, said.deal_name),
            tag: match (said.is_withdrawn, said.is_overruled) {
                (true, _) => "withdrawn",
                (false, true) => "overruled",
                (false, false) => "",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_people_speak() {
        assert_eq!(Group::People.counted(1, false), "1 person");
        assert_eq!(Group::People.counted(1, true), "more than 1 people");
        assert_eq!(Group::Said.counted(10, true), "more than 10 quotes");
        assert_eq!(Group::read("said"), Some(Group::Said));
        assert_eq!(Group::read("all"), None);
    }
}

//! The customer organisations and the people there.

use super::{
    twins::own,
    words::{self, Language},
};
use crate::ids::{AccountId, ContactId};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde::Deserialize;
use std::{collections::HashSet, sync::LazyLock};

/// A customer organisation.
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub domain: String,
    pub language: Language,
    pub contacts: Vec<Contact>,
}

/// A person there.
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    pub title: String,
    pub email: String,
}

#[derive(Deserialize)]
struct Names {
    titles: Vec<String>,
    subjects: Vec<String>,
    english: Region,
    german: Region,
    french: Region,
}

#[derive(Deserialize)]
struct Region {
    given: String,
    family: String,
    stems: String,
    trades: String,
    places: String,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("names.toml")).expect("the names are shipped and read by a test")
});

fn region(language: Language) -> &'static Region {
    match language {
        Language::English => &NAMES.english,
        Language::German => &NAMES.german,
        Language::French => &NAMES.french,
    }
}

/// The account with this number: no other has its name.
pub fn account(number: usize, dice: &mut StdRng) -> Account {
    // Of ten accounts seven speak English, two German and one French; counted within their language.
    let (ten, one) = (number / 10, number % 10);
    let (language, place) = match one {
        7 | 8 => (Language::German, ten * 2 + one - 7),
        9 => (Language::French, ten),
        _ => (Language::English, ten * 7 + one),
    };
    let name = account_name(place, region(language));
    let domain = format!("{}.example", plain(&name, '-'));
    let count = dice.random_range(2..=6);
    let mut known = HashSet::new();
    let contacts = (0..count)
        .map(|_| contact(language, &domain, &mut known, dice))
        .collect();
    Account {
        id: AccountId(own()),
        name,
        domain,
        language,
        contacts,
    }
}

/// Walks through all combinations in strides, so that neighbours do not look alike, and numbers what is left over.
fn account_name(number: usize, region: &Region) -> String {
    let lists = [&region.stems, &region.trades, &region.places]
        .map(|list| list.split_whitespace().collect::<Vec<_>>());
    let all: usize = lists.iter().map(Vec::len).product();
    let mut place = (number % all).wrapping_mul(STRIDE) % all;
    let mut parts = lists.map(|list| {
        let word = list[place % list.len()];
        place /= list.len();
        word.to_owned()
    });
    if number >= all {
        parts[2] = format!("{} {}", parts[2], number / all + 1);
    }
    parts.join(" ")
}

/// A prime that divides none of the products of the lists' lengths.
const STRIDE: usize = 7_919;

fn contact(
    language: Language,
    domain: &str,
    known: &mut HashSet<String>,
    dice: &mut StdRng,
) -> Contact {
    let name = loop {
        let (given, family) = person_name(language, dice);
        let name = format!("{given} {family}");
        if known.insert(name.clone()) {
            break name;
        }
    };
    Contact {
        id: ContactId(own()),
        title: NAMES.titles.choose(dice).cloned().unwrap_or_default(),
        email: format!("{}@{domain}", plain(&name, '.')),
        name,
    }
}

/// A given and a family name.
pub fn person_name(language: Language, dice: &mut StdRng) -> (&'static str, &'static str) {
    let region = region(language);
    let draw = |list: &'static str, dice: &mut StdRng| {
        let words: Vec<&str> = list.split_whitespace().collect();
        words.choose(dice).copied().unwrap_or_default()
    };
    (draw(&region.given, dice), draw(&region.family, dice))
}

/// What a deal is about.
pub fn subject(dice: &mut StdRng) -> String {
    let subject = NAMES.subjects.choose(dice).map_or("", String::as_str);
    format!("{subject}, {}", words::site(dice))
}

/// Letters that may stand in an address, and this mark for every gap between them.
pub fn plain(name: &str, gap: char) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'ä' | 'á' | 'à' | 'â' => plain.push('a'),
            'ö' | 'ó' | 'ô' => plain.push('o'),
            'ü' | 'ú' | 'û' => plain.push('u'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'í' | 'ï' => plain.push('i'),
            'ç' => plain.push('c'),
            'ß' => plain.push_str("ss"),
            'ń' => plain.push('n'),
            _ if !plain.is_empty() && !plain.ends_with(gap) => plain.push(gap),
            _ => {}
        }
    }
    plain.trim_end_matches(gap).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn no_two_accounts_have_one_name() {
        let mut seen = HashSet::new();
        for number in 0..150_000 {
            let language = [Language::English, Language::German, Language::French][number % 3];
            // Each region is asked for all its numbers, more than it has names for.
            let name = account_name(number / 3, region(language));
            assert!(seen.insert((language, name.clone())), "{name} stands twice");
        }
    }

    #[test]
    fn an_account_has_a_few_people_with_addresses_there() {
        let mut dice = StdRng::seed_from_u64(1);
        for number in 0..200 {
            let account = account(number, &mut dice);
            assert!((2..=6).contains(&account.contacts.len()));
            for contact in &account.contacts {
                assert!(contact.email.ends_with(&account.domain));
                assert!(contact.email.is_ascii(), "{}", contact.email);
            }
        }
    }
}

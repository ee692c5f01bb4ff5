//! What buyers say: sentences drawn from a small grammar, in three languages. The first words of a list come most, as
//! they do in any language, so that searching has something common to find and something rare.

use crate::{journey::terms::Dimension, web::format::capital};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde::Deserialize;
use std::sync::LazyLock;

/// What people speak at one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    English,
    German,
    French,
}

#[derive(Deserialize)]
struct Grammar {
    english: Tongue,
    german: Tongue,
    french: Tongue,
    names: Names,
}

#[derive(Deserialize)]
struct Tongue {
    openings: Vec<String>,
    closings: Vec<String>,
    by: By,
    departments: List,
    months: List,
    #[serde(default)]
    nouns: List,
    #[serde(default)]
    adjectives: List,
    #[serde(default)]
    acts: List,
    #[serde(default)]
    verbs: List,
    /// Nouns that are made of two parts.
    #[serde(default)]
    first: List,
    #[serde(default)]
    second: List,
}

#[derive(Deserialize)]
struct By {
    progress: Vec<String>,
    intent: Vec<String>,
    change: Vec<String>,
    safety: Vec<String>,
    against: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    first: List,
    middle: List,
    site_last: List,
    system_last: List,
}

/// Words with a space between them; `~` stands for a space within one.
#[derive(Default, Deserialize)]
#[serde(from = "String")]
struct List(Vec<String>);

impl From<String> for List {
    fn from(text: String) -> Self {
        Self(
            text.split_whitespace()
                .map(|word| word.replace('~', " "))
                .collect(),
        )
    }
}

impl List {
    /// The word at rank r comes about 1/(r + 3) times as often as it would alone.
    fn draw(&self, dice: &mut StdRng) -> &str {
        let ranks = self.0.len() as f64;
        let rank = (3.0 * ((ranks + 3.0) / 3.0).powf(dice.random::<f64>())) - 3.0;
        self.0
            .get(rank as usize)
            .or(self.0.last())
            .map_or("", |w| w)
    }
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).expect("the grammar is shipped and read by a test")
});

/// What somebody says about one dimension of their decision; `against`: that something is no longer so.
pub fn said(language: Language, dimension: Dimension, against: bool, dice: &mut StdRng) -> String {
    let tongue = tongue(language);
    let sentences = match dimension {
        _ if against => &tongue.by.against,
        Dimension::Progress => &tongue.by.progress,
        Dimension::Intent => &tongue.by.intent,
        Dimension::Change => &tongue.by.change,
        Dimension::Safety => &tongue.by.safety,
    };
    let mut parts: Vec<&str> = Vec::new();
    if dice.random_ratio(1, 3) {
        parts.extend(tongue.openings.choose(dice).map(String::as_str));
    }
    parts.extend(sentences.choose(dice).map(String::as_str));
    for _ in 0..dice.random_range(0..3) {
        parts.extend(tongue.closings.choose(dice).map(String::as_str));
    }
    fill(&parts.join(" "), tongue, dice)
}

/// The name of a site, such as "Norandale".
pub fn site(dice: &mut StdRng) -> String {
    name(&GRAMMAR.names.site_last, dice)
}

fn name(last: &List, dice: &mut StdRng) -> String {
    let names = &GRAMMAR.names;
    [
        names.first.draw(dice),
        names.middle.draw(dice),
        last.draw(dice),
    ]
    .concat()
}

fn tongue(language: Language) -> &'static Tongue {
    match language {
        Language::English => &GRAMMAR.english,
        Language::German => &GRAMMAR.german,
        Language::French => &GRAMMAR.french,
    }
}

fn fill(text: &str, tongue: &Tongue, dice: &mut StdRng) -> String {
    let mut filled = String::with_capacity(text.len() + 40);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        let word = word(slot, tongue, dice);
        match filled.is_empty() || filled.trim_end().ends_with(['.', ':']) {
            true => filled.push_str(&capital(&word)),
            false => filled.push_str(&word),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn word(slot: &str, tongue: &Tongue, dice: &mut StdRng) -> String {
    match slot {
        "noun" if tongue.nouns.0.is_empty() => {
            [tongue.first.draw(dice), tongue.second.draw(dice)].concat()
        }
        "noun" => tongue.nouns.draw(dice).to_owned(),
        "adjective" => tongue.adjectives.draw(dice).to_owned(),
        "act" => tongue.acts.draw(dice).to_owned(),
        "verb" => tongue.verbs.draw(dice).to_owned(),
        "department" => tongue.departments.draw(dice).to_owned(),
        "month" => tongue.months.draw(dice).to_owned(),
        "number" => dice.random_range(2..60).to_string(),
        "site" => site(dice),
        "system" => name(&GRAMMAR.names.system_last, dice),
        other => unreachable!("the grammar has no list called {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use std::collections::HashMap;

    fn spoken(sentences: usize) -> HashMap<String, usize> {
        let mut dice = StdRng::seed_from_u64(1);
        let mut counted = HashMap::new();
        for n in 0..sentences {
            let language = match n % 10 {
                0 => Language::German,
                1 => Language::French,
                _ => Language::English,
            };
            let dimension = Dimension::ALL[n % Dimension::ALL.len()];
            let text = said(language, dimension, n % 15 == 0, &mut dice);
            assert!(!text.contains(['{', '}']), "{text}");
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                *counted.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        counted
    }

    #[test]
    fn three_thousand_different_words_are_said_and_few_of_them_often() {
        let counted = spoken(20_000);
        assert!(counted.len() > 3_000, "{}", counted.len());
        let mut times: Vec<usize> = counted.into_values().collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        let all: usize = times.iter().sum();
        let hundred: usize = times.iter().take(100).sum();
        assert!(
            hundred * 2 > all,
            "the hundred commonest words: {hundred} of {all}"
        );
        assert!(times.iter().filter(|times| **times < 10).count() > 500);
    }

    #[test]
    fn the_first_word_of_a_list_comes_most() {
        let list = List::from("first second third fourth fifth sixth".to_owned());
        let mut dice = StdRng::seed_from_u64(1);
        let drawn: Vec<&str> = (0..2_000).map(|_| list.draw(&mut dice)).collect();
        let times = |word| drawn.iter().filter(|drawn| **drawn == word).count();
        assert!(times("first") > times("third") && times("third") > times("sixth"));
        assert!(times("sixth") > 100);
    }
}

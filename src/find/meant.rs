//! What somebody meant who misspelt a word: the nearest of the words that this workspace has.

use super::{store::Alike, words::Words};

/// How many letters may be wrong in a short word, and in a longer one.
fn most_wrong(word: &str) -> usize {
    match word.chars().count() {
        ..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

/// What is looked for after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    pub words: Words,
    /// A word was taken for another.
    pub is_corrected: bool,
}

/// The words, with those that nothing here has, replaced by the nearest that something has.
pub fn corrected(typed: &Words, alike: &[Alike]) -> Meant {
    let words = typed.0.iter().enumerate().map(|(at, word)| {
        let is_known = alike.iter().any(|a| a.at == at && a.is_known);
        match is_known {
            true => word.clone(),
            false => nearest(at, word, alike).unwrap_or_else(|| word.clone()),
        }
    });
    let words = Words(words.collect());
    let is_corrected = words != *typed;
    Meant {
        words,
        is_corrected,
    }
}

/// Other questions to ask, where this one finds little: one word replaced in each.
pub fn suggestions(typed: &Words, alike: &[Alike]) -> Vec<String> {
    let others = typed.0.iter().enumerate().filter_map(|(at, word)| {
        let mut words = typed.0.clone();
        words[at] = nearest(at, word, alike)?;
        Some(words.join(" "))
    });
    others.take(3).collect()
}

fn nearest(at: usize, word: &str, alike: &[Alike]) -> Option<String> {
    let near = alike.iter().filter(|a| a.at == at);
    let with_distance = near.filter_map(|a| {
        let other = a.alike.as_ref()?;
        let wrong = letters_wrong(word, other);
        (wrong <= most_wrong(word)).then_some((wrong, a.likeness, other))
    });
    let best = with_distance.min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.map(|(_, _, other)| other.clone())
}

/// How many letters are wrong, missing, too many, or have changed places with the next.
fn letters_wrong(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                rows[i][j] = i.max(j);
                continue;
            }
            let other = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1)
                .min(rows[i][j - 1] + 1)
                .min(rows[i - 1][j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(at: usize, alike: &str, likeness: f32) -> Alike {
        Alike {
            at,
            is_known: false,
            alike: Some(alike.to_owned()),
            likeness,
        }
    }

    #[test]
    fn letters_are_counted_that_are_wrong() {
        let cases = [
            ("driver", "driver", 0),
            ("drvier", "driver", 1),
            ("drive", "driver", 1),
            ("dryver", "driver", 1),
            ("contarct", "contract", 1),
            ("weel", "week", 1),
            ("abc", "", 3),
        ];
        for (a, b, wrong) in cases {
            assert_eq!(letters_wrong(a, b), wrong, "{a} {b}");
        }
    }

    #[test]
    fn the_nearest_word_is_meant_and_none_that_is_too_far() {
        let typed = Words::of("drvier zzz");
        let alike = [
            near(0, "drier", 0.5),
            near(0, "driver", 0.3),
            near(1, "zebra", 0.4),
        ];
        let meant = corrected(&typed, &alike);
        assert_eq!(meant.words.0, ["drier", "zzz"]);
        assert!(meant.is_corrected);
        assert_eq!(suggestions(&typed, &alike), ["drier zzz"]);
    }

    #[test]
    fn a_word_that_is_known_stays() {
        let typed = Words::of("driver");
        let known = Alike {
            is_known: true,
            ..near(0, "drivel", 0.7)
        };
        let meant = corrected(&typed, std::slice::from_ref(&known));
        assert!(!meant.is_corrected);
        assert_eq!(suggestions(&typed, &[known]), ["drivel"]);
    }
}

//! Words as they are looked for: small letters without their accents. `find_fold` and `find_words` in the database say
//! the same, and a test holds the two together.

use unicode_normalization::UnicodeNormalization;

/// How many words of a question are looked for.
const MOST: usize = 8;
/// How much of a word.
const LONGEST: usize = 40;
/// From how many letters on whatever begins so is found too.
const BEGINNING: usize = 3;

/// The words that somebody looks for, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

impl Words {
    /// Reads what was typed. A single letter counts only where it is the last: somebody is still typing.
    pub fn of(typed: &str) -> Self {
        let folded = fold(typed);
        let mut all: Vec<String> = vec![];
        let parts: Vec<&str> = folded
            .split(is_between)
            .filter(|part| !part.is_empty())
            .collect();
        for (at, part) in parts.iter().enumerate() {
            let word: String = part.chars().take(LONGEST).collect();
            let is_one = word.chars().count() == 1 && !word.chars().all(|c| c.is_ascii_digit());
            let is_last = at + 1 == parts.len();
            if (is_last || !is_one) && !all.contains(&word) {
                all.push(word);
            }
        }
        all.truncate(MOST);
        Self(all)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a word of a text is one of these, or begins as one does.
    fn meet(&self, word: &str) -> bool {
        let last = self.0.len().saturating_sub(1);
        self.0.iter().enumerate().any(|(at, wanted)| {
            let is_beginning = at == last || wanted.chars().count() >= BEGINNING;
            word == wanted || (is_beginning && word.starts_with(wanted.as_str()))
        })
    }
}

/// What parts words: never a letter or a digit, in whichever writing.
fn is_between(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{2f}' | ':'..='`' | '{'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{206f}'
        | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{303f}')
}

/// Small letters without accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let letters = text
        .nfkd()
        .filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase);
    for letter in letters {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ŋ' => folded.push('n'),
            'ς' => folded.push('σ'),
            other => folded.push(other),
        }
    }
    folded
}

/// A stretch of a text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub text: String,
    pub is_marked: bool,
}

/// A text in which the words looked for are marked.
pub fn marked(text: &str, words: &Words) -> Vec<Segment> {
    let mut segments: Vec<Segment> = vec![];
    for (part, is_word) in parts(text) {
        let is_marked = is_word && words.meet(&fold(part));
        match segments.last_mut() {
            Some(last) if last.is_marked == is_marked => last.text.push_str(part),
            _ => segments.push(Segment {
                text: part.to_owned(),
                is_marked,
            }),
        }
    }
    segments
}

/// A text as its words and what stands between them, in order.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = vec![];
    let (mut begin, mut in_word) = (0, false);
    for (at, letter) in text.char_indices() {
        let mut buffer = [0; 4];
        let folded = fold(letter.encode_utf8(&mut buffer));
        // An accent of its own belongs to the letter before it.
        let is_word = match folded.is_empty() {
            true => in_word,
            false => !folded.contains(is_between),
        };
        if is_word != in_word {
            parts.push((&text[begin..at], in_word));
            (begin, in_word) = (at, is_word);
        }
    }
    parts.push((&text[begin..], in_word));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// How many letters of a quote are shown.
const SHOWN: usize = 320;
/// How many of them before the first word that was looked for.
const BEFORE: usize = 90;

/// A quote on one line with its words marked; of a long one, the part in which the first of them stands.
pub fn excerpt(text: &str, words: &Words) -> Vec<Segment> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = line.chars().count();
    if length <= SHOWN {
        return marked(&line, words);
    }
    let mut before = 0;
    for segment in marked(&line, words) {
        if segment.is_marked {
            break;
        }
        before += segment.text.chars().count();
    }
    let begin = match before {
        near if near <= BEFORE || near == length => 0,
        far => (far - BEFORE).min(length - SHOWN),
    };
    let cut: String = line.chars().skip(begin).take(SHOWN).collect();
    let cut = match (begin, cut.split_once(' ')) {
        (1.., Some((_, rest))) => format!("…{rest}"),
        _ => cut,
    };
    let cut = match (begin + SHOWN < length, cut.rsplit_once(' ')) {
        (true, Some((kept, _))) => format!("{}…", kept.trim_end_matches([',', ';', '.'])),
        _ => cut,
    };
    marked(&cut, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(segments: &[Segment]) -> String {
        let drawn = segments.iter().map(|s| match s.is_marked {
            true => format!("[{}]", s.text),
            false => s.text.clone(),
        });
        drawn.collect()
    }

    #[test]
    fn what_is_typed_is_read_without_accents_and_without_single_letters() {
        let words = |typed| Words::of(typed).0;
        assert_eq!(
            words("  Müller's Straße, Łódź "),
            ["muller", "strasse", "lodz"]
        );
        assert_eq!(words("l'hôtel d"), ["hotel", "d"]);
        assert_eq!(words("& | ! ' \\ :*"), Vec::<String>::new());
        assert_eq!(words("7 7 days"), ["7", "days"]);
        assert_eq!(Words::of(&"ab ".repeat(3)).0.len(), 1);
        assert_eq!(words("a1 b2 c3 d4 e5 f6 g7 h8 i9").len(), MOST);
    }

    #[test]
    fn words_are_marked_as_they_stand_in_the_text() {
        let mark = |text, typed| shown(&marked(text, &Words::of(typed)));
        assert_eq!(
            mark("Two drivers a week.", "driver"),
            "Two [drivers] a week."
        );
        assert_eq!(mark("Ça coûte, cou-te", "coute"), "Ça [coûte], cou-te");
        assert_eq!(mark("cou\u{302}te", "coute"), "[cou\u{302}te]");
        assert_eq!(
            mark("no, nothing of note", "no we"),
            "[no], nothing of note"
        );
        assert_eq!(mark("<b>no</b>", "no"), "<b>[no]</b>");
        assert_eq!(mark("", "no"), "");
    }

    #[test]
    fn of_a_long_quote_the_part_with_the_words_is_shown() {
        let words = Words::of("licence");
        let long = format!(
            "{}the licence goes. {}",
            "So it is. ".repeat(60),
            "Yes, yes. ".repeat(60)
        );
        let cut = shown(&excerpt(&long, &words));
        assert!(cut.starts_with('…') && cut.ends_with('…'), "{cut}");
        assert!(cut.contains("the [licence] goes."), "{cut}");
        assert!(cut.chars().count() < SHOWN + 5, "{cut}");
        let end = format!("{}the licence", "So it is. ".repeat(60));
        assert!(shown(&excerpt(&end, &words)).ends_with("the [licence]"));
        assert!(shown(&excerpt(&long, &Words::of("zebra"))).starts_with("So it is."));
    }
}

//! Who is spoken to: `@Mara Kovač`, or `@Mara` where there is only one.

use super::markdown;
use crate::ids::MemberId;
use std::ops::Range;

/// A member who can be spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: MemberId,
    pub name: String,
}

/// Who is spoken to in a message, each once.
pub fn in_message(words: &str, members: &[Named]) -> Vec<MemberId> {
    let mut spoken_to = vec![];
    for text in markdown::texts(words) {
        for (_, member) in find(&text, members) {
            if !spoken_to.contains(&member) {
                spoken_to.push(member);
            }
        }
    }
    spoken_to
}

/// Where members are spoken to in a text, from its beginning on.
pub fn find(text: &str, members: &[Named]) -> Vec<(Range<usize>, MemberId)> {
    let mut found: Vec<(Range<usize>, MemberId)> = vec![];
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue; // a mail address
        }
        let rest = &text[at + 1..];
        if let Some((length, member)) =
            whole_name(rest, members).or_else(|| first_name(rest, members))
        {
            found.push((at..at + 1 + length, member));
        }
    }
    found
}

/// The longest name that the text begins with.
fn whole_name(text: &str, members: &[Named]) -> Option<(usize, MemberId)> {
    let fitting = members
        .iter()
        .filter_map(|member| Some((begins(text, &member.name)?, member.id)));
    fitting.max_by_key(|(length, _)| *length)
}

/// A first name that only one member has.
fn first_name(text: &str, members: &[Named]) -> Option<(usize, MemberId)> {
    let first = |member: &&Named| {
        let word = member.name.split_whitespace().next()?;
        begins(text, word)
    };
    let mut fitting = members.iter().filter(|member| first(member).is_some());
    let only = fitting.next()?;
    match fitting.next() {
        None => Some((first(&only)?, only.id)),
        Some(_) => None,
    }
}

/// How many bytes of the text are this name, in capitals or not, if it begins with it and the name ends there.
fn begins(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.chars();
    let fits = name.chars().all(|letter| {
        rest.next()
            .is_some_and(|other| other.to_lowercase().eq(letter.to_lowercase()))
    });
    let after = rest.as_str();
    let ends = !after.starts_with(|next: char| next.is_alphanumeric());
    (fits && ends).then(|| text.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members() -> Vec<Named> {
        [
            "Mara Kovač",
            "Jonas Weber",
            "Jonas Berg",
            "Ana",
            "Ana Lindqvist",
        ]
        .iter()
        .map(|name| Named {
            id: MemberId::new(),
            name: (*name).to_owned(),
        })
        .collect()
    }

    fn named(text: &str) -> Vec<String> {
        let members = members();
        let name = |id: MemberId| members.iter().find(|m| m.id == id).map(|m| m.name.clone());
        in_message(text, &members)
            .into_iter()
            .filter_map(name)
            .collect()
    }

    #[test]
    fn a_whole_name_and_a_first_name_that_only_one_has_are_found() {
        assert_eq!(named("@Mara Kovač, please"), ["Mara Kovač"]);
        assert_eq!(named("(@mara) can you? @MARA KOVAČ"), ["Mara Kovač"]);
        assert_eq!(
            named("@Jonas Berg and @Mara’s idea"),
            ["Jonas Berg", "Mara Kovač"]
        );
        assert_eq!(
            named("**@Mara**\n\n- @Ana Lindqvist"),
            ["Mara Kovač", "Ana Lindqvist"]
        );
        assert_eq!(named("@Ana said"), ["Ana"]);
    }

    #[test]
    fn what_could_be_several_people_or_nobody_is_nobody() {
        for text in [
            "@Jonas", "@Maras", "@Mar", "ana@ana", "@", "`@Mara`", "Mara", "@@",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! Chat: one speaker's words, as Slack, Teams, WhatsApp and their like copy them.

use super::dates::{self, Stamp};
use super::{Medium, Pasted, joined, mail, next_filled, sender};
use chrono::NaiveDate;

/// The beginning of a message.
struct Turn<'a> {
    /// As written, to tell speakers apart. Empty for what the program itself says.
    speaker: &'a str,
    date: Option<NaiveDate>,
    /// What was said on the same line.
    said: &'a str,
    /// How many lines it takes.
    height: usize,
}

/// Reads the lines as a chat, if they begin like one.
pub(super) fn read(lines: &[&str], today: NaiveDate) -> Option<Pasted> {
    let mut at = next_filled(lines, 0)?;
    let above = dates::stamp(lines[at].trim(), today).filter(|stamp| !stamp.has_time);
    if above.is_some() {
        at = next_filled(lines, at + 1)?;
    }
    let mut first = turn(lines, at, today)?;
    while first.speaker.is_empty() {
        at = next_filled(lines, at + first.height)?;
        first = turn(lines, at, today)?;
    }
    let mut words = Vec::new();
    while at < lines.len() {
        match turn(lines, at, today) {
            Some(turn) if turn.speaker.is_empty() => at += turn.height,
            Some(turn) if turn.speaker.to_lowercase() == first.speaker.to_lowercase() => {
                words.push(turn.said);
                at += turn.height;
            }
            Some(_) => break,
            None if is_time(lines[at], today) => at += 1,
            None => {
                words.push(lines[at].trim_end());
                at += 1;
            }
        }
    }
    Some(Pasted {
        sender_name: sender::name(first.speaker).filter(|_| !first.speaker.starts_with('+')),
        sender_address: None,
        date: first.date.or(above.and_then(|stamp| stamp.date)),
        medium: Some(Medium::Chat),
        words: joined(&words),
    })
}

/// Slack repeats the time alone above further words of the same speaker.
fn is_time(line: &str, today: NaiveDate) -> bool {
    dates::stamp(line.trim(), today).is_some_and(|stamp| stamp.has_time)
}

fn turn<'a>(lines: &[&'a str], at: usize, today: NaiveDate) -> Option<Turn<'a>> {
    let line = lines[at].trim();
    bracketed(line, today)
        .or_else(|| dashed(line, today))
        .or_else(|| stamped(lines, at, today))
        .or_else(|| stamped_below(lines, at, today))
}

/// "[06.11.26, 10:12:31] Ines: text", "[6/11 10:12] Ines Baptista", "Ines Baptista [10:12 AM]".
fn bracketed(line: &str, today: NaiveDate) -> Option<Turn<'_>> {
    let (before, rest) = line.split_once('[')?;
    let (stamp, rest) = rest.split_once(']')?;
    let Stamp { date, .. } = dates::stamp(stamp, today)?;
    let (before, rest) = (before.trim(), rest.trim());
    if !before.is_empty() {
        let turn = Turn {
            speaker: before,
            date,
            said: rest,
            height: 1,
        };
        return sender::is_name(before).then_some(turn);
    }
    let (speaker, said) = match rest.split_once(':') {
        Some((speaker, said)) if speaker.chars().count() <= 60 => (speaker, said),
        _ if sender::is_name(rest) => (rest, ""),
        _ => ("", ""),
    };
    let speaker = bare(speaker);
    Some(Turn {
        speaker,
        date,
        said: said.trim(),
        height: 1,
    })
}

/// "06/11/2026, 10:12 - Ines: text".
fn dashed(line: &str, today: NaiveDate) -> Option<Turn<'_>> {
    let (stamp, rest) = line.split_once(" - ")?;
    let Stamp { date, has_time } = dates::stamp(stamp, today)?;
    let (speaker, said) = rest
        .split_once(": ")
        .unwrap_or_else(|| match rest.strip_suffix(':') {
            Some(speaker) => (speaker, ""),
            None => ("", ""),
        });
    let turn = Turn {
        speaker: bare(speaker),
        date,
        said: said.trim(),
        height: 1,
    };
    has_time.then_some(turn)
}

/// "Ines Baptista  10:12 AM", "Ines Baptista 06.11.26, 10:12", "Ines — Yesterday at 10:12", with the words below.
fn stamped<'a>(lines: &[&'a str], at: usize, today: NaiveDate) -> Option<Turn<'a>> {
    let line = lines[at].trim();
    let gaps = line.match_indices([' ', ',']).map(|(gap, _)| gap);
    gaps.take(8).find_map(|gap| {
        let speaker = bare(&line[..gap]);
        let rest = line[gap..].trim_start_matches([' ', ',', '—', '–', '|', '·', '-']);
        let set_apart = !line[gap..]
            .trim_start_matches(' ')
            .starts_with(char::is_alphanumeric)
            || line[gap..].starts_with("  ");
        let full_name = speaker.contains(' ');
        let named = sender::is_name(speaker) && (full_name || set_apart);
        let Stamp { date, has_time } = dates::stamp(rest, today).filter(|_| named)?;
        (has_time && next_filled(lines, at + 1).is_some()).then_some(Turn {
            speaker,
            date,
            said: "",
            height: 1,
        })
    })
}

/// A name alone, the time on the line below it, and then the words.
fn stamped_below<'a>(lines: &[&'a str], at: usize, today: NaiveDate) -> Option<Turn<'a>> {
    let speaker = bare(lines[at].trim());
    if !sender::is_name(speaker) || mail::is_addressed_below(lines, at) {
        return None;
    }
    let below = lines.get(at + 1)?.trim();
    let Stamp { date, has_time } = dates::stamp(below, today)?;
    next_filled(lines, at + 2)?;
    has_time.then_some(Turn {
        speaker,
        date,
        said: "",
        height: 2,
    })
}

/// A name without the signs round it: a status picture, WhatsApp's "~".
fn bare(speaker: &str) -> &str {
    let speaker = speaker.trim_matches(|c: char| !c.is_alphanumeric() && !"+.()".contains(c));
    let status =
        speaker.find(|c: char| c == ':' || !(c.is_ascii() || c.is_alphanumeric() || c == '’'));
    status.map_or(speaker, |at| &speaker[..at]).trim_end()
}

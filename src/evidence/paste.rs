//! What a pasted mail or chat excerpt says about itself: who wrote it, when, and which words are theirs.
//!
//! Plain rules over the ways in which mail and chat programs copy. They fill in a form that a person then reads, so a
//! gap is better than a guess: a day that could be two days is left out, and so is a day in the future.
//!
//! - A forwarded message is read as the message that was forwarded; the covering note above it is dropped.
//! - An answer above somebody's earlier mail is the excerpt; the earlier mail is history and is dropped.
//! - In a chat the first speaker is the sender, and their words go on until somebody else speaks. Later lines of theirs
//!   are left out: words from either side of another person's would read as one saying that was never said.

mod chat;
mod dates;
mod headers;
mod mail;
mod sender;
mod tokens;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

/// What was found. Everything that was not found is left for the person to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub sender_name: Option<String>,
    /// In lower case.
    pub sender_address: Option<String>,
    /// The day on which it was written, never later than today.
    pub date: Option<NaiveDate>,
    pub medium: Option<Medium>,
    /// The sender's own words, greeting included, without headers, signature and quoted history. Never longer than the
    /// text that was pasted.
    pub words: String,
}

/// By which kind of program the words came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Email,
    Chat,
}

/// Reads a pasted excerpt. Any text is allowed.
pub fn read(text: &str, today: NaiveDate) -> Pasted {
    let text = plain(text);
    let lines = unquoted(text.split('\n').collect());
    chat::read(&lines, today).unwrap_or_else(|| mail::read(&lines, today))
}

/// One kind of line end and of space, and none of the marks that nobody sees.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' => plain.push(' '),
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => plain.push(c),
        }
    }
    plain
}

/// Takes away the marks of quoting where every line has them: then the quoted mail itself was pasted.
fn unquoted(lines: Vec<&str>) -> Vec<&str> {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let depth = filled.map(|line| quotes(line)).min().unwrap_or_default();
    lines
        .into_iter()
        .map(|line| (0..depth).fold(line, |line, _| bare(line)))
        .collect()
}

/// Nobody quotes deeper than this.
const DEEPEST: usize = 20;

/// How many marks of quoting a line begins with.
fn quotes(line: &str) -> usize {
    let marks = line.chars().filter(|c| !c.is_whitespace());
    marks.take_while(|c| *c == '>').take(DEEPEST).count()
}

/// A line without its first mark of quoting.
fn bare(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

/// The first line from `at` on that is not blank.
fn next_filled(lines: &[&str], at: usize) -> Option<usize> {
    (at..lines.len()).find(|at| !lines[*at].trim().is_empty())
}

fn joined(lines: &[&str]) -> String {
    lines.join("\n").trim().to_owned()
}

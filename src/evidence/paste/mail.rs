//! Mail: the headings that mail programs copy, and what is no longer the sender's own words.

use super::headers::{self, Headers};
use super::{Medium, Pasted, dates, joined, next_filled, sender, tokens, unquoted};
use chrono::NaiveDate;

/// Reads the lines as a mail. Where nothing tells that it is one, all of them are the words.
pub(super) fn read(lines: &[&str], today: NaiveDate) -> Pasted {
    let forwarded = lines.iter().position(|line| is_forward_mark(line));
    let start = forwarded.map_or(0, |at| at + 1);
    let start = next_filled(lines, start).unwrap_or(lines.len());
    let start = match lines.get(start) {
        Some(line) if is_original_mark(line) => next_filled(lines, start + 1).unwrap_or(start),
        _ => start,
    };
    let heading = from_headers(lines, start, today)
        .or_else(|| from_lead_in(lines, start, today))
        .or_else(|| from_name_line(lines, start, today));
    let headed = heading.is_some();
    let (mut mail, next) = heading.unwrap_or((Pasted::default(), start));
    let body = unquoted(lines[next..].to_vec());
    let history = history_from(&body, today);
    if headed || history.is_some() || forwarded.is_some() {
        mail.medium = Some(Medium::Email);
    }
    mail.words = own_words(&body[..history.unwrap_or(body.len())]);
    mail
}

fn from_headers(lines: &[&str], at: usize, today: NaiveDate) -> Option<(Pasted, usize)> {
    let Headers { from, date, next } = headers::read(lines, at)?;
    let mut mail = written_by(from.as_deref().unwrap_or_default());
    mail.date = date.and_then(|date| dates::find(&date, today));
    Some((mail, next))
}

fn written_by(sender: &str) -> Pasted {
    let (sender_name, sender_address) = sender::read(sender);
    Pasted {
        sender_name,
        sender_address,
        ..Pasted::default()
    }
}

const WROTE: [&str; 8] = [
    "wrote",
    "schrieb",
    "a écrit",
    "escribió",
    "escreveu",
    "ha scritto",
    "schreef",
    "skrev",
];

/// "On 6 Nov 2026, at 10:12, Ines Baptista <ines@acme.example> wrote:". Some programs break it into two or three lines,
/// of which the first has the date.
fn from_lead_in(lines: &[&str], at: usize, today: NaiveDate) -> Option<(Pasted, usize)> {
    let mut lead = String::new();
    for (next, line) in (at + 1..).zip(lines.get(at..)?.iter().take(3)) {
        let line = line.trim();
        if line.is_empty() || lead.len() + line.len() > 400 {
            return None;
        }
        lead.push(' ');
        lead.push_str(line);
        if let Some(lead) = lead.strip_suffix(':') {
            return lead_in(lead.trim(), today).map(|mail| (mail, next));
        }
        if !has_digit(line) && !lead.contains('@') && next == at + 1 {
            return None;
        }
    }
    None
}

fn lead_in(lead: &str, today: NaiveDate) -> Option<Pasted> {
    let (before, after) = WROTE
        .iter()
        .find_map(|verb| lead.split_once(&format!(" {verb}")))?;
    let address = sender::address(lead);
    let undressed = |text: &str| text.split('<').next().unwrap_or(text).trim().to_owned();
    let (before, after) = (undressed(before), undressed(after));
    let date = dates::find(&before, today).or_else(|| dates::find(&after, today));
    let named_first = !has_digit(&before) && has_digit(&after);
    if date.is_none() && address.is_none() || named_first && !sender::is_name(&before) {
        return None;
    }
    let name = if !after.is_empty() && !has_digit(&after) {
        after
    } else if has_digit(&before) {
        after_the_date(&before)
    } else {
        before.rsplit(',').next().unwrap_or_default().to_owned()
    };
    Some(Pasted {
        sender_name: sender::name(&name),
        sender_address: address,
        date,
        ..Pasted::default()
    })
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// What stands behind the last figure, without the marks of time that belong to it.
fn after_the_date(text: &str) -> String {
    let rest = text
        .rsplit(|c: char| c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    let is_of_time = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        bare.is_empty() || tokens::is_mark_of_time(&bare.to_lowercase())
    };
    let words: Vec<&str> = rest.split_whitespace().skip_while(is_of_time).collect();
    words.join(" ")
}

/// "Ines Baptista <ines@acme.example>", then a line with the date, then "to me": as copied from a web mail page.
fn from_name_line(lines: &[&str], at: usize, today: NaiveDate) -> Option<(Pasted, usize)> {
    let (person, rest) = lines.get(at)?.split_once('>').unwrap_or((lines[at], ""));
    let mut mail = written_by(person);
    let addressed = person.contains('<') && mail.sender_address.is_some();
    let named = sender::is_name(person) && is_addressed_below(lines, at);
    if !addressed && !named {
        return None;
    }
    let mut stamp = dates::stamp(rest.trim(), today);
    if !rest.trim().is_empty() && stamp.is_none() {
        return None;
    }
    let mut next = at + 1;
    while let Some(filled) = next_filled(lines, next) {
        let line = lines[filled].trim();
        let here = dates::stamp(line, today).filter(|_| stamp.is_none());
        let named = sender::is_name(line) && stamp.is_none() && is_addressed_below(lines, filled);
        if here.is_none() && !is_to_line(line) && !named {
            break;
        }
        stamp = stamp.or(here);
        next = filled + 1;
    }
    mail.date = stamp.and_then(|stamp| stamp.date);
    Some((mail, next))
}

/// True if one of the two lines below says to whom it went.
pub(super) fn is_addressed_below(lines: &[&str], at: usize) -> bool {
    let below = lines
        .iter()
        .skip(at + 1)
        .filter(|line| !line.trim().is_empty());
    below.take(2).any(|line| is_to_line(line.trim()))
}

fn is_to_line(line: &str) -> bool {
    let to_me = [
        "to me", "an mich", "à moi", "para mim", "para mí", "a me", "aan mij",
    ];
    let line = line.to_lowercase();
    let named = ["to:", "an:", "à :", "à:", "para:", "aan:"];
    line.len() <= 120
        && (named.iter().any(|start| line.starts_with(start))
            || to_me.iter().any(|start| {
                line.strip_prefix(start)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
            }))
}

fn is_forward_mark(line: &str) -> bool {
    let line = line.trim().trim_matches('-').trim().to_lowercase();
    let marks = [
        "forwarded message",
        "begin forwarded message:",
        "weitergeleitete nachricht",
        "anfang der weitergeleiteten nachricht:",
        "message transféré",
        "début du message transféré :",
        "mensaje reenviado",
        "mensagem encaminhada",
        "messaggio inoltrato",
        "doorgestuurd bericht",
    ];
    marks.contains(&line.as_str()) || line.starts_with("forwarded message from ")
}

fn is_original_mark(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_matches('-').trim().to_lowercase();
    let marks = [
        "original message",
        "ursprüngliche nachricht",
        "message d'origine",
        "mensaje original",
        "mensagem original",
        "messaggio originale",
        "oorspronkelijk bericht",
    ];
    line.starts_with("--") && marks.contains(&bare.as_str())
}

/// Where somebody's earlier mail begins.
fn history_from(body: &[&str], today: NaiveDate) -> Option<usize> {
    let begins_a_block = |at: usize| at == 0 || !headers::is_one(body[at - 1]);
    (0..body.len()).find(|at| {
        is_original_mark(body[*at])
            || begins_a_block(*at) && headers::read(body, *at).is_some()
            || from_lead_in(body, *at, today).is_some()
    })
}

/// Without quoted lines, and up to the signature.
fn own_words(body: &[&str]) -> String {
    let end = body
        .iter()
        .position(|line| is_signature(line))
        .unwrap_or(body.len());
    let own = |line: &&str| !line.trim_start().starts_with('>');
    let lines: Vec<&str> = body[..end].iter().copied().filter(own).collect();
    joined(&lines)
}

fn is_signature(line: &str) -> bool {
    let line = line.trim();
    let dashes =
        matches!(line, "--" | "—" | "––") || line.len() >= 5 && line.bytes().all(|b| b == b'_');
    let sent_by = [
        "Sent from my ",
        "Sent from Outlook",
        "Get Outlook for ",
        "Von meinem ",
        "Gesendet von ",
        "Gesendet mit ",
        "Outlook für ",
        "Envoyé de mon ",
        "Envoyé depuis ",
        "Enviado desde mi ",
        "Enviado do meu ",
        "Inviato da ",
        "Verstuurd vanaf mijn ",
        "Verzonden vanaf mijn ",
    ];
    dashes || line.chars().count() <= 80 && sent_by.iter().any(|start| line.starts_with(start))
}

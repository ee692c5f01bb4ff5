//! The block of lines "From: … Sent: … To: … Subject: …" above a mail, in seven languages.

/// What a block of headers holds, and the line after it.
#[derive(Default)]
pub(super) struct Headers {
    pub(super) from: Option<String>,
    pub(super) date: Option<String>,
    pub(super) next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    Date,
    Subject,
    Other,
}

const LABELS: [(Field, &str); 4] = [
    (Field::From, "from|von|de|da|van|från|fra"),
    (
        Field::Date,
        "date|sent|datum|gesendet|envoyé|date d'envoi|enviado|enviado el|enviada em|fecha|data|inviato|verzonden|skickat",
    ),
    (
        Field::Subject,
        "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne",
    ),
    (
        Field::Other,
        "to|cc|bcc|an|à|a|para|per|aan|till|kopie|copie|reply-to|antwort an|répondre à|importance|priority|wichtigkeit|\
         priorität|attachments|anlagen|anhänge|pièces jointes|message-id|received|return-path|delivered-to",
    ),
];

/// Far more headers than a mail shows; a text of nothing else is not worth reading to its end.
const MOST: usize = 60;

/// Reads the block that begins at the line `at`. A lone "From:" in running text is none.
pub(super) fn read(lines: &[&str], at: usize) -> Option<Headers> {
    fields(lines.get(at)?)?;
    let mut seen: Vec<(Field, String)> = Vec::new();
    let mut next = at;
    while let Some(line) = lines.get(next).filter(|_| seen.len() < MOST) {
        if let Some(fields) = fields(line) {
            let repeats = fields.iter().any(|(field, _)| *field == Field::From)
                && seen.iter().any(|(field, _)| *field == Field::From);
            if repeats {
                break;
            }
            seen.extend(
                fields
                    .into_iter()
                    .map(|(field, value)| (field, value.to_owned())),
            );
        } else if line.trim().is_empty() {
            if !goes_on_after_blank(lines, next, &seen) {
                break;
            }
        } else if let Some((_, value)) = seen.last_mut().filter(|(_, value)| folds(line, value)) {
            value.push(' ');
            value.push_str(line.trim());
        } else if !is_technical(line) {
            break;
        }
        next += 1;
    }
    whole(&seen).map(|(from, date)| Headers { from, date, next })
}

/// Who and when, if there is enough to be sure that it is the head of a mail.
fn whole(seen: &[(Field, String)]) -> Option<(Option<String>, Option<String>)> {
    let first = |wanted| {
        let mut values = seen.iter().filter(|(field, _)| *field == wanted);
        values.next().map(|(_, value)| value.clone())
    };
    let (from, date) = (first(Field::From), first(Field::Date));
    let is_sure = match &from {
        Some(from) => date.is_some() || first(Field::Subject).is_some() || from.contains('@'),
        None => date.is_some() && seen.len() > 1,
    };
    is_sure.then_some((from, date))
}

/// True for a line that begins with the label of a header.
pub(super) fn is_one(line: &str) -> bool {
    fields(line).is_some()
}

/// Some programs copy a blank line between headers. A subject ends them, and so does a second sender or date.
fn goes_on_after_blank(lines: &[&str], blank: usize, seen: &[(Field, String)]) -> bool {
    let next = lines.get(blank + 1).and_then(|line| fields(line));
    let ended = seen.iter().any(|(field, _)| *field == Field::Subject);
    let is_new = |(field, _): &(Field, &str)| {
        *field == Field::Other || !seen.iter().any(|(known, _)| known == field)
    };
    !ended && next.is_some_and(|fields| fields.iter().all(is_new))
}

/// True for a line that belongs to the header above it: it is set in, or the header had only its label.
fn folds(line: &str, value: &str) -> bool {
    line.starts_with(' ') || value.is_empty()
}

/// "X-Mailer: …", "MIME-Version: 1.0".
fn is_technical(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| {
        label.contains('-') && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

/// The headers on one line: mostly one, but some programs copy the whole block as a single line.
fn fields(line: &str) -> Option<Vec<(Field, &str)>> {
    let line = line.trim().trim_start_matches(['*', ' ']);
    let (label, value) = line.split_once(':')?;
    let mut field = labelled(label.trim_end_matches(['*', ' ']))?;
    let mut value = value.trim_start_matches(['*', ' ']);
    let mut fields = Vec::new();
    while field != Field::Subject && value.len() < 2_000 {
        let Some((own, next, rest)) = inner(value) else {
            break;
        };
        fields.push((field, own));
        (field, value) = (next, rest);
    }
    fields.push((field, value.trim_end_matches(['*', ' '])));
    Some(fields)
}

/// The first further header inside a value: what stands before it, its kind, and what follows.
fn inner(value: &str) -> Option<(&str, Field, &str)> {
    value.match_indices(':').find_map(|(colon, _)| {
        let before = value[..colon].trim_end_matches(['*', ' ']);
        let start = before.rfind(' ')? + 1;
        let label = before[start..].trim_start_matches('*');
        let large = label.chars().next().is_some_and(char::is_uppercase);
        let field = labelled(label).filter(|_| large)?;
        let own = before[..start].trim_end_matches(['*', ' ']);
        Some((
            own,
            field,
            value[colon + 1..].trim_start_matches(['*', ' ']),
        ))
    })
}

fn labelled(label: &str) -> Option<Field> {
    let label = label.to_lowercase().replace('’', "'");
    let found = LABELS
        .iter()
        .find(|(_, labels)| labels.split('|').any(|known| known == label));
    found.map(|(field, _)| *field)
}

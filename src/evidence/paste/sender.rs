//! Names and addresses, as programs write them.

/// The name and the address in a text such as `"Baptista, Ines" <ines@acme.example>`.
pub(super) fn read(text: &str) -> (Option<String>, Option<String>) {
    let text = text.split(';').next().unwrap_or(text);
    (name(text), address(text))
}

/// The first mail address, in lower case.
pub(super) fn address(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || "<>()[]\"',;:*".contains(c))
        .map(|part| part.trim_matches('.'))
        .find(|part| is_address(part))
        .map(str::to_ascii_lowercase)
}

fn is_address(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-@".contains(c);
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels = || domain.split('.');
    !local.is_empty()
        && text.len() <= 254
        && text.chars().all(allowed)
        && labels().count() >= 2
        && labels()
            .all(|l| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// The name in front of an address, or in parentheses behind it; "Baptista, Ines" is put in speaking order.
pub(super) fn name(text: &str) -> Option<String> {
    let behind = text
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let before = text.split(['<', '[', '(']).next().unwrap_or(text);
    let before = before.split(" via ").next().unwrap_or(before);
    let candidate = if before.contains('@') || before.trim().is_empty() {
        behind.map_or("", |(name, _)| name)
    } else {
        before
    };
    let outer = |c: char| !c.is_alphanumeric() && c != '.';
    let name = candidate.trim_matches(outer).trim_start_matches('.');
    let encoded = text.contains("=?");
    let sane = name.chars().count() <= 80 && name.chars().any(char::is_alphabetic);
    (sane && !encoded && !name.contains('@')).then(|| spoken(name))
}

fn spoken(name: &str) -> String {
    let words = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.split_once(',') {
        Some((last, first)) if is_family_name(last) && !first.contains(',') => {
            words(&format!("{first} {last}"))
        }
        _ => words(name),
    }
}

/// One word, or one with what belongs before it: "van der Berg".
fn is_family_name(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    words.next().is_some() && words.all(is_particle)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "el"
            | "al"
            | "bin"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "zu"
            | "y"
            | "e"
    )
}

/// True for what looks like a person's name and nothing else.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.split('(').next().unwrap_or(text).trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let in_names = |c: char| c.is_alphabetic() || "-'’.".contains(c);
    let written =
        |word: &&str| word.chars().all(in_names) && (is_particle(word) || starts_large(word));
    (1..=5).contains(&words.len())
        && text.chars().count() <= 60
        && words.iter().all(written)
        && words.iter().any(|word| starts_large(word))
        && !text.ends_with('.')
}

fn starts_large(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

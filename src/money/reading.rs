//! Reading an amount as people type it. Where a text can be read as two amounts, it is refused rather than guessed.

use super::{Currency, Money};

const UNREADABLE: &str = "Write the amount in figures, such as 480000 or 480k.";
const NEGATIVE: &str = "An amount cannot be below zero.";
const TOO_LARGE: &str = "This amount is too large.";
const OTHER_CURRENCY: &str = "This amount names another currency than the one chosen beside it.";
const TOO_FINE: &str = "This amount has more decimal places than its currency.";
const TWO_READINGS: &str =
    "This can be read as two amounts: write it without a point or comma, such as 1250k.";

const MULTIPLIERS: [(&str, u128); 11] = [
    ("thousand", 1_000),
    ("k", 1_000),
    ("million", 1_000_000),
    ("mio.", 1_000_000),
    ("mio", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("b", 1_000_000_000),
];

pub(super) fn minor_units(text: &str, currency: Currency) -> Result<i64, &'static str> {
    let text = text.trim();
    let first = text.find(|c: char| c.is_ascii_digit()).ok_or(UNREADABLE)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or(UNREADABLE)?;
    let (before, figure, after) = (&text[..first], &text[first..=last], &text[last + 1..]);
    if before.contains(['-', '\u{2212}', '\u{2013}', '(']) {
        return Err(NEGATIVE);
    }
    let multiplier = multiplier(without_dash(after).trim(), currency)?;
    agrees(before.trim(), currency)?;
    let (whole, decimals) = split(figure, currency, multiplier > 1)?;
    if multiplier == 1 && decimals.len() > usize::from(currency.exponent().max(2)) {
        return Err(TOO_FINE);
    }
    amount(&whole, decimals, multiplier, currency)
}

/// Takes away the dash of a round sum: "480.–", "480,-".
fn without_dash(after: &str) -> &str {
    after.strip_prefix(['.', ',']).map_or(after, |rest| {
        rest.trim_start_matches(['-', '\u{2013}', '\u{2014}'])
    })
}

/// What stands behind the figure: a multiplier, a currency, or one and then the other.
fn multiplier(after: &str, currency: Currency) -> Result<u128, &'static str> {
    let lower = after.to_lowercase();
    if let Some((_, times)) = MULTIPLIERS.iter().find(|(word, _)| *word == lower) {
        return Ok(*times);
    }
    if currency.is_written(after) {
        return Ok(1);
    }
    for (word, times) in MULTIPLIERS {
        let rest = lower.strip_prefix(word).map(str::trim_start);
        if rest.is_some_and(|rest| currency.is_written(rest)) {
            return Ok(times);
        }
        if rest.is_some_and(Currency::is_mark_of_any) {
            return Err(OTHER_CURRENCY);
        }
    }
    agrees(after, currency).map(|()| 1)
}

fn agrees(mark: &str, currency: Currency) -> Result<(), &'static str> {
    if mark.is_empty() || currency.is_written(mark) {
        Ok(())
    } else if Currency::is_mark_of_any(mark) {
        Err(OTHER_CURRENCY)
    } else {
        Err(UNREADABLE)
    }
}

/// The digits before and after the decimal mark.
///
/// Two kinds of mark: the later one is the decimal mark. One kind, more than once: it groups. One mark alone: before
/// exactly three digits it groups, elsewhere it is the decimal mark. A currency with three decimal places reads a lone
/// point as its own decimal mark, as it is also shown.
fn split(
    figure: &str,
    currency: Currency,
    multiplied: bool,
) -> Result<(String, &str), &'static str> {
    let point = figure.rfind(['.', ',']);
    let Some(at) = point else {
        return Ok((ungrouped(figure)?, ""));
    };
    let (head, tail) = (&figure[..at], &figure[at + 1..]);
    let mark = &figure[at..=at];
    if head.contains(mark) {
        return Ok((ungrouped(figure)?, ""));
    }
    let alone = !head.contains([',', '.', ' ', '\'', '’', '\u{a0}', '\u{202f}']);
    let three = tail.len() == 3;
    let own_decimals = mark == "." && currency.exponent() == 3;
    if alone && three && head != "0" && !own_decimals {
        return if multiplied {
            Err(TWO_READINGS)
        } else {
            Ok((ungrouped(figure)?, ""))
        };
    }
    if !tail.bytes().all(|b| b.is_ascii_digit()) {
        return Err(UNREADABLE);
    }
    Ok((ungrouped(head)?, tail))
}

/// Takes out the marks between groups of three digits; all have to be the same one.
fn ungrouped(figure: &str) -> Result<String, &'static str> {
    let groups: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
    let mut marks = figure.chars().filter(|c| !c.is_ascii_digit());
    let mark = marks.next();
    let known =
        mark.is_none_or(|m| matches!(m, ',' | '.' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}'));
    let even = groups[1..].iter().all(|group| group.len() == 3)
        && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
    if known && even && marks.all(|m| Some(m) == mark) {
        Ok(groups.concat())
    } else {
        Err(UNREADABLE)
    }
}

fn amount(
    whole: &str,
    decimals: &str,
    multiplier: u128,
    currency: Currency,
) -> Result<i64, &'static str> {
    let decimals = decimals.trim_end_matches('0');
    let digits = format!("{whole}{decimals}");
    let digits = digits.trim_start_matches('0');
    if decimals.len() > 12 {
        return Err(TOO_FINE);
    }
    if digits.len() > 24 {
        return Err(TOO_LARGE);
    }
    let value: u128 = format!("0{digits}").parse().map_err(|_| UNREADABLE)?;
    let scaled = value * multiplier * currency.minor_per_unit();
    let divisor = 10u128.pow(decimals.len() as u32);
    if !scaled.is_multiple_of(divisor) {
        return Err(TOO_FINE);
    }
    i64::try_from(scaled / divisor)
        .ok()
        .filter(|minor| *minor <= Money::MOST)
        .ok_or(TOO_LARGE)
}

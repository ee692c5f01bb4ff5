//! Days, in the many spellings of mail and chat programs.

use super::tokens::{Token, days_back, is_mark_of_time, month, tokens, weekday};
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Weekday};

/// A moment as a program stamps it on a message, with nothing else on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Option<NaiveDate>,
    pub(super) has_time: bool,
}

/// The first day named in a text, if it can be only one day and is not in the future.
pub(super) fn find(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(moment) = with_zone(text.trim()) {
        let day = Some(moment.date_naive()).filter(|day| *day <= today);
        return day.or_else(|| Some(moment.to_utc().date_naive()).filter(|day| *day <= today));
    }
    let tokens = tokens(text);
    let at_any = |form: fn(&[Token]) -> Option<Vec<Reading>>, from: usize| {
        (from..tokens.len()).find_map(|at| form(&tokens[at..]))
    };
    let not_in_a_time = |tokens: &[Token]| {
        (0..tokens.len())
            .filter(|at| *at == 0 || !tokens[at - 1].is_mark(":"))
            .find_map(|at| day_month(&tokens[at..]))
    };
    let readings = at_any(year_first, 0)
        .or_else(|| not_in_a_time(&tokens))
        .or_else(|| at_any(month_day, 0))
        .or_else(|| at_any(numbers, 0));
    match readings {
        Some(readings) => only_one(readings, weekday_in(&tokens), today),
        None => relative(&tokens, today),
    }
}

/// Reads a text that holds a day, a time or both, and nothing else.
pub(super) fn stamp(text: &str, today: NaiveDate) -> Option<Stamp> {
    if text.len() > 80 {
        return None;
    }
    let tokens = tokens(text);
    let known = tokens.iter().all(|token| match token {
        Token::Number { text, .. } => text.len() <= 4,
        Token::Word(word) => {
            month(word).is_some()
                || weekday(word).is_some()
                || is_mark_of_time(word)
                || days_back(word).is_some()
        }
        Token::Mark(mark) => ".:/,-–()|·".contains(*mark),
    });
    let has_time = tokens.windows(3).any(|three| {
        matches!(three, [Token::Number { .. }, Token::Mark(':'), Token::Number { text, .. }] if text.len() == 2)
    });
    let date = find(text, today);
    (known && (has_time || date.is_some())).then_some(Stamp { date, has_time })
}

fn with_zone(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc2822(text)
        .or_else(|_| DateTime::parse_from_rfc3339(text))
        .ok()
}

/// One way to read a date; without a year, the latest such day is meant.
struct Reading {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// "2026-11-06", "2026/11/06".
fn year_first(tokens: &[Token]) -> Option<Vec<Reading>> {
    let [first, between, month, and, day, ..] = tokens else {
        return None;
    };
    let year = Some(first.year()?);
    let (month, day) = (month.number()?, day.number()?);
    (between.is_mark("-/.") && and.is_mark("-/.")).then(|| vec![Reading { year, month, day }])
}

/// "6 Nov 2026", "6. November", "6 de novembro de 2026", "6-Nov-26".
fn day_month(tokens: &[Token]) -> Option<Vec<Reading>> {
    let day = tokens.first()?.number()?;
    let (at, _) = after_joints(tokens, 1);
    let month = tokens.get(at)?.month()?;
    let year = year_at(tokens, at + 1);
    Some(vec![Reading { year, month, day }])
}

/// "Nov 6, 2026", "November 6th".
fn month_day(tokens: &[Token]) -> Option<Vec<Reading>> {
    let month = tokens.first()?.month()?;
    let (at, _) = after_joints(tokens, 1);
    let day = tokens.get(at)?.number()?;
    let is_hour = tokens.get(at + 1).is_some_and(|next| next.is_mark(":"));
    let year = year_at(tokens, at + 1);
    (!is_hour).then(|| vec![Reading { year, month, day }])
}

fn year_at(tokens: &[Token], from: usize) -> Option<i32> {
    let (at, hyphen) = after_joints(tokens, from);
    let token = tokens.get(at)?;
    let short = || token.number().filter(|_| hyphen && token.is_glued());
    token
        .year()
        .or_else(|| short().map(|year| 2000 + year as i32))
}

/// Past at most three joints; and whether the last was a hyphen.
fn after_joints(tokens: &[Token], from: usize) -> (usize, bool) {
    let joints = tokens
        .iter()
        .skip(from)
        .take(3)
        .take_while(|token| token.joins());
    let at = from + joints.count();
    let hyphen = at > from && tokens[at - 1].is_mark("-");
    (at, hyphen)
}

/// "06.11.2026", "6/11/26", "6/11", "06.11.": with points the day stands first, elsewhere it may stand second.
fn numbers(tokens: &[Token]) -> Option<Vec<Reading>> {
    let [first, between, second, rest @ ..] = tokens else {
        return None;
    };
    let (a, b) = (first.number()?, second.number()?);
    let Token::Mark(mark @ ('.' | '/' | '-')) = between else {
        return None;
    };
    let year = match rest {
        [and, year, ..] if and.is_mark(&mark.to_string()) => {
            let is_hour = rest.get(2).is_some_and(|next| next.is_mark(":"));
            let short = || year.number().filter(|_| year.is_glued() && !is_hour);
            year.year()
                .or_else(|| short().map(|year| 2000 + year as i32))
        }
        _ => None,
    };
    let point_ends = rest.first().is_some_and(|next| next.is_mark("."));
    let alone = (*mark == '/' || *mark == '.' && point_ends) && second.is_glued();
    if year.is_none() && !alone {
        return None;
    }
    let reading = |day, month| Reading { year, month, day };
    Some(match mark {
        '.' => vec![reading(a, b)],
        _ => vec![reading(a, b), reading(b, a)],
    })
}

/// The one day that the readings leave, the named day of the week helping.
fn only_one(
    readings: Vec<Reading>,
    weekday: Option<Weekday>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = readings.iter().filter_map(|r| r.day(today)).collect();
    days.sort();
    days.dedup();
    if days.len() > 1 {
        days.retain(|day| Some(day.weekday()) == weekday);
    }
    match days[..] {
        [day] => Some(day),
        _ => None,
    }
}

impl Reading {
    fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        match self.year {
            Some(year) => in_year(year).filter(|day| year >= 1970 && *day <= today),
            // Eight years reach the last 29 February from anywhere.
            None => (0..=8)
                .filter_map(|back| in_year(today.year() - back))
                .find(|day| *day <= today),
        }
    }
}

/// "Yesterday", or a day of the week alone: the last one before today.
fn relative(tokens: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    let back = tokens.iter().find_map(|token| match token {
        Token::Word(word) => days_back(word),
        _ => None,
    });
    if let Some(back) = back {
        return today.checked_sub_days(Days::new(back));
    }
    let weekday = weekday_in(tokens)?;
    (1..=7)
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .find(|day| day.weekday() == weekday)
}

fn weekday_in(tokens: &[Token]) -> Option<Weekday> {
    tokens.iter().find_map(|token| match token {
        Token::Word(word) => weekday(word),
        _ => None,
    })
}

//! How days, moments and stretches of time are written. A day is a customer's; a moment is shown in the viewer's zone.

use crate::money;
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// "6 Nov", and "6 Nov 2024" where it is not this year.
pub fn day(day: NaiveDate, today: NaiveDate) -> String {
    match day.year() == today.year() {
        true => day.format("%-d %b").to_string(),
        false => day.format("%-d %b %Y").to_string(),
    }
}

/// "Thursday 6 November 2025".
pub fn whole_day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// "6 Nov, 14:05" in the viewer's zone.
pub fn moment(moment: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    let (there, today) = (
        moment.with_timezone(&zone),
        now.with_timezone(&zone).date_naive(),
    );
    format!(
        "{}, {}",
        day(there.date_naive(), today),
        there.format("%H:%M")
    )
}

/// For `datetime` attributes: "2025-11-06T13:05:00Z".
pub fn exact(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// "Jul–Sep 2026": the quarter that a day is in.
pub fn quarter(day: NaiveDate) -> String {
    let months = ["Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec"];
    format!("{} {}", months[day.month0() as usize / 3], day.year())
}

/// "34 %" of a share, never certain before it is; the blank does not break.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        0.0 => "0\u{a0}%".to_owned(),
        ..0.5 => "under 1\u{a0}%".to_owned(),
        100.0.. => "100\u{a0}%".to_owned(),
        99.5.. => "over 99\u{a0}%".to_owned(),
        percent => format!("{:.0}\u{a0}%", percent.round()),
    }
}

/// "1 day", "19 days".
pub fn days(number: i64) -> String {
    counted(number, "day")
}

/// "950", "12,045".
pub fn number(number: impl Into<i128>) -> String {
    let number = number.into();
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", money::grouped(number.unsigned_abs()))
}

/// "1 deal", "3 deals", "1,200 deals": for words that take an s.
pub fn counted(things: i64, thing: &str) -> String {
    match things {
        1 | -1 => format!("{} {thing}", number(things)),
        _ => format!("{} {thing}s", number(things)),
    }
}

/// How far a day is from today: "today", "yesterday", "19 days ago", "tomorrow", "in 3 days".
pub fn distance(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        -1 => "tomorrow".to_owned(),
        past @ 2.. => format!("{} ago", days(past)),
        coming => format!("in {}", days(-coming)),
    }
}

/// How long ago a moment was: "just now", "5 minutes ago", "3 hours ago", then by days.
pub fn ago(moment: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    let age = now - moment;
    if age < TimeDelta::minutes(1) {
        return "just now".to_owned();
    }
    if age < TimeDelta::hours(1) {
        return format!("{} ago", counted(age.num_minutes(), "minute"));
    }
    if age < TimeDelta::hours(12) {
        return format!("{} ago", counted(age.num_hours(), "hour"));
    }
    distance(
        moment.with_timezone(&zone).date_naive(),
        now.with_timezone(&zone).date_naive(),
    )
}

/// The moment a day begins in a zone. Where the clock skips midnight, the first moment after the gap.
pub fn beginning(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let quarters = (0..96).map(|quarter| NaiveTime::MIN + TimeDelta::minutes(15 * quarter));
    let there = quarters
        .filter_map(|time| zone.from_local_datetime(&day.and_time(time)).earliest())
        .next();
    // A day that a zone left out altogether, as Samoa did in 2011, begins where the next one does.
    there.map_or_else(|| next_day(day, zone), |there| there.with_timezone(&Utc))
}

fn next_day(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    match day.checked_add_days(Days::new(1)) {
        Some(next) => beginning(next, zone),
        None => DateTime::<Utc>::MAX_UTC,
    }
}

/// With a capital letter, as a sentence, a line or a choice begins.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::Santiago, Europe::Berlin, Pacific::Apia};

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_day_of_another_year_says_so() {
        assert_eq!(day(date("2025-11-06"), date("2025-12-31")), "6 Nov");
        assert_eq!(day(date("2024-11-06"), date("2025-01-01")), "6 Nov 2024");
        assert_eq!(whole_day(date("2025-11-06")), "Thursday 6 November 2025");
    }

    #[test]
    fn a_moment_is_told_in_the_viewers_zone() {
        let now = utc("2025-12-31T23:30:00Z");
        assert_eq!(
            moment(utc("2025-11-06T13:05:00Z"), Berlin, now),
            "6 Nov 2025, 14:05"
        );
        assert_eq!(
            moment(utc("2025-11-06T13:05:00Z"), Tz::UTC, now),
            "6 Nov, 13:05"
        );
        assert_eq!(exact(utc("2025-11-06T13:05:00Z")), "2025-11-06T13:05:00Z");
    }

    #[test]
    fn nothing_is_told_as_certain_that_is_not() {
        let told = [0.0, 0.004, 0.005, 0.344, 0.994, 0.996, 1.0].map(percent);
        let words = [
            "0 %",
            "under 1 %",
            "1 %",
            "34 %",
            "99 %",
            "over 99 %",
            "100 %",
        ];
        assert_eq!(told.map(|percent| percent.replace('\u{a0}', " ")), words);
        let quarters = ["2026-01-01", "2026-06-30", "2026-09-30"].map(|day| quarter(date(day)));
        assert_eq!(quarters, ["Jan–Mar 2026", "Apr–Jun 2026", "Jul–Sep 2026"]);
    }

    #[test]
    fn distances_read_as_people_speak() {
        let today = date("2025-03-20");
        let cases = [
            ("2025-03-20", "today"),
            ("2025-03-19", "yesterday"),
            ("2025-03-01", "19 days ago"),
            ("2025-03-21", "tomorrow"),
            ("2025-03-23", "in 3 days"),
        ];
        for (day, words) in cases {
            assert_eq!(distance(date(day), today), words);
        }
        assert_eq!((days(1), days(19)), ("1 day".into(), "19 days".into()));
        assert_eq!(days(1_234_567), "1,234,567 days");
    }

    #[test]
    fn ages_go_from_minutes_to_days() {
        let now = utc("2025-03-20T12:00:00Z");
        let cases = [
            ("2025-03-20T12:00:30Z", "just now"),
            ("2025-03-20T11:59:00Z", "1 minute ago"),
            ("2025-03-20T09:00:00Z", "3 hours ago"),
            ("2025-03-19T20:00:00Z", "yesterday"),
            ("2025-03-17T12:00:00Z", "3 days ago"),
        ];
        for (moment, words) in cases {
            assert_eq!(ago(utc(moment), Berlin, now), words);
        }
    }

    #[test]
    fn a_day_begins_even_where_midnight_is_skipped() {
        assert_eq!(
            beginning(date("2025-03-30"), Berlin),
            utc("2025-03-29T23:00:00Z")
        );
        assert_eq!(
            beginning(date("2025-09-07"), Santiago),
            utc("2025-09-07T04:00:00Z")
        );
        assert_eq!(
            beginning(date("2011-12-30"), Apia),
            beginning(date("2011-12-31"), Apia)
        );
        assert_eq!(
            beginning(NaiveDate::MAX, Tz::UTC).year(),
            NaiveDate::MAX.year()
        );
    }
}

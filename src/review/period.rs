//! From when until when.

use super::asked::Asked;
use crate::web::{FormErrors, format};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// A way of saying when something begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    Week,
    Month,
    Quarter,
}

impl Back {
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// "a week ago"; of what ended in the past "a week before".
    pub fn told(self, is_over: bool) -> String {
        let back = if is_over { "before" } else { "ago" };
        format!("a {} {back}", self.word())
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|back| back.word() == word)
    }

    /// The moment so long before another.
    pub fn before(self, moment: DateTime<Utc>) -> DateTime<Utc> {
        let earlier = match self {
            Self::Week => moment.checked_sub_days(Days::new(7)),
            Self::Month => moment.checked_sub_months(Months::new(1)),
            Self::Quarter => moment.checked_sub_months(Months::new(3)),
        };
        earlier.unwrap_or(moment)
    }
}

/// The end of a period, known before anything is asked of the database: what is read is read as of it.
#[derive(Clone, Copy, Debug)]
pub struct Until {
    /// None: now.
    pub moment: Option<DateTime<Utc>>,
    /// The day that was asked for.
    day: Option<NaiveDate>,
    now: DateTime<Utc>,
    zone: Tz,
}

impl Until {
    /// The end of the day that is asked for, where the viewer is. One that is not over is now.
    pub fn read(asked: &Asked, zone: Tz, now: DateTime<Utc>, errors: &mut FormErrors) -> Self {
        let text = asked.until.trim();
        let day = day(text);
        if day.is_none() && !text.is_empty() {
            errors.add("until", "Which day? For example 2026-11-23.");
        }
        let end = day.and_then(|day| day.checked_add_days(Days::new(1)));
        let end = end.map(|next| format::beginning(next, zone) - TimeDelta::seconds(1));
        let moment = end.filter(|end| *end < now);
        Self {
            moment,
            day: day.filter(|_| moment.is_some()),
            now,
            zone,
        }
    }

    /// The last moment of the period.
    pub fn end(&self) -> DateTime<Utc> {
        self.moment.unwrap_or(self.now)
    }

    fn last_day(&self) -> NaiveDate {
        self.day
            .unwrap_or_else(|| self.end().with_timezone(&self.zone).date_naive())
    }
}

/// From when until when, and in words.
#[derive(Clone, Debug)]
pub struct Period {
    pub since: DateTime<Utc>,
    /// The word that is in force: "look", "week", …; "day" for a day.
    pub word: &'static str,
    /// "Monday", "16 Nov", "you last looked": behind "What changed since".
    pub short: String,
    /// "since you last looked, Monday 16 Nov, 10:04".
    pub told: String,
    /// "now", or the last day: "23 Nov".
    pub end_told: String,
    /// It ended in the past.
    pub is_over: bool,
}

impl Period {
    /// What stands above the figures of the end: "Now", "23 Nov".
    pub fn end_label(&self) -> String {
        format::capital(&self.end_told)
    }

    /// What is asked for; else since the member's last look; else a week.
    pub fn read(
        asked: &Asked,
        until: &Until,
        last_look: Option<DateTime<Utc>>,
        errors: &mut FormErrors,
    ) -> Self {
        let text = asked.since();
        let last_look = last_look.filter(|look| *look < until.end());
        let begins = match (day(text), Back::read(text), last_look) {
            (Some(day), ..) => Begins::Day(day),
            (None, Some(back), _) => Begins::Back(back),
            (None, None, Some(look)) => Begins::Look(look),
            (None, None, None) => Begins::Back(Back::Week),
        };
        if !matches!(text, "" | LOOK) && day(text).is_none() && Back::read(text).is_none() {
            errors.add("since", "Which day? For example 2026-11-16.");
        }
        let period = Self::of(begins, until);
        if period.since < until.end() {
            return period;
        }
        let field = if asked.until.trim().is_empty() {
            "since"
        } else {
            "until"
        };
        let sentence = match field {
            "since" => "This day is still to come.",
            _ => "This is before the day it begins with.",
        };
        errors.add(field, sentence);
        Self::of(Begins::Back(Back::Week), until)
    }

    fn of(begins: Begins, until: &Until) -> Self {
        let (zone, end) = (until.zone, until.end());
        let last_day = until.last_day();
        let since = match begins {
            Begins::Day(day) => format::beginning(day, zone),
            Begins::Back(back) => back.before(end),
            Begins::Look(look) => look,
        };
        let there = since.with_timezone(&zone);
        let first_day = there.date_naive();
        let whole = format!(
            "{} {}",
            there.format("%A"),
            format::day(first_day, last_day)
        );
        let (word, told) = match begins {
            Begins::Day(_) => ("day", format!("since {whole}")),
            Begins::Back(back) if until.moment.is_none() => (
                back.word(),
                format!("in the last {}, since {whole}", back.word()),
            ),
            Begins::Back(back) => (back.word(), format!("in the {} since {whole}", back.word())),
            Begins::Look(_) => (
                LOOK,
                format!("since you last looked, {whole}, {}", there.format("%H:%M")),
            ),
        };
        let short = match (begins, (last_day - first_day).num_days()) {
            (_, 1..7) if until.moment.is_none() => there.format("%A").to_string(),
            (Begins::Look(_), 0) => there.format("%H:%M").to_string(),
            (_, 0) if until.moment.is_none() => "this morning".to_owned(),
            _ => format::day(first_day, last_day),
        };
        Self {
            since,
            word,
            short,
            told,
            is_over: until.moment.is_some(),
            end_told: match until.moment {
                None => "now".to_owned(),
                Some(_) => format::day(last_day, until.now.with_timezone(&zone).date_naive()),
            },
        }
    }
}

/// What an address says for the member's last look.
pub const LOOK: &str = "look";

#[derive(Clone, Copy)]
enum Begins {
    Day(NaiveDate),
    Back(Back),
    Look(DateTime<Utc>),
}

/// A day that somebody may mean: the calendars of the database and of browsers know it.
fn day(text: &str) -> Option<NaiveDate> {
    let day = text.parse::<NaiveDate>().ok()?;
    (1990..=2199).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-23T09:30:00Z";

    fn read(since: &str, until: &str, look: Option<&str>) -> (Period, Until, FormErrors) {
        let asked = Asked {
            since: since.into(),
            until: until.into(),
            ..Asked::default()
        };
        let mut errors = FormErrors::default();
        let now = NOW.parse().expect("a moment");
        let until = Until::read(&asked, Tz::Europe__Berlin, now, &mut errors);
        let look = look.map(|look| look.parse().expect("a moment"));
        let period = Period::read(&asked, &until, look, &mut errors);
        (period, until, errors)
    }

    #[test]
    fn without_a_word_it_begins_at_the_last_look_else_a_week_ago() {
        let (period, _, errors) = read("", "", Some("2026-11-16T09:04:00Z"));
        assert_eq!(period.told, "since you last looked, Monday 16 Nov, 10:04");
        assert_eq!((period.word, period.short.as_str()), ("look", "16 Nov"));
        assert!(!errors.any());
        let (period, ..) = read("look", "", None);
        assert_eq!(period.told, "in the last week, since Monday 16 Nov");
    }

    #[test]
    fn days_begin_and_end_where_the_viewer_is() {
        let (period, until, errors) = read("2026-11-03", "2026-11-10", None);
        assert_eq!(format::exact(period.since), "2026-11-02T23:00:00Z");
        assert_eq!(format::exact(until.end()), "2026-11-10T22:59:59Z");
        assert_eq!(
            (period.short.as_str(), period.end_told.as_str()),
            ("3 Nov", "10 Nov")
        );
        assert!(!errors.any());
        let (period, until, _) = read("2026-11-20", "2026-11-23", None);
        assert_eq!((until.moment, period.short.as_str()), (None, "Friday"));
    }

    #[test]
    fn what_is_no_day_is_told_beside_its_field() {
        let (period, _, errors) = read("soon", "never", None);
        assert!(!errors.of("since").is_empty() && !errors.of("until").is_empty());
        assert_eq!(period.word, "week");
        let (_, _, errors) = read("2026-12-24", "", None);
        assert_eq!(errors.of("since"), "This day is still to come.");
        let (_, _, errors) = read("2026-11-10", "2026-11-03", None);
        assert!(!errors.of("until").is_empty());
    }
}

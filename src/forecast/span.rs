//! The spans of time that a forecast is about: what is left of this month and of this quarter, the next quarter, and twelve
//! months. Quarters are those of the calendar year; days are UTC's, as freshness is counted.

use super::model::outlook;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

/// Which span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Month,
    Quarter,
    NextQuarter,
    Year,
}

impl Which {
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::NextQuarter, Self::Year];

    /// Its word, as it is stored and stands in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::NextQuarter => "next_quarter",
            Self::Year => "year",
        }
    }

    /// What it is called.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Month => "This month",
            Self::Quarter => "This quarter",
            Self::NextQuarter => "Next quarter",
            Self::Year => "Twelve months from now",
        }
    }
}

impl std::str::FromStr for Which {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|which| which.word() == word)
            .ok_or(())
    }
}

/// The first day of the quarter that a day is in.
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first - Months::new(first.month0() % 3)
}

/// A span of days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub which: Which,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
}

impl Span {
    /// The four, as they are on a day.
    pub fn all(today: NaiveDate) -> [Self; 4] {
        Which::ALL.map(|which| Self::of(which, today))
    }

    fn of(which: Which, today: NaiveDate) -> Self {
        let first = today.with_day(1).unwrap_or(today);
        let begins = match which {
            Which::Month => first,
            _ => quarter_of(today),
        };
        let (from_on, next) = match which {
            Which::Month => (begins, begins + Months::new(1)),
            Which::Quarter => (begins, begins + Months::new(3)),
            Which::NextQuarter => (begins + Months::new(3), begins + Months::new(6)),
            Which::Year => (today, today + Months::new(12)),
        };
        Self {
            which,
            from_on,
            until_on: next - Days::new(1),
        }
    }

    /// What of it is still to come, in days from now.
    pub fn to_come(self, now: DateTime<Utc>) -> outlook::Span {
        let days = |day: NaiveDate| {
            let begins = day.and_time(NaiveTime::MIN).and_utc();
            ((begins - now).num_seconds() as f64 / 86_400.0).max(0.0)
        };
        outlook::Span {
            after: days(self.from_on),
            until: days(self.until_on + Days::new(1)),
        }
    }

    /// Whether what is won already belongs to it. Twelve months from now begin now.
    pub fn counts_won(&self) -> bool {
        self.which != Which::Year
    }

    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.until_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(today: &str) -> Vec<String> {
        let today = today.parse().expect("a day");
        let told = |span: Span| format!("{} {}", span.from_on, span.until_on);
        Span::all(today).map(told).into()
    }

    #[test]
    fn quarters_are_those_of_the_calendar_and_every_day_of_a_span_is_in_it() {
        assert_eq!(
            days("2026-11-28"),
            [
                "2026-11-01 2026-11-30",
                "2026-10-01 2026-12-31",
                "2027-01-01 2027-03-31",
                "2026-11-28 2027-11-27"
            ]
        );
        assert_eq!(days("2024-01-31")[1], "2024-01-01 2024-03-31");
        assert_eq!(days("2024-02-29")[3], "2024-02-29 2025-02-27");
    }

    #[test]
    fn what_is_over_is_not_to_come() {
        let now: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().expect("a moment");
        let [month, _, next, _] = Span::all(now.date_naive()).map(|span| span.to_come(now));
        assert_eq!((month.after, month.until), (0.0, 2.5));
        assert_eq!(next.after, 33.5);
    }
}

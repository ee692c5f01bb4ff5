//! Three months of a year, as pages tell them and addresses say them.

use crate::web::format;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use std::fmt;

/// Three months of a year, counted by the days of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// 0 to 3.
    number: u32,
}

impl Quarter {
    /// The quarter that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.month0() / 3,
        }
    }

    /// "2026-4", as addresses say it.
    pub fn read(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
        ((2000..2200).contains(&year) && (1..=4).contains(&number)).then(|| Self {
            year,
            number: number - 1,
        })
    }

    /// As [`Quarter::read`] reads it.
    pub fn code(self) -> String {
        format!("{}-{}", self.year, self.number + 1)
    }

    /// So many quarters later; before, where it is negative.
    pub fn plus(self, quarters: i32) -> Self {
        let all = self.year * 4 + self.number as i32 + quarters;
        Self {
            year: all.div_euclid(4),
            number: all.rem_euclid(4) as u32,
        }
    }

    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Its first moment.
    pub fn begins(self) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 + 1, 1)
            .unwrap_or(NaiveDate::MIN)
            .and_time(NaiveTime::MIN)
            .and_utc()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format::quarter(self.begins().date_naive()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other_over_years() {
        let last = Quarter::read("2025-4").expect("a quarter");
        assert_eq!(last.to_string(), "Oct–Dec 2025");
        assert_eq!(last.next().code(), "2026-1");
        assert_eq!(last.plus(-7).code(), "2024-1");
        assert_eq!(
            last.next().begins().to_rfc3339(),
            "2026-01-01T00:00:00+00:00"
        );
        let day = NaiveDate::from_ymd_opt(2025, 12, 31).expect("a day");
        assert_eq!(Quarter::of(day), last);
        for wrong in ["2025-5", "2025-0", "x-1", "2025", "1-1"] {
            assert_eq!(Quarter::read(wrong), None, "{wrong}");
        }
    }
}

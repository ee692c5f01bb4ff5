//! What an owner calls of a deal, and what that says of the 90 days that a statement is about.

use super::model::{WITHIN_DAYS, honesty::CERTAIN};
use chrono::{Days, NaiveDate};

/// The owner's own opinion: a day and odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub on: NaiveDate,
    /// Of a hundred.
    pub odds: i16,
}

/// What a call says of "won within 90 days".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// So much, of [`CERTAIN`].
    Odds(i16),
    /// Nothing: its day comes later.
    Later,
}

impl Call {
    /// What it says on a day: the odds, where its day comes within 90 days. One whose day has passed still says that it is
    /// soon.
    pub fn says(self, day: NaiveDate) -> Says {
        match self.on <= day + Days::new(WITHIN_DAYS as u64) {
            true => Says::Odds(self.odds * (CERTAIN / 100)),
            false => Says::Later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_its_odds_where_its_day_comes_within_ninety_days_and_nothing_where_it_is_later() {
        let said = |on: &str| {
            let day = |text: &str| text.parse().expect("a day");
            let call = Call {
                on: day(on),
                odds: 70,
            };
            call.says(day("2026-09-01"))
        };
        assert_eq!(said("2026-11-30"), Says::Odds(7_000));
        assert_eq!(said("2026-12-01"), Says::Later);
        assert_eq!(said("2026-08-01"), Says::Odds(7_000));
    }
}

//! The time, passed in: pages and commands ask the clock they were given, never the machine.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's time.
    System,
    /// One moment that does not move, for tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The present moment, in UTC.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now(),
            Clock::Fixed(moment) => *moment,
        }
    }

    /// The present day in a time zone: what a reader there calls "today".
    pub fn today_in(&self, zone: Tz) -> NaiveDate {
        self.now().with_timezone(&zone).date_naive()
    }
}

//! Since when.

use crate::web::format;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// How far back one looks where nothing else is asked for.
const WEEK: TimeDelta = TimeDelta::days(7);

/// The moment that an address means: a day begins where the viewer is. What cannot be read, or is still to come, is a
/// week ago.
pub fn since_of(text: &str, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let day = text.parse::<NaiveDate>().ok();
    let moment = day
        .map(|day| format::beginning(day, zone))
        .or_else(|| text.parse().ok());
    moment.filter(|moment| *moment < now).unwrap_or(now - WEEK)
}

//! When a reader's mail of the day is due: at an hour of theirs, where they are, whatever the clocks there do.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nothing before this moment.
    Later(DateTime<Utc>),
    /// The mail of this day; the next one is due at this moment.
    Now(NaiveDate, DateTime<Utc>),
}

/// Whether the mail of the reader's day is due. One that could not go out in its day is not sent on the next: that day
/// has its own, and it tells of both.
pub fn plan(hour: i16, zone: Tz, knows_until: DateTime<Utc>, now: DateTime<Utc>) -> Plan {
    let day = now.with_timezone(&zone).date_naive();
    let due = moment(day, hour, zone);
    let next = match due > now {
        true => due,
        false => moment(
            day.checked_add_days(Days::new(1)).unwrap_or(day),
            hour,
            zone,
        ),
    };
    match due <= now && due > knows_until {
        true => Plan::Now(day, next),
        false => Plan::Later(next),
    }
}

/// The moment at which a clock there first shows this hour of a day. Where it skips it, the first moment after the gap.
fn moment(day: NaiveDate, hour: i16, zone: Tz) -> DateTime<Utc> {
    let wanted = day.and_time(NaiveTime::MIN) + TimeDelta::hours(hour.into());
    let quarters = (0..=96).map(|quarter| wanted + TimeDelta::minutes(15 * quarter));
    let there = quarters
        .filter_map(|time| zone.from_local_datetime(&time).earliest())
        .next();
    there.map_or(DateTime::<Utc>::MAX_UTC, |there| there.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Asia::Kathmandu, Europe::Berlin, Pacific::Auckland};

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn it_is_due_once_the_clock_there_shows_the_hour() {
        let yesterday = utc("2025-11-05T07:00:00Z");
        let before = plan(8, Berlin, yesterday, utc("2025-11-06T06:59:59Z"));
        assert_eq!(before, Plan::Later(utc("2025-11-06T07:00:00Z")));
        let then = plan(8, Berlin, yesterday, utc("2025-11-06T07:00:00Z"));
        assert_eq!(
            then,
            Plan::Now(day("2025-11-06"), utc("2025-11-07T07:00:00Z"))
        );
        let there = plan(0, Kathmandu, yesterday, utc("2025-11-06T18:15:00Z"));
        assert_eq!(
            there,
            Plan::Now(day("2025-11-07"), utc("2025-11-07T18:15:00Z"))
        );
    }

    #[test]
    fn who_knows_all_of_it_already_waits_for_tomorrow() {
        let now = utc("2025-11-06T10:00:00Z");
        let switched_on = plan(8, Berlin, utc("2025-11-06T09:59:00Z"), now);
        assert_eq!(switched_on, Plan::Later(utc("2025-11-07T07:00:00Z")));
    }

    #[test]
    fn late_in_the_day_it_still_goes_out_and_after_midnight_no_more() {
        let knows = utc("2025-11-05T07:00:00Z");
        let late = plan(8, Berlin, knows, utc("2025-11-06T22:59:00Z"));
        assert_eq!(
            late,
            Plan::Now(day("2025-11-06"), utc("2025-11-07T07:00:00Z"))
        );
        let too_late = plan(8, Berlin, knows, utc("2025-11-06T23:00:00Z"));
        assert_eq!(too_late, Plan::Later(utc("2025-11-07T07:00:00Z")));
    }

    #[test]
    fn an_hour_that_is_skipped_comes_after_the_gap_and_one_that_comes_twice_counts_once() {
        let spring = plan(
            2,
            Berlin,
            utc("2025-03-29T01:00:00Z"),
            utc("2025-03-30T00:30:00Z"),
        );
        assert_eq!(spring, Plan::Later(utc("2025-03-30T01:00:00Z")));
        let summer = plan(
            8,
            Berlin,
            utc("2025-03-29T07:00:00Z"),
            utc("2025-03-29T20:00:00Z"),
        );
        assert_eq!(summer, Plan::Later(utc("2025-03-30T06:00:00Z")));
        // On 26 October it is two o’clock at 00:00 and again at 01:00 (UTC).
        let first = utc("2025-10-26T00:00:00Z");
        let autumn = plan(2, Berlin, utc("2025-10-25T00:00:00Z"), first);
        assert_eq!(
            autumn,
            Plan::Now(day("2025-10-26"), utc("2025-10-27T01:00:00Z"))
        );
        let again = plan(2, Berlin, first, utc("2025-10-26T01:00:00Z"));
        assert_eq!(again, Plan::Later(utc("2025-10-27T01:00:00Z")));
        let south = plan(
            2,
            Auckland,
            utc("2025-09-26T14:00:00Z"),
            utc("2025-09-27T13:59:00Z"),
        );
        assert_eq!(south, Plan::Later(utc("2025-09-27T14:00:00Z")));
    }
}

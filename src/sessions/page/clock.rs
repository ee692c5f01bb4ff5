//! The clock of a step. It is drawn by the server, it counts down, and it forces nothing.

use crate::sessions::session::Session;
use chrono::{DateTime, Utc};

pub struct Clock {
    /// Seconds left; below zero: over.
    pub left: i64,
    pub minutes: i16,
    /// "14:20 left of 20".
    pub words: String,
}

/// None: it runs over days, or it does not run.
pub fn clock(session: &Session, now: DateTime<Utc>) -> Option<Clock> {
    let since = session.step_since.filter(|_| !session.is_over())?;
    if session.unhurried {
        return None;
    }
    let left = i64::from(session.minutes) * 60 - (now - since).num_seconds();
    Some(Clock {
        left,
        minutes: session.minutes,
        words: words(left, session.minutes),
    })
}

/// The script says the same as time goes on (static/js/75-clock.js).
fn words(left: i64, minutes: i16) -> String {
    let time = format!("{}:{:02}", left.abs() / 60, left.abs() % 60);
    match left {
        0.. => format!("{time} left of {minutes}"),
        _ => format!("{time} over {minutes}"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_clock_that_has_run_out_goes_on_calmly() {
        assert_eq!(words(860, 20), "14:20 left of 20");
        assert_eq!(words(0, 20), "0:00 left of 20");
        assert_eq!(words(-65, 3), "1:05 over 3");
    }
}

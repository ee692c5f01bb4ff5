//! What is to become of a deal. Drawn from a fixed table, so that a small workspace has every kind of end, too.

use crate::journey::terms::OutcomeKind;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use rand::{RngExt, rngs::StdRng};

/// How far back the first deal lies.
pub const DAYS: u64 = 730;

/// What is to become of a deal, and when.
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    pub opened: NaiveDate,
    /// How it is to end; none: it is open today.
    pub end: Option<OutcomeKind>,
    /// The last day of its tale, unless it is won before.
    pub until: NaiveDate,
    /// Days between one thing and the next, on average.
    pub pace: u64,
    /// From this day on nothing is heard any more.
    pub quiet_from: Option<NaiveDate>,
}

/// Of fifty deals so many end in each way; some that are to be won are not won yet, and some come back.
const SHARES: [(OutcomeKind, usize); 6] = [
    (OutcomeKind::Won, 7),
    (OutcomeKind::NoDecision, 5),
    (OutcomeKind::LostToSupplier, 4),
    (OutcomeKind::QualifiedOut, 3),
    (OutcomeKind::OnHold, 2),
    (OutcomeKind::Void, 1),
];

impl Fate {
    /// What becomes of the deal with this number.
    pub fn of(number: usize, today: NaiveDate, dice: &mut StdRng) -> Self {
        let mut place = number * 37 % 50;
        let end = SHARES.iter().find_map(|(kind, share)| {
            let hit = place < *share;
            place = place.saturating_sub(*share);
            hit.then_some(*kind)
        });
        let days: u64 = match end {
            None => (1.0 + 520.0 * dice.random::<f64>().powf(2.2)) as u64,
            Some(OutcomeKind::Won) => dice.random_range(250..=DAYS),
            Some(OutcomeKind::Void) => dice.random_range(2..6),
            Some(OutcomeKind::QualifiedOut) => dice.random_range(10..70),
            Some(OutcomeKind::OnHold) => dice.random_range(40..200),
            Some(_) => dice.random_range(60..280),
        };
        // What is open, or on its way to be won, goes on until today; what has ended ended some time ago.
        let ended = match end {
            None | Some(OutcomeKind::Won) => 1,
            Some(_) => dice.random_range(4..=DAYS - days),
        };
        let ago = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let opened = friday(ago(days + ended));
        let quiet = end.is_none() && days > 90 && dice.random_ratio(1, 3);
        Self {
            opened,
            end,
            until: ago(ended),
            pace: match end {
                Some(OutcomeKind::Won) => dice.random_range(4..12),
                _ => dice.random_range(6..22),
            },
            quiet_from: quiet.then(|| opened + Days::new(dice.random_range(40..days))),
        }
    }
}

/// What would begin at a weekend began on the Friday before.
fn friday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day - Days::new(1),
        Weekday::Sun => day - Days::new(2),
        _ => day,
    }
}

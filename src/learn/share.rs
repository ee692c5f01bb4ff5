//! A share of some deals, with how sure one can be of it.

use super::{FEW, asked::Asked};
use crate::{ids::VerifierId, interval::wilson, journey::terms::Ended, web::format};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub hits: u64,
    pub of: u64,
}

impl Share {
    pub const fn new(hits: u64, of: u64) -> Self {
        Self { hits, of }
    }

    /// Too few to say.
    pub const fn is_few(self) -> bool {
        self.of < FEW
    }

    /// The 95 % interval, between 0 and 1.
    pub fn interval(self) -> (f64, f64) {
        wilson(self.hits, self.of)
    }

    fn part(self) -> f64 {
        match self.of {
            0 => 0.0,
            of => self.hits as f64 / of as f64,
        }
    }

    /// "42 %".
    pub fn percent(self) -> String {
        format::percent(self.part())
    }

    /// "23–64 %".
    pub fn range(self) -> String {
        let (low, high) = self.interval();
        let (low, high) = (hundredths(low), hundredths(high));
        format!("{low}–{high}\u{a0}%")
    }

    /// "42 % (23–64 %)", or that there are too few to say.
    pub fn told(self) -> String {
        match self.is_few() {
            true => "too few to say".to_owned(),
            false => format!("{} ({})", self.percent(), self.range()),
        }
    }

    /// Where its middle and its ends are on a line of a thousand.
    pub fn at(self) -> u32 {
        thousandths(self.part())
    }

    pub fn low_at(self) -> u32 {
        thousandths(self.interval().0)
    }

    pub fn high_at(self) -> u32 {
        thousandths(self.interval().1)
    }

    /// How long the interval is on that line, wide enough to be seen.
    pub fn width(self) -> u32 {
        (self.high_at() - self.low_at()).max(4)
    }

    /// Neither is in the other's reach: 95 % intervals that do not touch.
    pub fn is_apart_from(self, other: Self) -> bool {
        let ((low, high), (other_low, other_high)) = (self.interval(), other.interval());
        !self.is_few() && !other.is_few() && (low > other_high || other_low > high)
    }

    /// How far the intervals are apart; negative where they overlap.
    pub fn gap(self, other: Self) -> f64 {
        let ((low, high), (other_low, other_high)) = (self.interval(), other.interval());
        (low - other_high).max(other_low - high)
    }
}

/// A share with the lists that its two numbers open to.
#[derive(Clone, Debug)]
pub struct Linked {
    pub share: Share,
    pub hits_url: String,
    pub of_url: String,
}

impl Linked {
    /// Of the deals in which a verifier stood ("yes") or did not ("no"), those that ended so.
    pub fn of_verifier(
        asked: &Asked,
        verifier: VerifierId,
        stood: &str,
        ended: Ended,
        share: Share,
    ) -> Self {
        let list = |ended: &str| {
            asked.list("verifier", |a| {
                a.verifier = verifier.to_string();
                stood.clone_into(&mut a.stood);
                ended.clone_into(&mut a.ended);
            })
        };
        Self {
            share,
            hits_url: list(ended.name()),
            of_url: list(""),
        }
    }
}

fn hundredths(part: f64) -> i64 {
    (part * 100.0).round() as i64
}

fn thousandths(part: f64) -> u32 {
    (part * 1000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_eight_say_nothing() {
        assert_eq!(Share::new(3, 7).told(), "too few to say");
        assert_eq!(Share::new(4, 8).told(), "50\u{a0}% (22–78\u{a0}%)");
        assert!(!Share::new(7, 7).is_apart_from(Share::new(0, 1000)));
        assert!(Share::new(8, 8).is_apart_from(Share::new(0, 8)));
        assert!(!Share::new(8, 8).is_apart_from(Share::new(0, 7)));
    }

    #[test]
    fn apart_is_apart_whichever_comes_first() {
        let (more, less) = (Share::new(18, 20), Share::new(3, 20));
        assert!(more.is_apart_from(less) && less.is_apart_from(more));
        assert!(more.gap(less) > 0.0 && more.gap(less) == less.gap(more));
        let (near, by) = (Share::new(10, 20), Share::new(7, 20));
        assert!(!near.is_apart_from(by) && near.gap(by) < 0.0);
    }
}

//! What an edition of a journey asks otherwise than the one before it: pure.

use super::tally::key;
use crate::journey::terms::{Dimension, Strength};
use chrono::{DateTime, Utc};

/// A published edition.
#[derive(Clone, Debug)]
pub struct Edition {
    pub number: i16,
    /// When it was published.
    pub at: DateTime<Utc>,
    pub asks: Vec<AskedSo>,
}

/// A verifier as one edition asks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSo {
    pub stage: String,
    pub statement: String,
    pub dimension: Dimension,
    pub least: Strength,
    pub fresh_days: Option<i16>,
    pub required: bool,
}

impl AskedSo {
    /// It asks the same, in whatever stage.
    fn is_as(&self, other: &Self) -> bool {
        let asks = |one: &Self| (one.dimension, one.least, one.fresh_days, one.required);
        self.statement == other.statement && asks(self) == asks(other)
    }
}

/// One verifier that an edition asks otherwise, adds or leaves out.
#[derive(Clone, Debug)]
pub struct Revision {
    pub edition: i16,
    pub at: DateTime<Utc>,
    /// None: it is new.
    pub before: Option<AskedSo>,
    /// None: it is left out.
    pub after: Option<AskedSo>,
}

/// Every revision, by edition. A number of revisions is a number of these.
pub fn of(editions: &[Edition]) -> Vec<Revision> {
    editions.windows(2).flat_map(between).collect()
}

/// Of two editions, what is not the same in both: what has the same words is one verifier, then what takes the place of
/// another in its stage; the rest is left out, or new.
fn between(pair: &[Edition]) -> Vec<Revision> {
    let [old, new] = pair else { return vec![] };
    let mut gone = old.asks.clone();
    let mut come = new.asks.clone();
    taken_together(&mut gone, &mut come, AskedSo::is_as);
    let mut pairs = taken_together(&mut gone, &mut come, |one, other| {
        key(&one.statement) == key(&other.statement)
    });
    pairs.extend(taken_together(&mut gone, &mut come, |one, other| {
        one.stage == other.stage
    }));
    let changed = pairs
        .into_iter()
        .map(|(one, other)| (Some(one), Some(other)));
    let changed = changed.chain(come.into_iter().map(|other| (None, Some(other))));
    let changed = changed.chain(gone.into_iter().map(|one| (Some(one), None)));
    let revision = |(before, after)| Revision {
        edition: new.number,
        at: new.at,
        before,
        after,
    };
    changed.map(revision).collect()
}

/// Takes out of both what belongs together, each once.
fn taken_together(
    gone: &mut Vec<AskedSo>,
    come: &mut Vec<AskedSo>,
    belong: impl Fn(&AskedSo, &AskedSo) -> bool,
) -> Vec<(AskedSo, AskedSo)> {
    let mut together = vec![];
    for one in std::mem::take(gone) {
        match come.iter().position(|other| belong(&one, other)) {
            Some(at) => together.push((one, come.remove(at))),
            None => gone.push(one),
        }
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(stage: &str, statement: &str) -> AskedSo {
        AskedSo {
            stage: stage.into(),
            statement: statement.into(),
            dimension: Dimension::Safety,
            least: Strength::Heard,
            fresh_days: None,
            required: true,
        }
    }

    fn edition(number: i16, asks: &[AskedSo]) -> Edition {
        Edition {
            number,
            at: DateTime::<Utc>::UNIX_EPOCH,
            asks: asks.to_vec(),
        }
    }

    fn told(editions: &[Edition]) -> Vec<(i16, String, String)> {
        let words =
            |one: &Option<AskedSo>| one.as_ref().map_or("–".into(), |a| a.statement.clone());
        let all = of(editions);
        all.iter()
            .map(|r| (r.edition, words(&r.before), words(&r.after)))
            .collect()
    }

    #[test]
    fn what_is_the_same_is_no_revision_wherever_it_stands() {
        let one = edition(1, &[asked("Notice", "A"), asked("Choose", "B")]);
        let two = edition(2, &[asked("Choose", "B"), asked("Choose", "A")]);
        assert_eq!(told(&[one, two]), []);
    }

    #[test]
    fn each_is_told_once_with_what_it_was_before() {
        let harder = AskedSo {
            least: Strength::Written,
            ..asked("Notice", "A")
        };
        let one = edition(
            1,
            &[
                asked("Notice", "A"),
                asked("Notice", "B"),
                asked("Choose", "C"),
                asked("Use", "D"),
            ],
        );
        let two = edition(
            2,
            &[
                asked("Choose", "E"),
                harder,
                asked("Change", "F"),
                asked("Use", "D"),
            ],
        );
        let three = edition(3, &[]);
        let tell =
            |number, before: &str, after: &str| (number, before.to_owned(), after.to_owned());
        assert_eq!(
            told(&[one, two])[..],
            [
                tell(2, "A", "A"),
                tell(2, "C", "E"),
                tell(2, "–", "F"),
                tell(2, "B", "–")
            ]
        );
        assert_eq!(
            told(&[edition(2, &[asked("Use", "D")]), three]),
            [tell(3, "D", "–")]
        );
    }
}

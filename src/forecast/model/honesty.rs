//! What was said, held against what came: of what was said to have 70 %, how much came, and by how much what was said
//! missed on average. One rule for the forecast and for the owners' calls.

use crate::interval::wilson_of;
use std::{collections::HashMap, hash::Hash};

/// In how many parts certain is divided: what was said is kept as a whole number.
pub const CERTAIN: i16 = 10_000;

/// Fewer statements than so many say nothing: neither a bucket of them nor their mean.
pub const FEWEST_SAID: i64 = 20;

/// Nor do statements about fewer deals than so many: those about the same deal are hardly more than one.
pub const FEWEST_DEALS: i64 = 8;

/// Too few to say.
pub const fn is_few(said: i64, deals: i64) -> bool {
    said < FEWEST_SAID || deals < FEWEST_DEALS
}

/// A statement that has come true or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<K> {
    /// About what: statements about the same deal are no separate evidence.
    pub about: K,
    /// What was said, of [`CERTAIN`].
    pub chance: i16,
    pub came: bool,
}

/// Statements that said about the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// From this chance on, below that one; the last includes certainty.
    pub from: i16,
    pub until: i16,
    pub said: i64,
    pub came: i64,
    /// About how many deals.
    pub deals: i64,
    /// What was said, on average, as a share.
    pub mean: f64,
    /// For how many separate statements it counts.
    pub counts_for: f64,
}

impl Bucket {
    /// How much came, as a share.
    pub fn share(&self) -> f64 {
        self.came as f64 / self.said.max(1) as f64
    }

    /// Between what the true share lies in 95 of 100 cases.
    pub fn interval(&self) -> (f64, f64) {
        wilson_of(self.share(), self.counts_for)
    }

    pub fn is_few(&self) -> bool {
        is_few(self.said, self.deals)
    }
}

/// Statements by what they said, in ten buckets, or fewer where one would say nothing. Only where all of them together are
/// too few is there a bucket of too few.
pub fn buckets<K: Copy + Eq + Hash>(statements: &[Said<K>]) -> Vec<Bucket> {
    let mut found: Vec<Bucket> = vec![];
    let mut from = 0;
    for until in (1..=10).map(|tenth| tenth * (CERTAIN / 10)) {
        let next = bucket(statements, from, until);
        if !next.is_few() {
            found.push(next);
            from = until;
        }
    }
    if from < CERTAIN {
        // What is left over goes with the last.
        let from = found.pop().map_or(from, |last| last.from);
        found.push(bucket(statements, from, CERTAIN));
    }
    found.retain(|bucket| bucket.said > 0);
    found
}

fn bucket<K: Copy + Eq + Hash>(statements: &[Said<K>], from: i16, until: i16) -> Bucket {
    let (mut said, mut came, mut sum) = (0, 0, 0.0);
    let mut by_deal: HashMap<K, (f64, f64)> = HashMap::new();
    for one in statements {
        if falls(one.chance, from, until) {
            let deal = by_deal.entry(one.about).or_default();
            let hit = u8::from(one.came);
            *deal = (deal.0 + f64::from(hit), deal.1 + 1.0);
            said += 1;
            came += i64::from(hit);
            sum += share(one.chance);
        }
    }
    Bucket {
        from,
        until,
        said,
        came,
        deals: by_deal.len() as i64,
        mean: sum / said.max(1) as f64,
        counts_for: counts_for(by_deal.into_values()),
    }
}

/// For how many separate statements these count, by what came and was said of each deal: as many as would leave the share as
/// unsure as its spread between deals does. Never more than there are, and never fewer than if all that is said of one deal
/// had to come out alike. Few deals tell little of their own spread, so it is mixed with that case, as if [`FEWEST_DEALS`]
/// more had been seen that come out alike; where nothing or everything came there is no spread to go by, and it is that case.
fn counts_for(by_deal: impl Iterator<Item = (f64, f64)>) -> f64 {
    let deals: Vec<_> = by_deal.collect();
    let came: f64 = deals.iter().map(|(came, _)| came).sum();
    let said: f64 = deals.iter().map(|(_, said)| said).sum();
    if deals.is_empty() {
        return 0.0;
    }
    let share = came / said;
    let alike = said * said / deals.iter().map(|(_, said)| said * said).sum::<f64>();
    let apart = deals.iter().map(|(came, said)| came - share * said);
    let spread: f64 = apart.map(|apart| apart * apart).sum();
    let (there, others) = (deals.len() as f64, deals.len() as f64 - 1.0);
    if others < 1.0 || spread <= 0.0 {
        return alike;
    }
    let spread = spread * there / others / (said * said);
    let found = (share * (1.0 - share) / spread).clamp(alike, said);
    let known = there / (there + FEWEST_DEALS as f64);
    1.0 / (known / found + (1.0 - known) / alike)
}

/// Whether a chance falls into a bucket.
pub fn falls(chance: i16, from: i16, until: i16) -> bool {
    chance >= from && (chance < until || until == CERTAIN)
}

/// What a whole number stands for.
pub fn share(chance: i16) -> f64 {
    f64::from(chance) / f64::from(CERTAIN)
}

/// The whole number that stands for a share.
pub fn chance(share: f64) -> i16 {
    (share * f64::from(CERTAIN))
        .round()
        .clamp(0.0, f64::from(CERTAIN)) as i16
}

/// A mean, and how far in 95 of 100 cases the true one may lie from it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    pub mean: f64,
    pub give: f64,
}

/// By how much a statement missed: nothing where it was sure and right, one where it was sure and wrong (Brier 1950).
pub fn miss(chance: i16, came: bool) -> f64 {
    let gap = share(chance) - f64::from(u8::from(came));
    gap * gap
}

/// The mean of numbers about deals, where those about the same deal go together: its spread is reckoned from the sums by
/// deal. None: of nothing, or of a single deal, of which nobody can tell.
pub fn mean<K: Eq + Hash>(of: impl IntoIterator<Item = (K, f64)>) -> Option<Mean> {
    let mut by_deal: HashMap<K, (f64, f64)> = HashMap::new();
    let (mut sum, mut count) = (0.0, 0.0);
    for (about, number) in of {
        let deal = by_deal.entry(about).or_default();
        *deal = (deal.0 + number, deal.1 + 1.0);
        sum += number;
        count += 1.0;
    }
    if by_deal.len() < 2 {
        return None;
    }
    let mean = sum / count;
    let deals = by_deal.len() as f64;
    let spread: f64 = by_deal
        .values()
        .map(|(sum, count)| (sum - mean * count) * (sum - mean * count))
        .sum();
    let give = 1.96 * (spread * deals / (deals - 1.0)).sqrt() / count;
    Some(Mean { mean, give })
}

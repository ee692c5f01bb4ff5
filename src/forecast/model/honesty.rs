//! What was said, held against what came: of what was said to have 70 %, how much came, and by how much what was said
//! missed on average. One rule for the forecast and for the owners' calls.

use std::collections::HashMap;

/// In how many parts certain is divided: what was said is kept as a whole number.
pub const CERTAIN: i16 = 10_000;

/// A bucket of fewer than so many statements is put together with the next.
pub const FEWEST_IN_BUCKET: i64 = 20;

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
    /// What was said, on average, as a share.
    pub mean: f64,
}

impl Bucket {
    /// How much came, as a share.
    pub fn share(&self) -> f64 {
        self.came as f64 / self.said.max(1) as f64
    }
}

/// Statements by what they said, in ten buckets or fewer.
pub fn buckets<K>(statements: &[Said<K>]) -> Vec<Bucket> {
    let width = CERTAIN / 10;
    let mut tenths: Vec<Bucket> = (0..10)
        .map(|tenth| bucket(statements, tenth * width, (tenth + 1) * width))
        .collect();
    tenths.reverse();
    let mut found: Vec<Bucket> = vec![];
    while let Some(next) = tenths.pop() {
        match found.last_mut() {
            Some(last) if last.said < FEWEST_IN_BUCKET => *last = last.with(next),
            _ => found.push(next),
        }
    }
    if let [.., before, last] = &mut found[..]
        && last.said < FEWEST_IN_BUCKET
    {
        *before = before.with(*last);
        found.pop();
    }
    found.retain(|bucket| bucket.said > 0);
    found
}

fn bucket<K>(statements: &[Said<K>], from: i16, until: i16) -> Bucket {
    let here = || {
        statements
            .iter()
            .filter(|said| falls(said.chance, from, until))
    };
    let said = here().count();
    let sum: f64 = here().map(|said| share(said.chance)).sum();
    Bucket {
        from,
        until,
        said: said as i64,
        came: here().filter(|said| said.came).count() as i64,
        mean: sum / said.max(1) as f64,
    }
}

/// Whether a chance falls into a bucket.
pub fn falls(chance: i16, from: i16, until: i16) -> bool {
    chance >= from && (chance < until || until == CERTAIN)
}

impl Bucket {
    fn with(self, next: Self) -> Self {
        let said = self.said + next.said;
        let sum = self.mean * self.said as f64 + next.mean * next.said as f64;
        Self {
            from: self.from,
            until: next.until,
            said,
            came: self.came + next.came,
            mean: sum / said.max(1) as f64,
        }
    }
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
/// deal. None: of nothing.
pub fn mean<K: Eq + std::hash::Hash>(of: impl IntoIterator<Item = (K, f64)>) -> Option<Mean> {
    let mut by_deal: HashMap<K, (f64, f64)> = HashMap::new();
    let (mut sum, mut count) = (0.0, 0.0);
    for (about, number) in of {
        let deal = by_deal.entry(about).or_default();
        *deal = (deal.0 + number, deal.1 + 1.0);
        sum += number;
        count += 1.0;
    }
    if by_deal.is_empty() {
        return None;
    }
    let mean = sum / count;
    let deals = by_deal.len() as f64;
    let spread: f64 = by_deal
        .values()
        .map(|(sum, count)| (sum - mean * count) * (sum - mean * count))
        .sum();
    let give = match deals {
        // Of a single deal nobody can tell.
        ..2.0 => 1.0,
        _ => 1.96 * (spread * deals / (deals - 1.0)).sqrt() / count,
    };
    Some(Mean { mean, give })
}

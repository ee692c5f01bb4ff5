//! Of what was said to have a chance, how much came: in buckets.

use super::deals::url;
use crate::{
    forecast::{
        model::honesty::{Bucket, CERTAIN, Said, buckets},
        store::Whose,
    },
    ids::OpportunityId,
    web::format,
};

/// A bucket: a row of the picture and of its table.
pub struct BucketLine {
    /// "20 to 30 %".
    pub range: String,
    pub mean: String,
    pub said: i64,
    pub deals: String,
    pub url: String,
    /// None: too few to say.
    pub came: Option<CameLine>,
}

/// How much came, in words and as a mark.
pub struct CameLine {
    pub came: i64,
    pub share: String,
    pub low: String,
    pub high: String,
    /// In thousandths of the picture's width.
    pub mean_at: i64,
    pub share_at: i64,
    pub low_at: i64,
    pub width: i64,
}

/// The buckets of all that was said.
pub fn bucket_lines(statements: &[Said<OpportunityId>], whose: Whose) -> Vec<BucketLine> {
    let lines = buckets(statements).into_iter();
    lines.map(|bucket| line(&bucket, whose)).collect()
}

fn line(bucket: &Bucket, whose: Whose) -> BucketLine {
    let (from, until) = (bucket.from, bucket.until);
    BucketLine {
        range: range(from, until),
        mean: format::percent(bucket.mean),
        said: bucket.said,
        deals: format::counted(bucket.deals, "deal"),
        url: url(whose, Some((from, until)), None),
        came: (!bucket.is_few()).then(|| CameLine::of(bucket)),
    }
}

/// "20 to 30 %".
pub fn range(from: i16, until: i16) -> String {
    let hundredth = CERTAIN / 100;
    format!("{} to {}\u{a0}%", from / hundredth, until / hundredth)
}

impl CameLine {
    fn of(bucket: &Bucket) -> Self {
        let (low, high) = bucket.interval();
        let at = |share: f64| (share * 1_000.0) as i64;
        Self {
            came: bucket.came,
            share: format::percent(bucket.share()),
            low: format::percent(low),
            high: format::percent(high),
            mean_at: at(bucket.mean),
            share_at: at(bucket.share()),
            low_at: at(low),
            width: (at(high) - at(low)).max(4),
        }
    }
}

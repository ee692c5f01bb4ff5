//! By how much what was said missed, beside always saying how much came so far.

use super::{deals::url, since};
use crate::{
    database::Tx,
    forecast::{
        model::honesty::{Mean, is_few, mean, miss},
        span::quarter_of,
        store::{self, Resolved, Whose},
    },
    ids::OpportunityId,
    web::format,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};

/// By how much statements missed on average.
pub struct MissLine {
    pub label: String,
    pub said: i64,
    /// The statements, each with its miss.
    pub url: String,
    /// None: too few to say.
    pub missed: Option<Missed>,
}

/// On average, in words.
pub struct Missed {
    pub by: String,
    pub base: String,
    /// What it comes to: "better by 0.012 ± 0.008".
    pub against: String,
}

/// By how much the forecast missed, by the quarter in which it was said, and all together: what was said in the last two
/// years and has come true or not since. One question.
pub async fn misses(tx: &mut Tx, today: NaiveDate) -> sqlx::Result<Vec<MissLine>> {
    Ok(quarters(&store::resolved(tx, since(today)).await?))
}

pub fn quarters(said: &[Resolved]) -> Vec<MissLine> {
    let mut by_quarter: BTreeMap<NaiveDate, Vec<Resolved>> = BTreeMap::new();
    for one in said {
        let quarter = by_quarter.entry(quarter_of(one.month)).or_default();
        quarter.push(*one);
    }
    let several = by_quarter.len() > 1;
    let forecast = |one: &Resolved| one.chance;
    let lines = by_quarter.iter().map(|(quarter, said)| MissLine {
        label: format::quarter(*quarter),
        url: url(Whose::Forecast, None, Some(*quarter)),
        ..MissLine::of(said, Whose::Forecast, forecast)
    });
    let all = several.then(|| MissLine::of(said, Whose::Forecast, forecast));
    lines.chain(all).collect()
}

/// The calls and the forecast, about the same deals. Empty: nothing was called.
pub fn side_by_side(said: &[Resolved]) -> Vec<MissLine> {
    let called = said.iter().filter(|one| one.call.is_some());
    let called: Vec<_> = called.copied().collect();
    if called.is_empty() {
        return vec![];
    }
    let calls = MissLine {
        label: "The owners’ calls".to_owned(),
        ..MissLine::of(&called, Whose::Calls, |one| one.call.unwrap_or(one.base))
    };
    let forecast = MissLine {
        label: "The forecast".to_owned(),
        ..MissLine::of(&called, Whose::Beside, |one| one.chance)
    };
    vec![calls, forecast]
}

impl MissLine {
    fn of(said: &[Resolved], whose: Whose, chance: fn(&Resolved) -> i16) -> Self {
        let deals: HashSet<OpportunityId> = said.iter().map(|one| one.deal).collect();
        let count = said.len() as i64;
        Self {
            label: "All together".to_owned(),
            said: count,
            url: url(whose, None, None),
            missed: match is_few(count, deals.len() as i64) {
                true => None,
                false => missed(said, chance),
            },
        }
    }
}

fn missed(said: &[Resolved], chance: fn(&Resolved) -> i16) -> Option<Missed> {
    let by = |number: fn(&Resolved) -> i16| {
        let misses = said.iter();
        mean(misses.map(|one| (one.deal, miss(number(one), one.came))))
    };
    let gains = said.iter().map(|one| {
        let (base, own) = (miss(one.base, one.came), miss(chance(one), one.came));
        (one.deal, base - own)
    });
    Some(Missed {
        by: told(by(chance)?),
        base: told(by(|one| one.base)?),
        against: against(mean(gains)?),
    })
}

/// "0.121 ± 0.014".
fn told(mean: Mean) -> String {
    format!("{:.3} ± {:.3}", mean.mean, mean.give)
}

/// How it does against always saying the base rate, statement by statement.
fn against(gain: Mean) -> String {
    if gain.mean.abs() <= gain.give {
        return "no difference that can be told".to_owned();
    }
    let way = if gain.mean > 0.0 { "better" } else { "worse" };
    let mean = gain.mean.abs();
    format!("{way} by {}", told(Mean { mean, ..gain }))
}

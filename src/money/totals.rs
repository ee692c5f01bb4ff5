//! Sums of many deals in the workspace's currency. What has no rate is kept apart, in its own currency: never dropped, and
//! never counted as if one were worth the other.

use super::{
    Currency, DayRates, Money, Rate, full,
    rates::{PARTS, rounded},
    short,
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// A sum for each currency, and what they are worth together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    rates: Arc<DayRates>,
    sums: BTreeMap<Currency, Sum>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    minor: i128,
    deals: i64,
}

impl Totals {
    /// Nothing yet, to be converted at these rates.
    pub fn new(rates: &Arc<DayRates>) -> Totals {
        Totals {
            rates: rates.clone(),
            sums: BTreeMap::new(),
        }
    }

    /// Adds one deal's amount.
    pub fn add(&mut self, money: Money) {
        self.add_sum(i128::from(money.minor), money.currency, 1);
    }

    /// Adds a sum of so many deals that was already made elsewhere, in minor units. Stops at the largest number rather
    /// than turn over.
    pub fn add_sum(&mut self, minor: i128, currency: Currency, deals: i64) {
        let sum = self.sums.entry(currency).or_default();
        sum.minor = sum.minor.saturating_add(minor).clamp(-FARTHEST, FARTHEST);
        sum.deals = sum.deals.saturating_add(deals);
    }

    /// All that converts, in the workspace's own currency: "€5.0m".
    pub fn own(&self) -> String {
        short(rounded(self.parts()), self.rates.own())
    }

    /// The same in full: "€4,980,000".
    pub fn own_whole(&self) -> String {
        full(rounded(self.parts()), self.rates.own())
    }

    /// All that converts, exactly: the parts of sums are the sum of their parts.
    pub fn parts(&self) -> i128 {
        self.sums
            .iter()
            .filter_map(|(currency, sum)| self.rates.worth(sum.minor, *currency))
            .fold(0i128, i128::saturating_add)
            .clamp(-FARTHEST, FARTHEST)
    }

    /// About the same, in minor units: for putting deals in order, never to be shown.
    pub fn about(&self) -> f64 {
        self.parts() as f64 / PARTS as f64
    }

    /// What has no rate, in the order of the currencies' codes. Sums of nothing are left out.
    pub fn others(&self) -> Vec<Apart> {
        self.foreign()
            .filter(|(currency, _)| self.rates.of(*currency).is_none())
            .map(|(currency, sum)| Apart {
                amount: short(sum.minor, currency),
                currency,
                deals: sum.deals,
            })
            .collect()
    }

    /// The rates that count in it, with the day since which each holds.
    pub fn converted_at(&self) -> Vec<(Currency, Rate, NaiveDate)> {
        self.foreign()
            .filter_map(|(currency, _)| {
                let (rate, since) = self.rates.of(currency)?;
                Some((currency, rate, since))
            })
            .collect()
    }

    /// What it is converted at.
    pub fn rates(&self) -> &DayRates {
        &self.rates
    }

    fn foreign(&self) -> impl Iterator<Item = (Currency, Sum)> {
        self.sums
            .iter()
            .map(|(currency, sum)| (*currency, *sum))
            .filter(|(currency, sum)| *currency != self.rates.own() && sum.minor != 0)
    }
}

/// What is counted apart, because its currency has no rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    pub currency: Currency,
    pub amount: String,
    pub deals: i64,
}

impl fmt::Display for Apart {
    /// "+ CHF 40k".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+ {}", self.amount)
    }
}

/// Far beyond any sum of deals, and small enough that rounding it cannot overflow.
const FARTHEST: i128 = i128::MAX / 1_000 / PARTS * PARTS;

impl Extend<Money> for Totals {
    fn extend<I: IntoIterator<Item = Money>>(&mut self, amounts: I) {
        for money in amounts {
            self.add(money);
        }
    }
}

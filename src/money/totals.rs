//! Sums of many deals, kept apart by currency: nothing is converted, because no rate here would be the true one.

use super::{Currency, Money, short};
use std::collections::BTreeMap;

/// A sum for each currency, the workspace's own first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    own: Currency,
    sums: BTreeMap<Currency, i128>,
}

impl Totals {
    /// Nothing yet, in a workspace whose currency is `own`.
    pub fn new(own: Currency) -> Totals {
        let sums = BTreeMap::new();
        Totals { own, sums }
    }

    /// Adds one amount.
    pub fn add(&mut self, money: Money) {
        self.add_sum(i128::from(money.minor), money.currency);
    }

    /// Adds a sum that was already made elsewhere, in minor units. Stops at the largest number rather than turn over.
    pub fn add_sum(&mut self, minor: i128, currency: Currency) {
        let sum = self.sums.entry(currency).or_default();
        *sum = sum.saturating_add(minor).clamp(-FARTHEST, FARTHEST);
    }

    /// The sum in the workspace's own currency: "€5.0m".
    pub fn own(&self) -> String {
        short(self.sums.get(&self.own).copied().unwrap_or(0), self.own)
    }

    /// The sums in the other currencies, in the order of their codes: "+ $300k". Sums of nothing are left out.
    pub fn others(&self) -> Vec<String> {
        self.sums
            .iter()
            .filter(|(currency, sum)| **currency != self.own && **sum != 0)
            .map(|(currency, sum)| format!("+ {}", short(*sum, *currency)))
            .collect()
    }
}

/// Far beyond any sum of deals, and small enough that rounding it cannot overflow.
const FARTHEST: i128 = i128::MAX / 1_000;

impl Extend<Money> for Totals {
    fn extend<I: IntoIterator<Item = Money>>(&mut self, amounts: I) {
        for money in amounts {
            self.add(money);
        }
    }
}

//! Deals and what they are worth: the one place of the review where money is converted.

use crate::{
    money::{Currency, DayRates, Totals},
    web::format,
};
use std::sync::Arc;

/// So many deals, and their money in the workspace's currency; what has no rate apart.
#[derive(Clone, Debug)]
pub struct Worth {
    pub deals: i64,
    money: Totals,
}

impl Worth {
    pub fn new(rates: &Arc<DayRates>) -> Self {
        Self {
            deals: 0,
            money: Totals::new(rates),
        }
    }

    /// So many deals with a sum in one currency.
    pub fn add(&mut self, deals: i64, currency: Currency, minor: i128) {
        self.deals += deals;
        self.money.add_sum(minor, currency, deals);
    }

    /// All that converts, exactly, in the smallest part that is reckoned with: for the length of bars.
    pub fn parts(&self) -> i128 {
        self.money.parts()
    }

    /// "€5.0m".
    pub fn short(&self) -> String {
        self.money.own()
    }

    /// "€4,980,000".
    pub fn whole(&self) -> String {
        self.money.own_whole()
    }

    /// "+€480,000", "−€20,000", "€0".
    pub fn change(&self) -> String {
        signed(self.whole(), self.parts() > 0)
    }

    /// "+€480k", for where there is little room.
    pub fn short_change(&self) -> String {
        signed(self.short(), self.parts() > 0)
    }

    /// What has no rate: "+ CHF 40k (2 deals)".
    pub fn apart(&self) -> Vec<String> {
        let others = self.money.others().into_iter();
        others
            .map(|apart| format!("{apart} ({})", format::counted(apart.deals, "deal")))
            .collect()
    }

    /// The changes of what has no rate: "+CHF 40k", "−CHF 40k".
    pub fn apart_changes(&self) -> Vec<String> {
        let others = self.money.others().into_iter();
        others
            .map(|apart| {
                let grows = !apart.amount.starts_with('\u{2212}');
                signed(apart.amount, grows)
            })
            .collect()
    }

    /// Nothing is in it.
    pub fn is_nothing(&self) -> bool {
        self.deals == 0 && self.parts() == 0 && self.money.others().is_empty()
    }

    /// What foreign money was converted at: "1 USD = 0.92 EUR".
    pub fn converted_at(&self) -> Vec<String> {
        let own = self.money.rates().own();
        let rates = self.money.converted_at().into_iter();
        rates
            .map(|(currency, rate, _)| format!("1 {currency} = {rate} {own}"))
            .collect()
    }
}

fn signed(amount: String, grows: bool) -> String {
    match grows {
        true => format!("+{amount}"),
        false => amount,
    }
}

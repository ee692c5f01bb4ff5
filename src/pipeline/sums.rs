//! How many deals stand where, and for how much.

use crate::{
    journey::terms::Phase,
    money::{Currency, DayRates, Totals},
    web::format,
};
use std::sync::Arc;

/// Deals in one currency that stand together.
#[derive(Clone, Debug)]
pub struct Sum {
    /// None: they have ended.
    pub phase: Option<Phase>,
    pub currency: Currency,
    pub deals: i64,
    /// How many of them have no amount yet.
    pub without_amount: i64,
    /// In minor units.
    pub amount: i128,
}

impl Total {
    /// What it was converted at, a line for each currency: "1 USD = 0.92 EUR since 3 Nov".
    pub fn converted_at(&self) -> Vec<String> {
        let rates = self.money.rates();
        let line = |(currency, rate, since)| {
            let since = format::day(since, rates.day());
            format!("1 {currency} = {rate} {} since {since}", rates.own())
        };
        self.money.converted_at().into_iter().map(line).collect()
    }
}

/// All sums of a view.
#[derive(Clone, Debug)]
pub struct Sums {
    rates: Arc<DayRates>,
    sums: Vec<Sum>,
}

/// A count, and the money in the workspace's currency.
#[derive(Clone, Debug)]
pub struct Total {
    pub deals: i64,
    pub without_amount: i64,
    pub money: Totals,
}

impl Sums {
    /// With the rates that they are converted at.
    pub fn new(rates: DayRates, sums: Vec<Sum>) -> Self {
        let rates = Arc::new(rates);
        Self { rates, sums }
    }

    /// The open deals of one phase.
    pub fn of(&self, phase: Phase) -> Total {
        self.total(|sum| sum.phase == Some(phase))
    }

    /// Everything.
    pub fn all(&self) -> Total {
        self.total(|_| true)
    }

    fn total(&self, counts: impl Fn(&Sum) -> bool) -> Total {
        let mut total = Total {
            deals: 0,
            without_amount: 0,
            money: Totals::new(&self.rates),
        };
        for sum in self.sums.iter().filter(|sum| counts(sum)) {
            let with_amount = sum.deals - sum.without_amount;
            total.deals += sum.deals;
            total.without_amount += sum.without_amount;
            total.money.add_sum(sum.amount, sum.currency, with_amount);
        }
        total
    }
}

//! How many deals stand where, and for how much.

use crate::{
    journey::terms::Phase,
    money::{Currency, Totals},
};

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

/// All sums of a view.
#[derive(Clone, Debug)]
pub struct Sums {
    own: Currency,
    sums: Vec<Sum>,
}

/// A count, and the money by currency.
#[derive(Clone, Debug)]
pub struct Total {
    pub deals: i64,
    pub without_amount: i64,
    pub money: Totals,
}

impl Sums {
    pub fn new(own: Currency, sums: Vec<Sum>) -> Self {
        Self { own, sums }
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
            money: Totals::new(self.own),
        };
        for sum in self.sums.iter().filter(|sum| counts(sum)) {
            total.deals += sum.deals;
            total.without_amount += sum.without_amount;
            total.money.add_sum(sum.amount, sum.currency);
        }
        total
    }
}

//! What amounts are worth in the workspace's currency, as SQL reckons it.

use crate::money::{Currency, DayRates};

/// Currencies with the number that turns an amount in their minor unit into the workspace's minor unit: digits and at
/// most one point, as SQL reads a number. Made of rates that an admin keeps, never of what an address says.
#[derive(Clone, Debug)]
pub struct Worth(pub(super) Vec<(Currency, String)>);

impl Worth {
    /// The workspace's own currency, and those that have a rate.
    pub fn of(rates: &DayRates) -> Self {
        let own = (rates.own(), "1::numeric".to_owned());
        Self(std::iter::once(own).chain(rates.factors()).collect())
    }

    pub(super) fn codes(&self) -> Vec<String> {
        let codes = self
            .0
            .iter()
            .map(|(currency, _)| currency.code().to_owned());
        codes.collect()
    }
}

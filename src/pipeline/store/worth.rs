//! What amounts are worth in the workspace's currency, as SQL reckons it.

use crate::money::Currency;

/// Currencies with the number that turns an amount in their minor unit into the workspace's minor unit: digits and at
/// most one point, as SQL reads a number. Made of rates that an admin keeps, never of what an address says.
#[derive(Clone, Debug)]
pub struct Worth(pub(super) Vec<(Currency, String)>);

impl Worth {
    /// Where no rate is known: the workspace's own currency alone.
    pub fn of_own(own: Currency) -> Self {
        Self(vec![(own, "1::numeric".to_owned())])
    }

    pub(super) fn codes(&self) -> Vec<String> {
        let codes = self
            .0
            .iter()
            .map(|(currency, _)| currency.code().to_owned());
        codes.collect()
    }
}

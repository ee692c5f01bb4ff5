//! The currencies and time zones that forms offer.

use crate::web::choices::Choice;
use chrono_tz::Tz;
use iso_currency::Currency as Iso;

/// Those in which most companies keep their books.
const CURRENCIES: [&str; 32] = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EUR", "GBP", "HKD",
    "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PLN", "RON", "SAR",
    "SEK", "SGD", "THB", "TRY", "USD", "ZAR",
];

/// One city for every time that people keep.
const ZONES: [Tz; 62] = [
    Tz::UTC,
    Tz::Africa__Cairo,
    Tz::Africa__Casablanca,
    Tz::Africa__Johannesburg,
    Tz::Africa__Lagos,
    Tz::Africa__Nairobi,
    Tz::America__Anchorage,
    Tz::America__Argentina__Buenos_Aires,
    Tz::America__Bogota,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Halifax,
    Tz::America__Lima,
    Tz::America__Los_Angeles,
    Tz::America__Mexico_City,
    Tz::America__New_York,
    Tz::America__Phoenix,
    Tz::America__Santiago,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::America__Toronto,
    Tz::America__Vancouver,
    Tz::Asia__Bangkok,
    Tz::Asia__Dhaka,
    Tz::Asia__Dubai,
    Tz::Asia__Ho_Chi_Minh,
    Tz::Asia__Hong_Kong,
    Tz::Asia__Jakarta,
    Tz::Asia__Jerusalem,
    Tz::Asia__Karachi,
    Tz::Asia__Kathmandu,
    Tz::Asia__Kolkata,
    Tz::Asia__Manila,
    Tz::Asia__Riyadh,
    Tz::Asia__Seoul,
    Tz::Asia__Shanghai,
    Tz::Asia__Singapore,
    Tz::Asia__Taipei,
    Tz::Asia__Tehran,
    Tz::Asia__Tokyo,
    Tz::Australia__Adelaide,
    Tz::Australia__Brisbane,
    Tz::Australia__Perth,
    Tz::Australia__Sydney,
    Tz::Europe__Amsterdam,
    Tz::Europe__Athens,
    Tz::Europe__Berlin,
    Tz::Europe__Bucharest,
    Tz::Europe__Dublin,
    Tz::Europe__Helsinki,
    Tz::Europe__Istanbul,
    Tz::Europe__Kyiv,
    Tz::Europe__Lisbon,
    Tz::Europe__London,
    Tz::Europe__Madrid,
    Tz::Europe__Moscow,
    Tz::Europe__Paris,
    Tz::Europe__Rome,
    Tz::Europe__Stockholm,
    Tz::Europe__Warsaw,
    Tz::Europe__Zurich,
    Tz::Pacific__Auckland,
];

/// The common currencies, and the chosen one where it is rarer.
pub fn currencies(chosen: &str) -> Vec<Choice> {
    let mut codes = CURRENCIES.to_vec();
    if let Some(rare) = Iso::from_code(chosen).filter(|iso| !codes.contains(&iso.code())) {
        codes.insert(0, rare.code());
    }
    let named = codes.into_iter().filter_map(Iso::from_code);
    named
        .map(|iso| {
            Choice::new(iso.code(), format!("{} {}", iso.code(), iso.name()))
                .chosen_if(iso.code() == chosen)
        })
        .collect()
}

/// What stands in the select for "as this browser says".
pub const BROWSERS: &str = "browser";

/// The common time zones, and the chosen one where it is rarer.
pub fn zones(chosen: &str) -> Vec<Choice> {
    let mut zones = ZONES.to_vec();
    if let Some(rare) = chosen.parse().ok().filter(|zone| !zones.contains(zone)) {
        zones.insert(0, rare);
    }
    let browsers = Choice::new(BROWSERS, "As this browser says").chosen_if(chosen == BROWSERS);
    let named = zones.into_iter().map(|zone| {
        Choice::new(zone.name(), zone.name().replace('_', " ")).chosen_if(zone.name() == chosen)
    });
    std::iter::once(browsers).chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_offered_though_it_is_rare() {
        let chosen = |offered: Vec<Choice>| {
            let chosen: Vec<_> = offered.into_iter().filter(|one| one.chosen).collect();
            assert_eq!(chosen.len(), 1);
            chosen[0].value.clone()
        };
        assert_eq!(chosen(currencies("EUR")), "EUR");
        assert_eq!(chosen(currencies("XOF")), "XOF");
        assert_eq!(chosen(zones("Europe/Berlin")), "Europe/Berlin");
        assert_eq!(chosen(zones("Pacific/Chatham")), "Pacific/Chatham");
        assert_eq!(chosen(zones(BROWSERS)), BROWSERS);
        assert_eq!(currencies("").len(), CURRENCIES.len());
    }

    #[test]
    fn every_currency_on_offer_can_be_taken() {
        for choice in currencies("") {
            assert!(
                choice.value.parse::<crate::money::Currency>().is_ok(),
                "{}",
                choice.value
            );
        }
    }
}

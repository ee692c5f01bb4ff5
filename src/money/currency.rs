//! The currencies of ISO 4217 in which a deal can be made.

use std::fmt;
use std::str::FromStr;

/// A currency with its own money: metals, test codes and units of account are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(iso_currency::Currency);

/// The signs that stand for one currency alone. A currency without one is shown by its code, because "kr" or "$" alone
/// would not say whose.
const SIGNS: [(&str, &str); 24] = [
    ("EUR", "€"),
    ("USD", "$"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "C$"),
    ("CNY", "CN¥"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("KZT", "₸"),
    ("MXN", "MX$"),
    ("NGN", "₦"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("RUB", "₽"),
    ("SGD", "S$"),
    ("THB", "฿"),
    ("TRY", "₺"),
    ("TWD", "NT$"),
    ("UAH", "₴"),
    ("VND", "₫"),
];

/// Other ways in which people write a currency beside an amount.
const ALSO_WRITTEN: [(&str, &str); 9] = [
    ("CHF", "Fr"),
    ("CHF", "Fr."),
    ("CHF", "SFr."),
    ("CNY", "¥"),
    ("EUR", "euro"),
    ("EUR", "euros"),
    ("GBP", "pounds"),
    ("USD", "US$"),
    ("USD", "dollars"),
];

impl Currency {
    /// The three letters of ISO 4217.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// What stands before an amount: "€", or the code where no sign is this currency's alone.
    pub fn symbol(&self) -> &'static str {
        let sign = SIGNS.iter().find(|(code, _)| *code == self.code());
        sign.map_or(self.code(), |(_, sign)| *sign)
    }

    /// How many decimal places the currency has.
    pub fn exponent(&self) -> u8 {
        self.0.exponent().map_or(0, |places| places as u8)
    }

    pub(super) fn minor_per_unit(&self) -> u128 {
        10u128.pow(u32::from(self.exponent()))
    }

    /// True if a writer who deals in this currency can mean it by `mark`: its code, its sign, or a sign it shares.
    pub(super) fn is_written(&self, mark: &str) -> bool {
        let here = self.code();
        mark.eq_ignore_ascii_case(here)
            || mark.eq_ignore_ascii_case(self.symbol())
            || mark.eq_ignore_ascii_case(&self.0.symbol().symbol)
            || ALSO_WRITTEN
                .iter()
                .any(|(code, other)| *code == here && mark.eq_ignore_ascii_case(other))
    }

    /// True if `mark` means some currency, whichever.
    pub(super) fn is_mark_of_any(mark: &str) -> bool {
        mark.parse::<Currency>().is_ok()
            || mark.contains(['$', '€', '£', '¥', '₣'])
            || SIGNS
                .iter()
                .chain(&ALSO_WRITTEN)
                .any(|(_, sign)| mark.eq_ignore_ascii_case(sign))
    }
}

impl FromStr for Currency {
    type Err = &'static str;

    /// Reads a code in either case. The error is a sentence for beside the field.
    fn from_str(text: &str) -> Result<Currency, &'static str> {
        use iso_currency::Flag;
        let code = text.trim().to_ascii_uppercase();
        iso_currency::Currency::from_code(&code)
            .filter(|found| found.exponent().is_some())
            .filter(|found| !found.has_flag(Flag::Fund) && !found.has_flag(Flag::Special))
            .map(Currency)
            .ok_or("Choose a currency by its three letters, such as EUR or USD.")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

//! Money: whole minor units and a currency. Amounts are kept, added and converted exactly; only what
//! is shown is rounded.

mod currency;
mod rates;
mod reading;
mod totals;

#[cfg(test)]
mod tests;

pub use currency::Currency;
pub use rates::{DayRates, Rate, Rates};
pub use totals::{Apart, Totals};

use std::fmt;

/// An amount in one currency, in its smallest unit: cents for the euro, whole yen for the yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    /// The largest amount a deal may have, in minor units.
    pub const MOST: i64 = 1_000_000_000_000_000;

    /// Reads what somebody typed as an amount in `currency`: "480000", "480,000", "480.000", "480 000", "480k",
    /// "1.3m", "1,250.50", "1.250,50", "€480k". An `Err` is the sentence for beside the field.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, &'static str> {
        let minor = reading::minor_units(text, currency)?;
        Ok(Money { minor, currency })
    }

    /// The amount in few characters, for cards and columns: "€950", "€12.5k", "€480k", "€1.3m".
    pub fn short(&self) -> String {
        short(i128::from(self.minor), self.currency)
    }
}

impl fmt::Display for Money {
    /// The whole amount: "€480,000", "CHF 1,250.50". `Money::parse` reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&full(i128::from(self.minor), self.currency))
    }
}

fn full(minor: i128, currency: Currency) -> String {
    let unit = currency.minor_per_unit();
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let places = usize::from(currency.exponent());
    let decimals = match rest {
        0 => String::new(),
        _ => format!(".{rest:0places$}"),
    };
    signed(minor, currency, &format!("{}{decimals}", grouped(whole)))
}

/// Below a thousand in full, then thousands, millions and billions. A thousand shows a decimal only where it tells
/// something; millions and above always do, so that a column of them reads evenly.
fn short(minor: i128, currency: Currency) -> String {
    let (amount, unit) = (minor.unsigned_abs(), currency.minor_per_unit());
    let rounded = |to: u128| (amount + unit * to / 2) / (unit * to);
    if amount < 1_000 * unit {
        return full(minor, currency);
    }
    let hundreds = rounded(100);
    let thousands = rounded(1_000);
    let millions = rounded(100_000);
    let figure = if hundreds < 1_000 && !hundreds.is_multiple_of(10) {
        format!("{}k", one_decimal(hundreds))
    } else if thousands < 1_000 {
        format!("{thousands}k")
    } else if millions < 10_000 {
        format!("{}m", one_decimal(millions))
    } else {
        format!("{}bn", one_decimal(rounded(100_000_000)))
    };
    signed(minor, currency, &figure)
}

fn one_decimal(tenths: u128) -> String {
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}

fn signed(minor: i128, currency: Currency, figure: &str) -> String {
    let sign = if minor < 0 { "\u{2212}" } else { "" };
    let symbol = currency.symbol();
    let gap = if symbol.ends_with(char::is_alphabetic) {
        " "
    } else {
        ""
    };
    format!("{sign}{symbol}{gap}{figure}")
}

/// "950", "480,000".
pub fn grouped(whole: u128) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

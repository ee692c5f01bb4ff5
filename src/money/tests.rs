use super::{
    Currency, DayRates, Money, Rate, Rates, Totals,
    rates::{PARTS, rounded},
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::Arc;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn money(minor: i64, code: &str) -> Money {
    let currency = currency(code);
    Money { minor, currency }
}

#[test]
fn an_amount_is_read_as_people_type_it() {
    for (text, code, minor) in [
        ("480000", "EUR", 48_000_000),
        ("480,000", "EUR", 48_000_000),
        ("480.000", "EUR", 48_000_000),
        ("480 000", "EUR", 48_000_000),
        ("480\u{a0}000", "EUR", 48_000_000),
        ("480\u{202f}000 €", "EUR", 48_000_000),
        ("480k", "EUR", 48_000_000),
        ("480 K", "EUR", 48_000_000),
        ("1.3m", "EUR", 130_000_000),
        ("1,3 Mio", "EUR", 130_000_000),
        ("1.25 million", "EUR", 125_000_000),
        ("2bn", "EUR", 200_000_000_000),
        ("1,250.50", "EUR", 125_050),
        ("1.250,50", "EUR", 125_050),
        ("1 250,5", "EUR", 125_050),
        ("1'250.50", "CHF", 125_050),
        ("1’250.50 CHF", "CHF", 125_050),
        ("480.–", "CHF", 48_000),
        ("480,- €", "EUR", 48_000),
        ("1.250.000", "EUR", 125_000_000),
        ("1,250,000.00", "USD", 125_000_000),
        ("€480k", "EUR", 48_000_000),
        ("480k€", "EUR", 48_000_000),
        ("480 kEUR", "EUR", 48_000_000),
        ("EUR 480k", "EUR", 48_000_000),
        ("eur480,000", "EUR", 48_000_000),
        ("$300k", "USD", 30_000_000),
        ("$300k", "AUD", 30_000_000),
        ("A$300k", "AUD", 30_000_000),
        ("480 kr", "SEK", 48_000),
        ("480k kr", "SEK", 48_000_000),
        ("12 500 zł", "PLN", 1_250_000),
        ("¥480,000", "JPY", 480_000),
        ("480.00", "JPY", 480),
        ("1.250", "KWD", 1_250),
        ("1,250", "KWD", 1_250_000),
        ("0", "EUR", 0),
        ("0.5", "EUR", 50),
        ("  950  ", "EUR", 95_000),
        ("10000000000000", "EUR", Money::MOST),
    ] {
        assert_eq!(
            Money::parse(text, currency(code)),
            Ok(money(minor, code)),
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_read_as_one_amount_is_refused_in_a_sentence() {
    for (text, code, part) in [
        ("", "EUR", "in figures"),
        ("a lot", "EUR", "in figures"),
        ("1m 200k", "EUR", "in figures"),
        ("5-10k", "EUR", "in figures"),
        ("48,0000", "EUR", "decimal places"),
        ("1.2345678m", "JPY", "decimal places"),
        ("4800,000", "EUR", "in figures"),
        ("1.250.00", "EUR", "in figures"),
        ("1,250 000", "EUR", "in figures"),
        ("480 apples", "EUR", "in figures"),
        ("-5", "EUR", "below zero"),
        ("\u{2212}5k", "EUR", "below zero"),
        ("€ -5", "EUR", "below zero"),
        ("(500)", "EUR", "below zero"),
        ("$480k", "EUR", "another currency"),
        ("480 CHF", "EUR", "another currency"),
        ("480k USD", "EUR", "another currency"),
        ("US$480", "AUD", "another currency"),
        ("1,250.505", "EUR", "decimal places"),
        ("480.5", "JPY", "decimal places"),
        ("0.00000000000001", "EUR", "decimal places"),
        ("1,250k", "EUR", "two amounts"),
        ("1.250m", "EUR", "two amounts"),
        ("10000000000000.01", "EUR", "too large"),
        ("100000bn", "EUR", "too large"),
        ("999999999999999999999999999999999", "EUR", "too large"),
    ] {
        let sentence = Money::parse(text, currency(code)).expect_err(text);
        assert!(sentence.contains(part), "{text}: {sentence}");
    }
}

#[test]
fn an_amount_is_shown_in_full_and_in_short() {
    for (minor, code, full, short) in [
        (0, "EUR", "€0", "€0"),
        (50, "EUR", "€0.50", "€0.50"),
        (95_000, "EUR", "€950", "€950"),
        (99_999, "EUR", "€999.99", "€999.99"),
        (100_000, "EUR", "€1,000", "€1k"),
        (125_050, "CHF", "CHF 1,250.50", "CHF 1.3k"),
        (1_250_000, "EUR", "€12,500", "€12.5k"),
        (9_994_999, "EUR", "€99,949.99", "€99.9k"),
        (9_999_900, "EUR", "€99,999", "€100k"),
        (48_000_000, "EUR", "€480,000", "€480k"),
        (480_000, "JPY", "¥480,000", "¥480k"),
        (99_949_900, "EUR", "€999,499", "€999k"),
        (99_950_000, "EUR", "€999,500", "€1.0m"),
        (130_000_000, "EUR", "€1,300,000", "€1.3m"),
        (500_000_000, "EUR", "€5,000,000", "€5.0m"),
        (99_995_000_000, "EUR", "€999,950,000", "€1.0bn"),
        (Money::MOST, "EUR", "€10,000,000,000,000", "€10,000.0bn"),
        (30_000_000, "CAD", "C$300,000", "C$300k"),
        (30_000_000, "SEK", "SEK 300,000", "SEK 300k"),
        (1_250, "KWD", "KWD 1.250", "KWD 1.250"),
    ] {
        let amount = money(minor, code);
        assert_eq!(amount.to_string(), full);
        assert_eq!(amount.short(), short, "{full}");
    }
}

#[test]
fn a_currency_is_known_by_its_code_alone() {
    assert_eq!(currency("eur ").code(), "EUR");
    assert_eq!(currency("BHD").exponent(), 3);
    assert_eq!(currency("DKK").symbol(), "DKK");
    for no in ["", "EURO", "XXX", "XAU", "XTS", "USN", "€"] {
        assert!(no.parse::<Currency>().is_err(), "{no}");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What holds on 1 March 2026 in a workspace whose currency is `own`.
fn rates(own: &str, of: &[(&str, &str)]) -> Arc<DayRates> {
    let mut rates = Rates::new(currency(own));
    for (code, rate) in of {
        rates.set(
            currency(code),
            day("2026-01-01"),
            Some(rate.parse().unwrap()),
        );
    }
    Arc::new(rates.on(day("2026-03-01")))
}

#[test]
fn a_rate_is_read_as_people_type_it() {
    for (text, shown) in [
        ("0.92", "0.92"),
        ("0,92", "0.92"),
        (" 1.085 ", "1.085"),
        ("0,925", "0.925"),
        (",5", "0.5"),
        ("11", "11"),
        ("25400", "25400"),
        ("0.0000376", "0.0000376"),
        ("0.9200000000", "0.92"),
        ("0.92000000000000", "0.92"),
        ("9999999999.9999999999", "9999999999.9999999999"),
    ] {
        let rate: Rate = text.parse().unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(rate.to_string(), shown, "{text}");
    }
    for (text, part) in [
        ("", "in figures"),
        (".", "in figures"),
        ("a lot", "in figures"),
        ("0.9x", "in figures"),
        ("1/2", "in figures"),
        ("0", "more than zero"),
        ("0,00", "more than zero"),
        ("-1", "more than zero"),
        ("1,234.5", "between thousands"),
        ("1 234,5", "between thousands"),
        ("1’234", "between thousands"),
        ("1,234", "two ways"),
        ("0.00000000001", "ten decimal places"),
        ("10000000000", "too large"),
    ] {
        let sentence = text.parse::<Rate>().expect_err(text);
        assert!(sentence.contains(part), "{text}: {sentence}");
    }
}

#[test]
fn a_rate_holds_from_its_day_on_until_the_next() {
    let mut rates = Rates::new(currency("EUR"));
    let dollar = currency("USD");
    for (from, rate) in [
        ("2026-03-01", Some("0.9")),
        ("2026-01-01", Some("0.8")),
        ("2026-05-01", None),
    ] {
        rates.set(dollar, day(from), rate.map(|rate| rate.parse().unwrap()));
    }
    for (on, holds) in [
        ("2025-12-31", None),
        ("2026-01-01", Some(("0.8", "2026-01-01"))),
        ("2026-02-28", Some(("0.8", "2026-01-01"))),
        ("2026-03-01", Some(("0.9", "2026-03-01"))),
        ("2026-04-30", Some(("0.9", "2026-03-01"))),
        ("2026-05-01", None),
    ] {
        let found = rates.on(day(on)).of(dollar);
        let found = found.map(|(rate, since)| (rate.to_string(), since));
        assert_eq!(
            found,
            holds.map(|(rate, since)| (rate.to_owned(), day(since))),
            "{on}"
        );
    }
}

#[test]
fn currencies_of_every_fineness_convert_to_the_last_unit() {
    for (own, code, rate, minor, worth) in [
        ("EUR", "USD", "0.92", 10_000, 9_200),
        ("EUR", "JPY", "0.0061", 1_000_000, 610_000),
        ("EUR", "KWD", "3.01", 1_000, 301),
        ("JPY", "EUR", "163.5", 100, 164),
        ("JPY", "KWD", "500", 1_500, 750),
        ("KWD", "JPY", "0.002", 10, 20),
        ("KWD", "EUR", "0.3333333333", 300, 1_000),
        ("EUR", "USD", "0.5", 1, 1),
        ("EUR", "USD", "0.4999999999", 1, 0),
    ] {
        let rates = rates(own, &[(code, rate)]);
        let parts = rates.worth(minor, currency(code)).unwrap();
        assert_eq!(rounded(parts), worth, "{minor} {code} at {rate} in {own}");
        // The same as the database reckons it, up to what a float can tell.
        let (_, factor) = rates.factors().next().unwrap();
        let there = minor as f64 * factor.parse::<f64>().unwrap();
        let here = parts as f64 / PARTS as f64;
        assert!(
            (there - here).abs() <= here * 1e-9,
            "{factor}: {there}, {here}"
        );
    }
}

#[test]
fn totals_convert_what_has_a_rate_and_keep_the_rest_apart() {
    let mut totals = Totals::new(&rates("EUR", &[("USD", "0.9")]));
    assert_eq!((totals.own(), totals.others()), ("€0".into(), vec![]));
    totals.extend([
        money(30_000_000, "USD"),
        money(480_000_000, "EUR"),
        money(20_000_000, "EUR"),
        money(0, "SEK"),
        money(12_000, "GBP"),
        money(4_000_000, "CHF"),
        money(1_000_000, "CHF"),
    ]);
    assert_eq!(totals.own(), "€5.3m");
    assert_eq!(totals.parts(), 527_000_000 * PARTS);
    let others = totals.others();
    let apart: Vec<_> = others
        .iter()
        .map(|apart| (apart.to_string(), apart.deals))
        .collect();
    assert_eq!(
        apart,
        [("+ CHF 50k".to_owned(), 2), ("+ £120".to_owned(), 1)]
    );
    let at: Vec<_> = totals.converted_at();
    assert_eq!(at.len(), 1, "{at:?}");
    assert_eq!(
        (at[0].0.code(), at[0].1.to_string()),
        ("USD", "0.9".to_owned())
    );
}

#[test]
fn totals_do_not_overflow() {
    let mut totals = Totals::new(&rates("EUR", &[("USD", "9999999999")]));
    for code in ["EUR", "USD", "CHF"].repeat(3) {
        totals.add_sum(i128::MAX, currency(code), i64::MAX);
        totals.add(money(i64::MAX, code));
    }
    assert!(totals.own().ends_with("bn"));
    assert!(totals.others()[0].amount.ends_with("bn"));
}

proptest! {
    #[test]
    fn a_shown_amount_reads_back_as_itself(
        minor in 0..=Money::MOST,
        small in 0..1_000_000i64,
        code in prop::sample::select(vec!["EUR", "USD", "CHF", "JPY", "KWD", "SEK", "AUD", "VND", "TND", "MMK"]),
    ) {
        for minor in [minor, small] {
            let amount = money(minor, code);
            prop_assert_eq!(Money::parse(&amount.to_string(), amount.currency), Ok(amount));
        }
    }

    #[test]
    fn the_short_form_stays_within_a_twentieth_of_the_amount(minor in 0..=Money::MOST / 2) {
        let amount = money(minor, "EUR");
        let read = Money::parse(&amount.short(), amount.currency).unwrap();
        prop_assert!((read.minor - minor).abs() <= minor / 20);
    }

    #[test]
    fn no_text_makes_reading_panic_or_gives_an_amount_out_of_bounds(text in ".{0,40}", figure in "[€$]?[0-9., ]{0,30}[kmb]?") {
        for text in [text, figure] {
            if let Ok(amount) = Money::parse(&text, currency("EUR")) {
                prop_assert!((0..=Money::MOST).contains(&amount.minor));
            }
        }
    }

    #[test]
    fn the_parts_of_a_total_are_worth_what_the_whole_is(
        deals in prop::collection::vec(
            (0..=Money::MOST, prop::sample::select(vec!["EUR", "USD", "JPY", "KWD", "CHF"]), any::<bool>()),
            0..40,
        ),
        rate in 1..=99_999_999_999i64,
    ) {
        let rate = format!("{}.{:07}", rate / 10_000_000, rate % 10_000_000);
        let rates = rates("EUR", &[("USD", &rate), ("JPY", "0.0061"), ("KWD", "3.0123456789")]);
        let mut totals = [(); 3].map(|()| Totals::new(&rates));
        for (minor, code, is_left) in deals {
            let [left, right, whole] = &mut totals;
            let side = if is_left { left } else { right };
            side.add(money(minor, code));
            whole.add(money(minor, code));
        }
        let [left, right, whole] = &totals;
        prop_assert_eq!(left.parts() + right.parts(), whole.parts());
        let counted = |totals: &Totals| totals.others().iter().map(|apart| apart.deals).sum::<i64>();
        prop_assert_eq!(counted(left) + counted(right), counted(whole));
    }

    #[test]
    fn a_shown_rate_reads_back_as_itself(scaled in 1..99_999_999_999_999_999i64) {
        let text = format!("{}.{:010}", scaled / 10_000_000_000, scaled % 10_000_000_000);
        let rate: Rate = text.parse().unwrap();
        prop_assert_eq!(rate.to_string().parse(), Ok(rate));
    }

    #[test]
    fn no_text_makes_reading_a_rate_panic(text in ".{0,30}", figure in "[0-9., ]{0,30}") {
        for text in [text, figure] {
            let _ = text.parse::<Rate>();
        }
    }
}

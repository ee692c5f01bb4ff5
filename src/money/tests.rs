use super::{Currency, Money, Totals};
use proptest::prelude::*;

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

#[test]
fn totals_keep_currencies_apart_and_put_the_workspaces_own_first() {
    let mut totals = Totals::new(currency("EUR"));
    assert_eq!((totals.own(), totals.others()), ("€0".into(), vec![]));
    totals.extend([
        money(30_000_000, "USD"),
        money(480_000_000, "EUR"),
        money(20_000_000, "EUR"),
        money(0, "SEK"),
        money(12_000, "GBP"),
    ]);
    assert_eq!(totals.own(), "€5.0m");
    assert_eq!(totals.others(), ["+ £120", "+ $300k"]);
}

#[test]
fn totals_do_not_overflow() {
    let mut totals = Totals::new(currency("EUR"));
    for _ in 0..3 {
        totals.add_sum(i128::MAX, currency("EUR"));
        totals.add(money(i64::MAX, "EUR"));
    }
    assert!(totals.own().ends_with("bn"));
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
}

mod chat;
mod dates;
mod mail;

use super::{Medium, Pasted, read};
use chrono::NaiveDate;
use proptest::prelude::*;

/// A Monday.
fn today() -> NaiveDate {
    day(2026, 11, 9)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const INES: &str = "Ines Baptista";
const AT_ACME: &str = "ines@acme.example";
const WORDS: &str = "Hi Tom,\n\nwe lose 40 hours a week to this.";

/// Most excerpts are by Ines, written on 6 November.
fn by_ines(medium: Medium, address: &str, words: &str) -> Pasted {
    Pasted {
        sender_name: Some(INES.into()),
        sender_address: Some(address.into()).filter(|_| !address.is_empty()),
        date: Some(day(2026, 11, 6)),
        medium: Some(medium),
        words: words.into(),
    }
}

#[test]
fn plain_words_stay_as_they_are() {
    for text in [
        WORDS,
        "From: my point of view this is settled.",
        "Note: we sign at 10:12\nand pay on 6/11",
        "See you Friday 10:12\nInes",
        "A: yes\nTo: nobody",
        "As Tom wrote: it is time.",
        "We pay [or not] later - that is: never",
        "Thanks 🙏🏽 — ça marche, 是的",
        "Budget:\n- hardware\n- software",
    ] {
        let wanted = Pasted {
            words: text.into(),
            ..Pasted::default()
        };
        assert_eq!(read(text, today()), wanted, "{text}");
    }
}

#[test]
fn nothing_and_a_signature_alone_are_no_words() {
    for text in [
        "",
        " \r\n\t\u{a0}",
        "-- \nInes Baptista\nAcme",
        ">",
        "> \n>",
        "\u{feff}\u{200e}",
    ] {
        assert_eq!(read(text, today()), Pasted::default(), "{text:?}");
    }
}

fn holds(text: &str, today: NaiveDate) -> Result<(), TestCaseError> {
    let found = read(text, today);
    prop_assert!(found.words.len() <= text.len());
    prop_assert!(found.words.chars().count() <= text.chars().count());
    prop_assert!(found.date.is_none_or(|date| date <= today));
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic_or_adds_words(text in any::<String>(), lines in prop::collection::vec(".{0,40}", 0..6)) {
        holds(&text, today())?;
        holds(&lines.join("\n"), NaiveDate::MIN)?;
        holds(&lines.join("\r\n"), NaiveDate::MAX)?;
    }

    #[test]
    fn no_mixture_of_headings_makes_reading_panic_or_adds_words(parts in prop::collection::vec(0..16usize, 0..24), other in ".{0,12}") {
        const PARTS: [&str; 15] = [
            "From: ", "Sent:", "On ", " wrote:", "<ines@acme.example>", "\n", "> ", "[06.11.26, 10:12]", " Ines Baptista",
            "İnes: ", " - ", "6 Nov", " 10:12 AM", "-- \n", "Date: 2026-11-06\n\n",
        ];
        let text: String = parts.iter().map(|part| PARTS.get(*part).copied().unwrap_or(&other)).collect();
        holds(&text, today())?;
    }
}

#[test]
fn a_very_long_text_is_read_in_a_moment() {
    let parts = [
        "\n",
        ">",
        "To: a\n",
        "From: a@b.c ",
        "Date:\n",
        "a:",
        "On 6\n",
        "Ines\n",
        "6 Nov ",
        "[10:12] Ines: x\n",
    ];
    let began = std::time::Instant::now();
    for part in parts {
        for text in [
            part.repeat(20_000),
            format!("From: a@b.c\nDate: x\n{}", part.repeat(20_000)),
        ] {
            read(&text, today());
        }
    }
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

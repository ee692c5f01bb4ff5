use super::*;
use crate::evidence::paste::dates;

#[test]
fn a_day_is_read_in_its_many_spellings() {
    let sixth = Some(day(2026, 11, 6));
    for (text, found) in [
        ("6 Nov 2026", sixth),
        ("6th of November 2026", sixth),
        ("Nov 6, 2026", sixth),
        ("November 6th", sixth),
        ("6-Nov-26", sixth),
        ("06.11.2026", sixth),
        ("6. 11. 2026", sixth),
        ("06.11.26, 10:12", sixth),
        ("06.11. 10:12", sixth),
        ("2026-11-06T10:12:31Z", sixth),
        ("2026/11/06", sixth),
        ("Fri, 06 Nov 2026 10:12:31 +0100", sixth),
        ("10:12 Nov 6, 2026", sixth),
        ("6 de noviembre de 2026", sixth),
        ("mar. 3 nov. 2026 à 10:12", Some(day(2026, 11, 3))),
        ("3 août 2026", Some(day(2026, 8, 3))),
        ("15. März", Some(day(2026, 3, 15))),
        // Two readings: the impossible and the future one fall away, and a day of the week decides.
        ("6/11/2026", None),
        ("13/10/2026", Some(day(2026, 10, 13))),
        ("10/13/2026", Some(day(2026, 10, 13))),
        ("12/10/2026", Some(day(2026, 10, 12))),
        ("11/11/2025", Some(day(2025, 11, 11))),
        ("Fri 11/6/2026", sixth),
        ("3/4/2025", None),
        // Without a year: the latest such day.
        ("6 Nov", sixth),
        ("24 Dec", Some(day(2025, 12, 24))),
        ("29 February", Some(day(2024, 2, 29))),
        ("13/10 10:12", Some(day(2026, 10, 13))),
        ("yesterday", Some(day(2026, 11, 8))),
        ("Heute 10:12", Some(day(2026, 11, 9))),
        ("Monday", Some(day(2026, 11, 2))),
        // Sydney is already a day further.
        ("Tue, 10 Nov 2026 08:00:00 +1100", Some(day(2026, 11, 9))),
        // Never in the future, never impossible.
        ("10 Nov 2026", None),
        ("13/4/2030", None),
        ("31.02.2026", None),
        ("6 Nov 1026", None),
        ("99.99.9999", None),
        ("10:12", None),
        ("", None),
    ] {
        assert_eq!(dates::find(text, today()), found, "{text}");
    }
}

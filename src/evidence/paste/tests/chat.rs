use super::*;

/// Chats that begin with Ines on 6 November: the program, the text, her words.
const CHATS: [(&str, &str, &str); 20] = [
    (
        "whatsapp, ios",
        "[06.11.26, 10:12:31] Ines Baptista: We sign on Friday 👍",
        "We sign on Friday 👍",
    ),
    (
        "whatsapp, ios, rtl marks",
        "\u{200e}[06.11.26, 10:12:31] ~\u{202f}Ines Baptista: \u{200e}We sign",
        "We sign",
    ),
    (
        "whatsapp, android",
        "06.11.26, 10:12 - Ines Baptista: We sign\nand pay\n06.11.26, 10:13 - Tom: Great",
        "We sign\nand pay",
    ),
    (
        "whatsapp, notice first",
        "06.11.26, 10:11 - Messages are end-to-end encrypted.\n06.11.26, 10:12 - Ines Baptista: We sign",
        "We sign",
    ),
    (
        "whatsapp, us",
        "[2026-11-06, 10:12:31 AM] Ines Baptista: We sign\n[2026-11-06, 10:12:40 AM] Ines Baptista: on Friday",
        "We sign\non Friday",
    ),
    (
        "whatsapp, day above twelve elsewhere",
        "6/11/2026, 10:12 - Ines Baptista: We sign",
        "We sign",
    ),
    (
        "teams, brackets",
        "[Friday 10:12] Ines Baptista: We sign",
        "We sign",
    ),
    (
        "teams, own line",
        "[06.11.2026 10:12] Ines Baptista\nWe sign",
        "We sign",
    ),
    (
        "teams, name first",
        "Ines Baptista 06.11.26, 10:12\nWe sign",
        "We sign",
    ),
    (
        "teams, guest",
        "Ines Baptista (Acme) 06.11.26, 10:12\nWe sign",
        "We sign",
    ),
    (
        "teams, two speakers",
        "Ines Baptista, 6 Nov 10:12 AM\nWe sign\n\nTom Reed, 6 Nov 10:14 AM\nGreat\n\nInes Baptista, 6 Nov 10:15 AM\nnot",
        "We sign",
    ),
    (
        "slack, day above",
        "Friday, November 6th\nInes Baptista  10:12 AM\nWe sign",
        "We sign",
    ),
    (
        "slack, brackets",
        "Ines Baptista [6 Nov 10:12 AM]\nWe sign",
        "We sign",
    ),
    (
        "slack, status",
        "Ines Baptista 🌴  Nov 6th at 10:12 AM\nWe sign\n10:13\non Friday",
        "We sign\non Friday",
    ),
    (
        "slack, time below",
        "Ines Baptista\n  Nov 6th at 10:12 AM\nWe sign",
        "We sign",
    ),
    (
        "slack, crlf",
        "Ines Baptista  Friday at 10:12 AM\r\nWe sign\r\n\r\nsoon",
        "We sign\n\nsoon",
    ),
    (
        "discord",
        "Ines Baptista — 2026-11-06 10:12\nWe sign",
        "We sign",
    ),
    (
        "linkedin",
        "Ines Baptista\n6 Nov 2026, 10:12\nWe sign",
        "We sign",
    ),
    (
        "quoted chat",
        "> Ines Baptista  Nov 6, 2026 at 10:12 AM\n> We sign",
        "We sign",
    ),
    (
        "said below the name",
        "[06.11.26, 10:12] Ines Baptista:\nWe sign: on Friday",
        "We sign: on Friday",
    ),
];

#[test]
fn a_chat_gives_its_first_speaker_and_only_their_words() {
    for (program, text, words) in CHATS {
        let mut wanted = by_ines(Medium::Chat, "", words);
        if text.starts_with("6/11/2026") {
            wanted.date = None; // 6 November or 11 June: both have been
        }
        assert_eq!(read(text, today()), wanted, "{program}");
    }
}

#[test]
fn a_chat_without_a_day_leaves_the_day_open() {
    for text in [
        "Ines Baptista  10:12 AM\nWe sign",
        "[10:12] Ines Baptista: We sign",
    ] {
        let found = read(text, today());
        assert_eq!(
            (found.sender_name.as_deref(), found.date),
            (Some(INES), None),
            "{text}"
        );
    }
    let found = read("[06.11.26, 10:12] +49 170 1234567: We sign", today());
    assert_eq!((found.sender_name, found.words.as_str()), (None, "We sign"));
}

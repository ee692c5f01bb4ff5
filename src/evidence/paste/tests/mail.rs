use super::*;

/// Headings of mails by Ines of 6 November, as mail programs copy them; the words follow each.
const MAIL_HEADINGS: [(&str, &str); 30] = [
    (
        "raw",
        "Return-Path: <x@acme.example>\nReceived: from mx.acme.example by mx.us.example;\n Fri, 6 Nov 2026 10:12:40 +0100\nFrom: Ines Baptista <ines@acme.example>\nTo: tom@us.example\nSubject: Re: hours\nDate: Fri, 6 Nov 2026 10:12:31 +0100 (CET)\nMIME-Version: 1.0\nX-Mailer: Some: Mailer\n\n",
    ),
    (
        "outlook",
        "From: Ines Baptista <ines@acme.example>\nSent: Friday, November 6, 2026 10:12 AM\nTo: Tom Reed <tom@us.example>; Ann <ann@us.example>\nCc: Jo <jo@acme.example>\nSubject: RE: hours\n\n",
    ),
    (
        "outlook, crlf",
        "From: Ines Baptista <ines@acme.example>\r\nSent: 06 November 2026 10:12\r\nTo: Tom Reed\r\nSubject: hours\r\n\r\n",
    ),
    (
        "outlook, bold",
        "*From:* Ines Baptista <ines@acme.example>\n*Sent:* Friday, November 6, 2026 10:12 AM\n*To:* Tom Reed\n*Subject:* hours\n\n",
    ),
    (
        "outlook, on one line",
        "From: Ines Baptista <ines@acme.example> Sent: Friday, November 6, 2026 10:12 AM To: Tom Reed Cc: Jo Subject: RE: hours\n\n",
    ),
    (
        "outlook, blank lines",
        "From: Ines Baptista <ines@acme.example>\n\nSent: Friday, 6 November 2026 10:12\n\nTo: Tom Reed\n\nCc: Jo\n\nSubject: hours\n\n",
    ),
    (
        "outlook, mailto",
        "From: Ines Baptista [mailto:Ines@ACME.example]\nSent: 2026-11-06 10:12\nTo: Tom Reed\nSubject: hours\n\n",
    ),
    (
        "outlook, german",
        "Von: Baptista, Ines <ines@acme.example>\nGesendet: Freitag, 6. November 2026 10:12\nAn: Tom Reed\nBetreff: AW: Stunden\n\n",
    ),
    (
        "outlook, french",
        "De\u{a0}: Ines Baptista <ines@acme.example>\nEnvoyé\u{a0}: vendredi 6 novembre 2026 10:12\nÀ\u{a0}: Tom Reed\nObjet\u{a0}: heures\n\n",
    ),
    (
        "outlook, spanish",
        "De: Ines Baptista <ines@acme.example>\nEnviado el: viernes, 6 de noviembre de 2026 10:12\nPara: Tom Reed\nAsunto: horas\n\n",
    ),
    (
        "outlook, portuguese",
        "De: Ines Baptista <ines@acme.example>\nEnviada em: sexta-feira, 6 de novembro de 2026 10:12\nPara: Tom Reed\nAssunto: horas\n\n",
    ),
    (
        "outlook, italian",
        "Da: Ines Baptista <ines@acme.example>\nInviato: venerdì 6 novembre 2026 10:12\nA: Tom Reed\nOggetto: ore\n\n",
    ),
    (
        "outlook, dutch",
        "Van: Ines Baptista <ines@acme.example>\nVerzonden: vrijdag 6 november 2026 10:12\nAan: Tom Reed\nOnderwerp: uren\n\n",
    ),
    (
        "apple",
        "From: Ines Baptista <ines@acme.example>\nSubject: hours\nDate: 6 November 2026 at 10:12:31 CET\nTo: Tom Reed <tom@us.example>\n\n",
    ),
    (
        "original message",
        "-----Original Message-----\nFrom: Ines Baptista <ines@acme.example>\nSent: 06.11.2026 10:12\nTo: Tom Reed\nSubject: hours\n\n",
    ),
    (
        "gmail, forwarded",
        "FYI, see below\n\n---------- Forwarded message ---------\nFrom: Ines Baptista <ines@acme.example>\nDate: Fri, Nov 6, 2026 at 10:12 AM\nSubject: hours\nTo: Tom Reed <tom@us.example>\n\n\n",
    ),
    (
        "apple, forwarded",
        "Begin forwarded message:\n\nFrom: Ines Baptista <ines@acme.example>\nSubject: hours\nDate: November 6, 2026 at 10:12:31 GMT+1\nTo: Tom Reed\n\n",
    ),
    (
        "apple lead-in",
        "On 6 Nov 2026, at 10:12, Ines Baptista <ines@acme.example> wrote:\n\n",
    ),
    (
        "gmail lead-in, wrapped",
        "On Fri, Nov 6, 2026 at 10:12 AM Ines Baptista <ines@acme.example>\nwrote:\n\n",
    ),
    (
        "yahoo lead-in",
        "On Friday, November 6, 2026 at 10:12:31 AM GMT+1, Ines Baptista <ines@acme.example> wrote:\n\n",
    ),
    (
        "german lead-in",
        "Am 06.11.2026 um 10:12 schrieb Ines Baptista <ines@acme.example>:\n\n",
    ),
    (
        "german gmail lead-in",
        "Am Fr., 6. Nov. 2026 um 10:12 Uhr schrieb Ines Baptista <ines@acme.example>:\n\n",
    ),
    (
        "french lead-in",
        "Le ven. 6 nov. 2026 à 10:12, Ines Baptista <ines@acme.example> a écrit\u{a0}:\n\n",
    ),
    (
        "spanish lead-in",
        "El vie, 6 nov 2026 a las 10:12, Ines Baptista (<ines@acme.example>) escribió:\n\n",
    ),
    (
        "portuguese lead-in",
        "Em sex., 6 de nov. de 2026 às 10:12, Ines Baptista <ines@acme.example> escreveu:\n\n",
    ),
    (
        "italian lead-in",
        "Il giorno ven 6 nov 2026 alle ore 10:12 Ines Baptista <ines@acme.example> ha scritto:\n\n",
    ),
    (
        "dutch lead-in",
        "Op vr 6 nov 2026 om 10:12 schreef Ines Baptista <ines@acme.example>:\n\n",
    ),
    (
        "gmail page",
        "Ines Baptista <ines@acme.example>\n6 Nov 2026, 10:12 (2 days ago)\nto me\n\n",
    ),
    (
        "gmail page, one line",
        "Ines Baptista <ines@acme.example>\tFri, Nov 6, 10:12 AM (3 days ago)\n\u{200b}to me, Ann\n\n",
    ),
    (
        "outlook page",
        "Ines Baptista<ines@acme.example>\n\u{200b}Tom Reed\u{200b}\nTo:\u{200b}Tom Reed\u{200b}\nFri 11/6/2026 10:12 AM\n\n",
    ),
];

#[test]
fn a_mails_heading_gives_sender_and_day() {
    for (program, heading) in MAIL_HEADINGS {
        let found = read(&format!("{heading}{WORDS}"), today());
        assert_eq!(found, by_ines(Medium::Email, AT_ACME, WORDS), "{program}");
    }
}

#[test]
fn a_quoted_mail_is_read_without_its_marks() {
    let quoted = WORDS.replace('\n', "\n> ");
    for text in [
        format!("On 6 Nov 2026, at 10:12, Ines Baptista <ines@acme.example> wrote:\n\n> {quoted}"),
        format!(
            "> On 6 Nov 2026, at 10:12, Ines Baptista <ines@acme.example> wrote:\n> > {}",
            quoted.replace('\n', "\n> ")
        ),
        format!("> From: Ines Baptista <ines@acme.example>\n> Date: 6 Nov 2026\n> \n> {quoted}"),
    ] {
        assert_eq!(
            read(&text, today()),
            by_ines(Medium::Email, AT_ACME, WORDS),
            "{text}"
        );
    }
    assert_eq!(read(&format!("> {quoted}"), today()).words, WORDS);
}

#[test]
fn history_and_signature_are_not_the_senders_words() {
    let heading = "From: Ines Baptista <ines@acme.example>\nDate: 6 Nov 2026\n\n";
    for tail in [
        "\n-- \nInes Baptista\nHead of Operations",
        "\n--\nInes",
        "\nSent from my iPhone",
        "\nVon meinem iPhone gesendet",
        "\n________________________________\nFrom: Tom Reed <tom@us.example>\nSent: 5 Nov 2026\n\nHow many hours?",
        "\nOn 5 Nov 2026, Tom Reed <tom@us.example> wrote:\n> How many hours?",
        "\n\nAm 05.11.2026 um 09:00 schrieb Tom Reed <tom@us.example>:\n\nHow many hours?",
        "\n-----Ursprüngliche Nachricht-----\nVon: Tom Reed\nGesendet: 05.11.2026\n\nHow many hours?",
        "\n> How many hours?\n> Tom",
    ] {
        let text = format!("{heading}{WORDS}\n{tail}");
        assert_eq!(
            read(&text, today()),
            by_ines(Medium::Email, AT_ACME, WORDS),
            "{tail}"
        );
    }
}

#[test]
fn an_answer_above_an_earlier_mail_is_the_excerpt() {
    let text = format!(
        "{WORDS}\n\nFrom: Tom Reed <tom@us.example>\nSent: 5 Nov 2026\nTo: Ines\n\nHow many hours?"
    );
    let found = read(&text, today());
    assert_eq!(
        (found.words.as_str(), found.medium),
        (WORDS, Some(Medium::Email))
    );
    assert_eq!((found.sender_name, found.date), (None, None));
}

#[test]
fn a_senders_name_is_put_in_speaking_order() {
    for (written, name, address) in [
        (
            "\"Baptista, Ines\" <ines@acme.example>",
            Some("Ines Baptista"),
            Some("ines@acme.example"),
        ),
        (
            "van der Berg, Jan <Jan.vd.Berg@acme.example>",
            Some("Jan van der Berg"),
            Some("jan.vd.berg@acme.example"),
        ),
        ("Dr. Ines Baptista (Acme)", Some("Dr. Ines Baptista"), None),
        (
            "ines@acme.example (Ines Baptista)",
            Some("Ines Baptista"),
            Some("ines@acme.example"),
        ),
        ("ines@acme.example", None, Some("ines@acme.example")),
        (
            "Ines Baptista via Board <board@acme.example>",
            Some("Ines Baptista"),
            Some("board@acme.example"),
        ),
        (
            "=?utf-8?Q?In=C3=AAs?= <ines@acme.example>",
            None,
            Some("ines@acme.example"),
        ),
        ("Åsa Öberg <asa@acme>", Some("Åsa Öberg"), None),
    ] {
        let found = read(&format!("From: {written}\nSubject: x\n\nyes"), today());
        let (found_name, found_address) = (
            found.sender_name.as_deref(),
            found.sender_address.as_deref(),
        );
        assert_eq!((found_name, found_address), (name, address), "{written}");
    }
}

//! The parts of a date: figures, marks, and the names of months and days in seven languages.

use chrono::Weekday;

pub(super) enum Token {
    /// `glued` if no space stands before it.
    Number {
        text: String,
        glued: bool,
    },
    Word(String),
    Mark(char),
}

impl Token {
    pub(super) fn is_mark(&self, marks: &str) -> bool {
        matches!(self, Token::Mark(mark) if marks.contains(*mark))
    }

    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Token::Number { text, .. } if text.len() <= 2 => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn year(&self) -> Option<i32> {
        match self {
            Token::Number { text, .. } if text.len() == 4 => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn is_glued(&self) -> bool {
        matches!(self, Token::Number { glued: true, .. })
    }

    pub(super) fn month(&self) -> Option<u32> {
        match self {
            Token::Word(word) => month(word),
            _ => None,
        }
    }

    /// What may stand between a day, a month and a year: "6th of November, 2026", "6 de nov. de 2026", "6-Nov-26".
    pub(super) fn joins(&self) -> bool {
        match self {
            Token::Mark(mark) => ".,-/".contains(*mark),
            Token::Word(word) => {
                matches!(
                    word.as_str(),
                    "st" | "nd" | "rd" | "th" | "er" | "of" | "de" | "del" | "º" | "ª"
                )
            }
            Token::Number { .. } => false,
        }
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            let glued = !text[..text.len() - rest.len()].ends_with(char::is_whitespace);
            let text = rest[..length].to_owned();
            tokens.push(Token::Number { text, glued });
            length
        } else if first.is_alphabetic() {
            let length = run(char::is_alphabetic);
            tokens.push(Token::Word(rest[..length].to_lowercase()));
            length
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

pub(super) fn days_back(word: &str) -> Option<u64> {
    match word {
        "today" | "heute" | "hoy" | "hoje" | "oggi" | "vandaag" => Some(0),
        "yesterday" | "gestern" | "hier" | "ayer" | "ontem" | "ieri" | "gisteren" => Some(1),
        _ => None,
    }
}

/// Words that a time carries and that say nothing about the day.
pub(super) fn is_mark_of_time(word: &str) -> bool {
    "at um am pm a p m uhr h on the of de del el le den der om à às las alle ore st nd rd th er \
     mo di mi do fr sa so lu ma me je ve edited bearbeitet modifié cet cest utc gmt bst est edt pst pdt z \
     ago vor il y days day hours hour minutes minute tagen tag stunden stunde minuten il ya jours jour heures"
        .split(' ')
        .any(|filler| filler == word)
}

const MONTHS: [&str; 12] = [
    "january januar janvier enero janeiro gennaio januari",
    "february februar février fevrier febrero fevereiro febbraio februari",
    "march märz maerz mrz mars marzo março marco maart",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august août aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre sept",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dezembro dicembre",
];

const WEEKDAYS: [(Weekday, &str); 7] = [
    (
        Weekday::Mon,
        "monday montag lundi lunes lunedì maandag segunda",
    ),
    (
        Weekday::Tue,
        "tuesday dienstag mardi martes martedì dinsdag terça",
    ),
    (
        Weekday::Wed,
        "wednesday mittwoch mercredi miércoles mercoledì woensdag quarta",
    ),
    (
        Weekday::Thu,
        "thursday donnerstag jeudi jueves giovedì donderdag quinta",
    ),
    (
        Weekday::Fri,
        "friday freitag vendredi viernes venerdì vrijdag sexta",
    ),
    (
        Weekday::Sat,
        "saturday samstag sonnabend samedi sábado sabato zaterdag",
    ),
    (
        Weekday::Sun,
        "sunday sonntag dimanche domingo domenica zondag",
    ),
];

/// The month of a name in seven languages, or of its first letters where they mean only one.
pub(super) fn month(word: &str) -> Option<u32> {
    let mut fitting = (1..)
        .zip(MONTHS)
        .filter(|(_, names)| begins_a_name(word, names));
    let (number, _) = fitting.next()?;
    fitting.next().is_none().then_some(number)
}

/// The day of a name in seven languages. "mar" is left out: it is the month far more often.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let mut fitting = WEEKDAYS
        .iter()
        .filter(|(_, names)| begins_a_name(word, names));
    let (weekday, _) = fitting.next()?;
    (fitting.next().is_none() && word != "mar").then_some(*weekday)
}

fn begins_a_name(word: &str, names: &str) -> bool {
    word.chars().count() >= 3 && names.split(' ').any(|name| name.starts_with(word))
}

//! The odds, given in private and shown together: a drawing, the spread in words, and the numbers.

use super::sheets::{Desk, listed};
use crate::{
    opportunities::page::Filling,
    sessions::{
        session::{Odds, Someone},
        words::{DECIDING, Hidden},
    },
};

pub struct OddsPanel {
    /// "before" or "after".
    pub asked: &'static str,
    pub heading: &'static str,
    /// "3 of 5 are in".
    pub note: String,
    pub is_there: bool,
    pub is_shown: bool,
    /// The form is offered.
    pub may_give: bool,
    /// What this viewer gave; empty: nothing yet.
    pub mine: String,
    pub dots: Vec<Dot>,
    /// Where the drawing begins: no higher than its dots reach.
    pub top: usize,
    /// "22 to 78: we do not see the same deal".
    pub words: String,
    /// "22, 30 and 78 %".
    pub numbers: String,
    /// What stands in the form: as it was refused, or what this viewer gave.
    pub typed: String,
    /// Keeps the ids of the two forms apart.
    pub prefix: &'static str,
    pub filling: Filling,
    /// The facilitator can show what is in.
    pub may_show: bool,
}

/// A dot of the drawing, 0 to 300 across.
pub struct Dot {
    pub across: i16,
    pub down: usize,
    pub late: bool,
}

/// How many dots are drawn above one another before they touch the edge.
const HEAP: usize = 5;

pub fn panel(desk: &Desk, people: &[Someone], odds: &[Odds], what: Hidden) -> OddsPanel {
    let session = desk.session;
    let is_after = what == Hidden::OddsAfter;
    let asked = what.name();
    let given: Vec<&Odds> = odds.iter().filter(|odds| odds.asked == asked).collect();
    let is_shown = session.shows(what);
    let mine = given.iter().find(|odds| odds.mine).map(|odds| odds.odds);
    let has_given = |one: &&Someone| match is_after {
        true => one.gave_after,
        false => one.gave_before,
    };
    let in_now = people.iter().filter(has_given).count();
    let shown: Vec<i16> = given.iter().map(|odds| odds.odds).collect();
    let (is_there, act) = match is_after {
        true => (session.step >= DECIDING, "odds-after"),
        false => (session.has_begun(), "odds-before"),
    };
    let filling = desk.doing.of(act, session.id);
    let mine = mine.map_or(String::new(), |odds| odds.to_string());
    let dots = if is_shown { heap(&given) } else { vec![] };
    OddsPanel {
        asked,
        heading: if is_after {
            "Odds after we decided"
        } else {
            "Odds before we talked"
        },
        note: note(in_now, people.len(), is_shown),
        is_there,
        is_shown,
        may_give: desk.is_on && (!is_shown || mine.is_empty()),
        typed: match filling.is_open() {
            true => filling.value("odds").to_owned(),
            false => mine.clone(),
        },
        prefix: if is_after { "after-" } else { "" },
        mine,
        top: dots.iter().map(|dot| dot.down).min().unwrap_or(66) - 18,
        dots,
        words: if is_shown {
            spread(&shown)
        } else {
            String::new()
        },
        numbers: if is_shown {
            let numbers: Vec<String> = shown.iter().map(i16::to_string).collect();
            format!("{} %", listed(&numbers))
        } else {
            String::new()
        },
        filling,
        may_show: desk.is_on && session.is_led_by(desk.viewer) && !is_shown && in_now > 0,
    }
}

fn note(given: usize, people: usize, is_shown: bool) -> String {
    match is_shown {
        true => format!("{given} of {people}, shown together"),
        false => format!("{given} of {people} are in"),
    }
}

/// Dots that would cover one another stand above one another. The odds come in their order.
fn heap(given: &[&Odds]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = vec![];
    for odds in given {
        let across = 10 + odds.odds * 28 / 10;
        let near = dots
            .iter()
            .filter(|dot| (dot.across - across).abs() < 10)
            .count();
        dots.push(Dot {
            across,
            down: 66 - 12 * near.min(HEAP - 1),
            late: odds.late,
        });
    }
    dots
}

/// How far apart we are, in words.
pub fn spread(odds: &[i16]) -> String {
    let (Some(least), Some(most)) = (odds.iter().min(), odds.iter().max()) else {
        return "nobody gave any".into();
    };
    if odds.len() == 1 {
        return format!("{least}: one of us alone");
    }
    match most - least {
        0 => format!("{least}: we all say the same"),
        1..=15 => format!("{least} to {most}: we see the same deal"),
        16..=35 => format!("{least} to {most}: we see it differently here and there"),
        _ => format!("{least} to {most}: we do not see the same deal"),
    }
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn the_spread_is_said_in_words() {
        let cases: [(&[i16], &str); 6] = [
            (&[], "nobody gave any"),
            (&[40], "40: one of us alone"),
            (&[40, 40], "40: we all say the same"),
            (&[40, 55], "40 to 55: we see the same deal"),
            (&[40, 75], "40 to 75: we see it differently here and there"),
            (&[78, 22, 30], "22 to 78: we do not see the same deal"),
        ];
        for (odds, words) in cases {
            assert_eq!(spread(odds), words);
        }
    }
}

//! How often deals are won that stand like one, and a phase further: in words, with the weeks that it rests on.

use crate::{
    forecast::{
        Listed, percent,
        store::{Ahead, Lived},
    },
    web::format,
};

/// "won in 22 % (340 weeks lived), a phase further in 41 % (120 weeks lived)".
pub struct LiftLine {
    pub here: Part,
    /// None: the word wins it.
    pub further: Option<Part>,
}

/// One of the two.
pub struct Part {
    pub won: String,
    /// "340 weeks".
    pub weeks: String,
    /// The deals that lived them.
    pub url: String,
}

impl LiftLine {
    /// None: too few to say. After the last stage a deal is won.
    pub fn of(ahead: &Ahead, is_last: bool) -> Option<Self> {
        Some(Self {
            here: Part::of(ahead.here),
            further: match is_last {
                true => None,
                false => Some(Part::of(ahead.further?)),
            },
        })
    }
}

impl Part {
    fn of(lived: Lived) -> Self {
        Self {
            won: percent(lived.won),
            weeks: format::counted(lived.weeks, "week"),
            url: Listed::Lived(lived.state).url(),
        }
    }
}

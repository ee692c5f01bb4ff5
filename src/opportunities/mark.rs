//! A verifier as a mark that fills with strength, and the words that say the same.

use crate::journey::standing::{Standing, State};
use crate::journey::terms::Strength;

/// What the mark's style sheet class and its text alternative are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub class: String,
    pub text: String,
}

impl Mark {
    /// The mark of a verifier as it stands.
    pub fn of(standing: &Standing) -> Self {
        let strength = standing.strength.map_or("missing", Strength::name);
        let (class, text) = match standing.state {
            State::Stands if standing.ageing => {
                (format!("{strength} ageing"), format!("{strength}, ageing"))
            }
            State::Stands => (strength.to_owned(), strength.to_owned()),
            State::Challenged => (
                format!("{strength} challenged"),
                format!("{strength}, but challenged"),
            ),
            State::TooWeak => (
                format!("{strength} short"),
                format!("{strength}, not enough yet"),
            ),
            State::Contradicted => (
                "contradicted".into(),
                "contradicted by their latest word".into(),
            ),
            State::Lapsed => ("lapsed".into(), "out of date".into()),
            State::Reported => ("reported".into(), "reported second hand".into()),
            State::Missing => ("missing".into(), "nothing yet".into()),
        };
        Self { class, text }
    }
}

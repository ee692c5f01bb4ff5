//! The lists that numbers of the forecast open to: their addresses, and what they are.

use super::{
    model::state::{Ending, Footing, State},
    span::Which,
};
use crate::journey::terms::Phase;
use serde::Deserialize;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
    /// "PHASE.FOOTING".
    standing: String,
    ending: String,
    span: String,
    pub after: String,
}

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Open(Option<State>),
    WithoutWorth,
    Held,
    Lived(State),
    Ended(Option<Ending>, Option<State>),
    Won(Which),
    Called(Which),
}

impl Asked {
    /// The list; none: there is no such one.
    pub fn listed(&self) -> Option<Listed> {
        let standing = match self.standing.as_str() {
            "" => None,
            words => Some(standing(words)?),
        };
        let ending = match self.ending.as_str() {
            "" => None,
            word => Some(word.parse().ok().and_then(Ending::of)?),
        };
        Some(match self.of.as_str() {
            "" | "open" => Listed::Open(standing),
            "without" => Listed::WithoutWorth,
            "held" => Listed::Held,
            "lived" => Listed::Lived(standing?),
            "ended" => Listed::Ended(ending, standing),
            "won" => Listed::Won(self.span.parse().ok()?),
            "called" => Listed::Called(self.span.parse().ok()?),
            _ => return None,
        })
    }
}

fn standing(words: &str) -> Option<State> {
    let (phase, footing) = words.split_once('.')?;
    Some(State {
        phase: Phase::from_code(phase.parse().ok()?)?,
        footing: Footing::from_code(footing.parse().ok()?)?,
    })
}

impl Listed {
    /// Where it is.
    pub fn url(self) -> String {
        let standing = |standing: State| {
            let (phase, footing) = (standing.phase.code(), standing.footing.code());
            format!("&standing={phase}.{footing}")
        };
        let rest = match self {
            Self::Open(state) => format!("open{}", state.map(standing).unwrap_or_default()),
            Self::WithoutWorth => "without".to_owned(),
            Self::Held => "held".to_owned(),
            Self::Lived(state) => format!("lived{}", standing(state)),
            Self::Ended(ending, state) => {
                let ending = ending.map(|ending| format!("&ending={}", ending.outcome().name()));
                let (ending, state) = (ending.unwrap_or_default(), state.map(standing));
                format!("ended{ending}{}", state.unwrap_or_default())
            }
            Self::Won(span) => format!("won&span={}", span.word()),
            Self::Called(span) => format!("called&span={}", span.word()),
        };
        format!("/forecast/deals?of={rest}")
    }

    /// What it is called.
    pub fn heading(self) -> String {
        match self {
            Self::Open(None) => "Open deals in the forecast".to_owned(),
            Self::Open(Some(state)) => format!("Open: {}", told(state)),
            Self::WithoutWorth => "Open deals that the money leaves out".to_owned(),
            Self::Held => "On hold".to_owned(),
            Self::Lived(state) => format!("Weeks lived: {}", told(state)),
            Self::Ended(ending, state) => {
                let how = ending.map_or("Ended", |ending| ending.outcome().label());
                let from = state.map(|state| format!(", from: {}", told(state)));
                format!("{how}{}", from.unwrap_or_default())
            }
            Self::Won(span) => format!("Won already: {}", span.heading().to_lowercase()),
            Self::Called(span) => format!("The owners’ calls: {}", span.heading().to_lowercase()),
        }
    }

    /// What its deals have in common.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Open(_) => "Open when the forecast was worked out, and how each stood then.",
            Self::WithoutWorth => {
                "They have no amount, or one in a currency without a rate. Each counts as a deal only."
            }
            Self::Held => "On hold when the forecast was worked out. They are not in it.",
            Self::Lived(_) => {
                "How many whole weeks each deal stood like this at the week’s beginning."
            }
            Self::Ended(..) => "How each stood at the beginning of the week in which it ended.",
            Self::Won(_) => {
                "Won before the forecast was worked out. Each counts for what it was worth at the rates of that day."
            }
            Self::Called(_) => {
                "The owner’s day falls into this time. Each counts for its odds times what it is worth."
            }
        }
    }
}

/// "Choosing, only words so far, heard this month".
fn told(state: State) -> String {
    format!("{}, {}", state.phase.heading(), state.footing.words())
}

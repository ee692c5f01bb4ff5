//! The closed vocabularies of the rule: one word per thing, the same in code, table, file and page.

mod alternative;
mod channel;
mod ending;
mod obstacle;
mod outcome;
mod play;
mod stakeholder;

pub use alternative::{AlternativeKind, Risk};
pub use channel::Channel;
pub use ending::Ended;
pub use obstacle::{ObstacleKind, ObstacleState};
pub use outcome::{OutcomeKind, Reason, ReasonGroup};
pub use play::{CommitmentTurn, PlayResult};
pub use stakeholder::{Reach, StakeholderRole, ToChange, ToUs};

use std::{error::Error, fmt};

/// Somebody wrote a word that is not in the vocabulary asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word as it was written.
    pub word: String,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a word we know here", self.word)
    }
}

impl Error for UnknownWord {}

/// Declares a vocabulary: an enum whose every variant has exactly one word, in serde, `name` and `FromStr` alike.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one, in the order people read them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The one word for it, as it stands in tables, files and forms.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::journey::terms::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::journey::terms::UnknownWord { word: word.to_owned() }),
                }
            }
        }
    };
}
use words;

words! {
    /// The six phases onto which every journey maps its stages, so that journeys compare: the board's columns.
    Phase {
        /// Is our present situation worth questioning?
        Notice = "notice",
        /// Do we refuse to go on like this?
        Change = "change",
        /// What must a good answer do for us?
        Frame = "frame",
        /// Which way do we want?
        Choose = "choose",
        /// Is it safe for us?
        Secure = "secure",
        /// Do we commit, and start?
        Commit = "commit",
    }
}

impl Phase {
    /// What the customer asks themselves in it.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Notice => "Is our present situation worth questioning?",
            Self::Change => "Do we refuse to go on like this?",
            Self::Frame => "What must a good answer do for us?",
            Self::Choose => "Which way do we want?",
            Self::Secure => "Is it safe for us?",
            Self::Commit => "Do we commit, and start?",
        }
    }

    /// Its number, 1 to 6, in order.
    pub const fn code(self) -> i16 {
        self as i16 + 1
    }

    /// What heads a list of the deals that stand in it: what their customers are doing.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Notice => "Noticing",
            Self::Change => "Agreeing to change",
            Self::Frame => "Framing",
            Self::Choose => "Choosing",
            Self::Secure => "Making it safe",
            Self::Commit => "Committing",
        }
    }

    /// The phase with this number.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.iter().copied().find(|phase| phase.code() == code)
    }
}

words! {
    /// What a verifier tells us about: a healthy deal has something in all four.
    Dimension {
        /// The decision is further.
        Progress = "progress",
        /// They spend something of their own on it.
        Intent = "intent",
        /// They are ready to leave the way things are.
        Change = "change",
        /// Ours is the least risky of all options, doing nothing included.
        Safety = "safety",
    }
}

impl Dimension {
    /// What it says about the customer, to stand behind its name.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Progress => "their decision is further along",
            Self::Intent => "they spend something of their own on it",
            Self::Change => "they are ready to leave the way things are",
            Self::Safety => {
                "ours looks the least risky of all their options, doing nothing included"
            }
        }
    }
}

words! {
    /// How good one piece of evidence is.
    Strength {
        /// Second hand. Kept, and counts for nothing yet.
        Reported = "reported",
        /// Said to one of us: their words and the date.
        Heard = "heard",
        /// They wrote it, or two of us heard it.
        Written = "written",
        /// Something they made or did that cost them something.
        Done = "done",
        /// Confirmed in our wording, signed, or published.
        Confirmed = "confirmed",
    }
}

impl Strength {
    /// Its rung on the ladder, 1 to 5, as it is stored.
    pub const fn code(self) -> i16 {
        self as i16 + 1
    }

    /// The strength on this rung.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|strength| strength.code() == code)
    }

    /// What it takes to be this strong, to stand behind its name.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Reported => "somebody else says that they said it; counts for nothing yet",
            Self::Heard => "they said it to one of us",
            Self::Written => "they wrote it, or two of us heard it",
            Self::Done => "they made or did something that cost them something",
            Self::Confirmed => "they confirmed our wording, signed it or published it",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strengths_and_phases_keep_their_numbers() {
        let strengths: Vec<_> = Strength::ALL.iter().map(|s| (s.name(), s.code())).collect();
        assert_eq!(
            strengths,
            [
                ("reported", 1),
                ("heard", 2),
                ("written", 3),
                ("done", 4),
                ("confirmed", 5)
            ]
        );
        let phases: Vec<_> = Phase::ALL.iter().map(|p| (p.name(), p.code())).collect();
        assert_eq!(
            phases,
            [
                ("notice", 1),
                ("change", 2),
                ("frame", 3),
                ("choose", 4),
                ("secure", 5),
                ("commit", 6)
            ]
        );
    }

    #[test]
    fn a_number_leads_back_to_its_word_and_a_strange_number_to_none() {
        for strength in Strength::ALL {
            assert_eq!(Strength::from_code(strength.code()), Some(*strength));
        }
        for phase in Phase::ALL {
            assert_eq!(Phase::from_code(phase.code()), Some(*phase));
        }
        assert_eq!(Strength::from_code(0), None);
        assert_eq!(Strength::from_code(6), None);
        assert_eq!(Phase::from_code(7), None);
    }

    #[test]
    fn a_word_is_the_same_in_code_and_in_files() {
        for dimension in Dimension::ALL {
            assert_eq!(dimension.name().parse(), Ok(*dimension));
            let json = serde_json::to_string(dimension).expect("a word is JSON");
            assert_eq!(json, format!("\"{}\"", dimension.name()));
        }
        for kind in OutcomeKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        for role in StakeholderRole::ALL {
            assert_eq!(role.name().parse(), Ok(*role));
        }
        for channel in Channel::ALL {
            assert_eq!(channel.name().parse(), Ok(*channel));
        }
        assert!("Confirmed".parse::<Strength>().is_err());
    }
}

//! The words of a session: its steps, what is asked in them, and what can be decided.

/// One of the six steps, or the odds before them.
pub struct Step {
    pub name: &'static str,
    pub aside: &'static str,
    /// How long it is meant to take. Nobody counts.
    pub minutes: i16,
}

const fn step(name: &'static str, aside: &'static str, minutes: i16) -> Step {
    Step {
        name,
        aside,
        minutes,
    }
}

/// By their number; 0: before we talk.
pub const STEPS: [Step; 7] = [
    step("Before we talk", "the odds, in private", 3),
    step("What they did", "from the page", 10),
    step("What they decide next", "and what we don’t know", 10),
    step("In silence", "why nothing, why not us", 8),
    step("Gather", "merge, challenge, vote", 20),
    step("Decide", "and who disagrees", 15),
    step("Try", "two or three plays", 10),
];

pub const LAST_STEP: i16 = 6;
pub const WRITING: i16 = 3;
pub const GATHERING: i16 = 4;
pub const DECIDING: i16 = 5;

/// The step with this number.
pub fn step_at(number: i16) -> &'static Step {
    let index = usize::try_from(number).unwrap_or_default();
    &STEPS[index.min(STEPS.len() - 1)]
}

/// What the notes of the second step are about, by their number from 1.
pub const NOTES: [&str; 3] = [
    "What must they decide next?",
    "Who decides it, and who is heard?",
    "What do we not know?",
];

/// Under what people write in silence, by their number from 1.
pub const HEADINGS: [&str; 3] = [
    "Why they would do nothing",
    "Why they would choose somebody else",
    "Ways round",
];

/// A number from 1 to 3, as notes and headings have it.
pub fn number(typed: &str) -> Option<i16> {
    typed.parse().ok().filter(|number| (1..=3).contains(number))
}

/// What stays hidden until it is shown to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    OddsBefore,
    Ideas,
    Votes,
    OddsAfter,
}

impl Hidden {
    pub const ALL: [Self; 4] = [Self::OddsBefore, Self::Ideas, Self::Votes, Self::OddsAfter];

    /// As it stands in forms and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OddsBefore => "before",
            Self::Ideas => "ideas",
            Self::Votes => "votes",
            Self::OddsAfter => "after",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hidden| hidden.name() == name)
    }
}

/// What a session can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Pursue,
    PursueDifferently,
    InvestMore,
    Hold,
    QualifyOut,
    HandOver,
}

impl Decision {
    pub const ALL: [Self; 6] = [
        Self::Pursue,
        Self::PursueDifferently,
        Self::InvestMore,
        Self::Hold,
        Self::QualifyOut,
        Self::HandOver,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Pursue => "pursue",
            Self::PursueDifferently => "pursue_differently",
            Self::InvestMore => "invest_more",
            Self::Hold => "hold",
            Self::QualifyOut => "qualify_out",
            Self::HandOver => "hand_over",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.name() == name)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Pursue => "Pursue",
            Self::PursueDifferently => "Pursue differently",
            Self::InvestMore => "Invest more",
            Self::Hold => "Hold until …",
            Self::QualifyOut => "Qualify out",
            Self::HandOver => "Hand over",
        }
    }

    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Pursue => "We go on as we do.",
            Self::PursueDifferently => "We go on, another way.",
            Self::InvestMore => "It is worth more of our time.",
            Self::Hold => "It sleeps until something happens.",
            Self::QualifyOut => "We leave it, and say what would bring us back.",
            Self::HandOver => "Somebody else takes it on.",
        }
    }

    /// As the deal's history and its page tell it.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Pursue => "to pursue it",
            Self::PursueDifferently => "to pursue it differently",
            Self::InvestMore => "to invest more in it",
            Self::Hold => "to hold it",
            Self::QualifyOut => "to qualify it out",
            Self::HandOver => "to hand it over",
        }
    }
}

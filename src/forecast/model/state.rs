//! How an open deal stands at the beginning of a week: the phase that its customer has proved, and how firm and how fresh
//! the customer's words are.

use crate::journey::terms::{OutcomeKind, Phase};

/// How many states there are.
pub const STATES: usize = PHASES * FOOTINGS;

/// How many phases there are.
pub const PHASES: usize = 6;

/// How many footings there are.
pub const FOOTINGS: usize = 4;

/// For so many days the customer's latest word is fresh.
pub const FRESH_DAYS: i64 = 30;

/// For so many days something that the customer did or confirmed carries a deal.
pub const FIRM_DAYS: i64 = 90;

/// What a deal stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footing {
    /// They did or confirmed something, and were heard within a month.
    FirmFresh,
    /// They did or confirmed something within three months, and were not heard for a month.
    FirmOlder,
    /// Nothing firmer than words, the latest within a month.
    SaidFresh,
    /// Nothing firmer than words, and a month without one.
    SaidOlder,
}

impl Footing {
    pub const ALL: [Self; FOOTINGS] = [
        Self::FirmFresh,
        Self::FirmOlder,
        Self::SaidFresh,
        Self::SaidOlder,
    ];

    /// From how firm and how fresh it is.
    pub const fn of(is_firm: bool, is_fresh: bool) -> Self {
        match (is_firm, is_fresh) {
            (true, true) => Self::FirmFresh,
            (true, false) => Self::FirmOlder,
            (false, true) => Self::SaidFresh,
            (false, false) => Self::SaidOlder,
        }
    }

    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FirmFresh => "did or confirmed something, heard this month",
            Self::FirmOlder => "did or confirmed something, quiet for a month",
            Self::SaidFresh => "only words so far, heard this month",
            Self::SaidOlder => "only words so far, quiet for a month",
        }
    }

    /// Its number, 1 to 4, as it is stored.
    pub const fn code(self) -> i16 {
        self as i16 + 1
    }

    /// The footing with this number.
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|footing| footing.code() == code)
    }
}

/// One of the 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    pub phase: Phase,
    pub footing: Footing,
}

impl State {
    /// All of them, by phase and footing.
    pub fn all() -> impl Iterator<Item = State> {
        Phase::ALL.iter().flat_map(|phase| {
            Footing::ALL.map(|footing| State {
                phase: *phase,
                footing,
            })
        })
    }

    /// Its place among all of them.
    pub const fn place(self) -> usize {
        self.phase as usize * FOOTINGS + self.footing as usize
    }
}

/// How a deal ends. Each is an ending of its own: none is the rest of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    Won,
    LostToSupplier,
    NoDecision,
    QualifiedOut,
}

/// How many endings there are.
pub const ENDINGS: usize = 4;

impl Ending {
    pub const ALL: [Self; ENDINGS] = [
        Self::Won,
        Self::LostToSupplier,
        Self::NoDecision,
        Self::QualifiedOut,
    ];

    /// The ending that an outcome is; none of a deal on hold, or opened by mistake.
    pub const fn of(outcome: OutcomeKind) -> Option<Self> {
        match outcome {
            OutcomeKind::Won => Some(Self::Won),
            OutcomeKind::LostToSupplier => Some(Self::LostToSupplier),
            OutcomeKind::NoDecision => Some(Self::NoDecision),
            OutcomeKind::QualifiedOut => Some(Self::QualifiedOut),
            OutcomeKind::OnHold | OutcomeKind::Void => None,
        }
    }

    /// The outcome that it is.
    pub const fn outcome(self) -> OutcomeKind {
        match self {
            Self::Won => OutcomeKind::Won,
            Self::LostToSupplier => OutcomeKind::LostToSupplier,
            Self::NoDecision => OutcomeKind::NoDecision,
            Self::QualifiedOut => OutcomeKind::QualifiedOut,
        }
    }
}

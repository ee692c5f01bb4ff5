//! The lines of what moved, in words, and the lists of deals that a number opens to.

use crate::journey::terms::{OutcomeKind, Phase};

/// Why a deal counts now and did not then, or the other way round, or for another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    New,
    On,
    Back,
    Taken,
    Grown,
    Currency,
    Shrunk,
    Fell,
    Handed,
    Ended(OutcomeKind),
}

impl Line {
    /// In the order of the picture: what came, what changed, what went.
    pub fn all() -> Vec<Self> {
        let open = [
            Self::New,
            Self::On,
            Self::Back,
            Self::Taken,
            Self::Grown,
            Self::Currency,
            Self::Shrunk,
            Self::Fell,
            Self::Handed,
        ];
        let ended = OutcomeKind::ALL.iter().copied().map(Self::Ended);
        open.into_iter().chain(ended).collect()
    }

    /// As the database names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::On => "on",
            Self::Back => "back",
            Self::Taken => "taken",
            Self::Grown => "grown",
            Self::Currency => "currency",
            Self::Shrunk => "shrunk",
            Self::Fell => "fell",
            Self::Handed => "handed",
            Self::Ended(kind) => kind.name(),
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::all().into_iter().find(|line| line.word() == word)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::On => "Moved on",
            Self::Back => "Came back",
            Self::Taken => "Taken over from a colleague",
            Self::Grown => "Grown",
            Self::Currency => "In another currency now",
            Self::Shrunk => "Shrunk",
            Self::Fell => "Fell back",
            Self::Handed => "Handed to a colleague",
            Self::Ended(kind) => kind.label(),
        }
    }

    /// What it means, for whoever opens it.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::New => "Opened since, and the customer has proved enough to count.",
            Self::On => "Open already, and the customer has proved enough to count since.",
            Self::Back => "It had ended, and is open again.",
            Self::Taken => "It counted already, with a colleague.",
            Self::Grown => "It counted then and counts now, for more.",
            Self::Currency => "It counted then and counts now, in another currency.",
            Self::Shrunk => "It counted then and counts now, for less.",
            Self::Fell => "It counted then. What it stood on no longer stands.",
            Self::Handed => "It still counts, with a colleague.",
            Self::Ended(OutcomeKind::Won) => "It counted then. The customer has bought.",
            Self::Ended(_) => "It counted then, and has ended since.",
        }
    }

    /// The tone of its mark in the picture.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::New | Self::On | Self::Back | Self::Taken | Self::Grown => "up",
            Self::Currency => "even",
            Self::Ended(OutcomeKind::Won) => "won",
            Self::Shrunk | Self::Fell | Self::Handed | Self::Ended(_) => "down",
        }
    }

    /// Shown only where there is something in it: it is rare, or there is nobody it could concern.
    pub const fn is_rare(self) -> bool {
        matches!(
            self,
            Self::Back
                | Self::Taken
                | Self::Currency
                | Self::Handed
                | Self::Ended(OutcomeKind::Void)
        )
    }
}

/// A list of deals that a number opens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Line(Line),
    /// What counted then, what counts now: of one phase or of all.
    Then(Option<Phase>),
    Now(Option<Phase>),
    /// Gates that are open.
    Ready,
    /// What counted then and counts now, at a later stage or at an earlier one.
    Further,
    Lower,
    /// What came into a phase, went out of it, or stayed there for another value.
    In(Phase),
    Out(Phase),
    Changed(Phase),
}

impl Listed {
    pub fn read(word: &str, phase: Option<Phase>) -> Option<Self> {
        match (word, phase) {
            ("then", phase) => Some(Self::Then(phase)),
            ("now" | "", phase) => Some(Self::Now(phase)),
            ("ready", _) => Some(Self::Ready),
            ("further", _) => Some(Self::Further),
            ("lower", _) => Some(Self::Lower),
            ("in", Some(phase)) => Some(Self::In(phase)),
            ("out", Some(phase)) => Some(Self::Out(phase)),
            ("changed", Some(phase)) => Some(Self::Changed(phase)),
            (word, _) => Line::read(word).map(Self::Line),
        }
    }

    /// As an address names it, and the phase that it is of.
    pub const fn word(self) -> (&'static str, Option<Phase>) {
        match self {
            Self::Line(line) => (line.word(), None),
            Self::Then(phase) => ("then", phase),
            Self::Now(phase) => ("now", phase),
            Self::Ready => ("ready", None),
            Self::Further => ("further", None),
            Self::Lower => ("lower", None),
            Self::In(phase) => ("in", Some(phase)),
            Self::Out(phase) => ("out", Some(phase)),
            Self::Changed(phase) => ("changed", Some(phase)),
        }
    }

    /// Its numbers are told with their signs: it is of what moved.
    pub const fn is_change(self) -> bool {
        matches!(
            self,
            Self::Line(_) | Self::In(_) | Self::Out(_) | Self::Changed(_)
        )
    }

    /// "Grown", "Came into Framing".
    pub fn heading(self) -> String {
        let of =
            |phase: Option<Phase>| phase.map_or(String::new(), |p| format!(": {}", p.heading()));
        match self {
            Self::Line(line) => line.label().to_owned(),
            Self::Then(phase) => format!("Verified then{}", of(phase)),
            Self::Now(phase) => format!("Verified{}", of(phase)),
            Self::Ready => "Ready to move".to_owned(),
            Self::Further => "Moved on within it".to_owned(),
            Self::Lower => "Fell back within it".to_owned(),
            Self::In(phase) => format!("Came into {}", phase.heading()),
            Self::Out(phase) => format!("Left {}", phase.heading()),
            Self::Changed(phase) => format!("Another value in {}", phase.heading()),
        }
    }

    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Line(line) => line.meaning(),
            Self::Then(_) => {
                "Open at the beginning, and the customer had proved at least the first stage."
            }
            Self::Now(_) => "Open, and the customer has proved at least the first stage.",
            Self::Ready => "Everything that the stage asks for stands: the gate is open.",
            Self::Further => "They counted then and count now, at a later stage.",
            Self::Lower => "They counted then and count now, at an earlier stage.",
            Self::In(_) => "They count in this phase now, and did not at the beginning.",
            Self::Out(_) => "They counted in this phase at the beginning, and do not now.",
            Self::Changed(_) => "They stayed, for another value.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_reads_back_and_no_two_share_a_word() {
        for line in Line::all() {
            assert_eq!(Line::read(line.word()), Some(line));
        }
        assert_eq!(Line::read("same"), None);
        assert_eq!(Listed::read("in", None), None);
    }
}

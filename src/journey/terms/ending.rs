//! How deals ended, as one compares them: the ways of customers not to decide are told apart.

use super::{OutcomeKind, words};

words! {
    /// How a deal ended. On hold is not an end, and what was opened by mistake was no deal.
    Ended {
        Won = "won",
        /// To another supplier.
        Lost = "lost",
        /// They stay as they are, and are content with it.
        Content = "content",
        /// They wanted something else and could not decide.
        Undecided = "undecided",
        /// Something else came over them.
        Overtaken = "overtaken",
        /// We left.
        Left = "left",
    }
}

impl Ended {
    /// What heads a column and stands on a tag.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Won => "Won",
            Self::Lost => "Lost to another supplier",
            Self::Content => "Content as it is",
            Self::Undecided => "Could not decide",
            Self::Overtaken => "Overtaken",
            Self::Left => "Qualified out",
        }
    }

    /// The same in the middle of a sentence: "12 of 18 deals …".
    pub const fn told(self) -> &'static str {
        match self {
            Self::Won => "were won",
            Self::Lost => "went to another supplier",
            Self::Content => "ended with a customer content as it is",
            Self::Undecided => "ended with a customer who could not decide",
            Self::Overtaken => "were overtaken by something else",
            Self::Left => "were qualified out by us",
        }
    }

    /// The customer decided on nobody.
    pub const fn is_no_decision(self) -> bool {
        matches!(self, Self::Content | Self::Undecided | Self::Overtaken)
    }

    /// How a deal with this outcome ended; none: it did not, or was none. The database's `ended_as` says the same.
    pub fn of(kind: OutcomeKind, reason: &str) -> Option<Self> {
        match kind {
            OutcomeKind::Won => Some(Self::Won),
            OutcomeKind::LostToSupplier => Some(Self::Lost),
            OutcomeKind::QualifiedOut => Some(Self::Left),
            OutcomeKind::OnHold | OutcomeKind::Void => None,
            OutcomeKind::NoDecision => {
                let groups = kind.reasons();
                let holds = |at: usize| groups[at].reasons.iter().any(|r| r.code == reason);
                Some(match () {
                    () if holds(0) => Self::Content,
                    () if holds(2) => Self::Overtaken,
                    () => Self::Undecided,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_not_deciding_has_the_reasons_under_its_own_heading() {
        let labels = [
            (Ended::Content, "Content as it is"),
            (Ended::Undecided, "Could not decide"),
            (Ended::Overtaken, "Overtaken"),
        ];
        for group in OutcomeKind::NoDecision.reasons() {
            for reason in group.reasons {
                let ended = Ended::of(OutcomeKind::NoDecision, reason.code).expect("an end");
                assert!(ended.is_no_decision());
                let (_, heading) = labels.iter().find(|(one, _)| *one == ended).expect("known");
                assert_eq!(Some(*heading), group.heading);
                assert_eq!(*heading, ended.label());
            }
        }
    }
}

//! How a deal can end, and why. The reasons are about the customer's decision, not about anybody's fault.

use super::words;

words! {
    /// How a deal ended.
    OutcomeKind {
        /// They bought from us.
        Won = "won",
        /// They bought from somebody else.
        LostToSupplier = "lost_to_supplier",
        /// They bought from nobody.
        NoDecision = "no_decision",
        /// We decided to leave.
        QualifiedOut = "qualified_out",
        /// It sleeps until something happens.
        OnHold = "on_hold",
        /// It never was a deal.
        Void = "void",
    }
}

/// One reason for an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The word that is stored.
    pub code: &'static str,
    /// The sentence that people read.
    pub sentence: &'static str,
}

/// Reasons that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonGroup {
    /// What they have in common, where a kind has more than one group.
    pub heading: Option<&'static str>,
    /// The reasons, in reading order.
    pub reasons: &'static [Reason],
}

impl OutcomeKind {
    /// What a page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Won => "Won",
            Self::LostToSupplier => "Lost to another supplier",
            Self::NoDecision => "Lost to no decision",
            Self::QualifiedOut => "Qualified out by us",
            Self::OnHold => "On hold",
            Self::Void => "Opened by mistake",
        }
    }

    /// The reasons one can give for it, in groups.
    pub const fn reasons(self) -> &'static [ReasonGroup] {
        match self {
            Self::Won => WON,
            Self::LostToSupplier => LOST_TO_SUPPLIER,
            Self::NoDecision => NO_DECISION,
            Self::QualifiedOut => QUALIFIED_OUT,
            Self::OnHold => ON_HOLD,
            Self::Void => VOID,
        }
    }

    /// The reason with this code, if it is one for this kind of outcome.
    pub fn reason(self, code: &str) -> Option<&'static Reason> {
        self.reasons()
            .iter()
            .flat_map(|group| group.reasons)
            .find(|reason| reason.code == code)
    }
}

/// One group without a heading.
macro_rules! reasons {
    ($($code:literal: $sentence:literal,)+) => {
        &[ReasonGroup { heading: None, reasons: group!($($code: $sentence,)+) }]
    };
}

macro_rules! group {
    ($($code:literal: $sentence:literal,)+) => {
        &[$(Reason { code: $code, sentence: $sentence },)+]
    };
}

const WON: &[ReasonGroup] = reasons! {
    "best_outcome": "They expect the best result from us",
    "least_risk": "We looked like the smallest risk",
    "trust": "They trust the people",
    "only_fit": "Nobody else could do what they need",
    "price": "The price decided it",
    "timing": "We were there at the right moment",
    "existing_contract": "They could buy on a contract they had",
};

const LOST_TO_SUPPLIER: &[ReasonGroup] = reasons! {
    "better_fit": "The other one fits their need better",
    "lower_risk": "The other one looked safer",
    "price": "The price decided it",
    "incumbent": "They stayed with the supplier they have",
    "their_criteria": "The other one had shaped the criteria",
    "reference": "The other one could show somebody like them",
    "relationship": "They know the other one’s people better",
    "feature": "We lack something they must have",
};

const NO_DECISION: &[ReasonGroup] = &[
    ReasonGroup {
        heading: Some("Content as it is"),
        reasons: group! {
            "cost_too_low": "The problem costs them too little",
            "good_enough": "The present way is good enough",
            "no_owner": "Nobody there owns the problem",
            "change_fatigue": "They are tired of change",
        },
    },
    ReasonGroup {
        heading: Some("Could not decide"),
        reasons: group! {
            "not_comparable": "They could not compare the options",
            "information_gap": "They never felt they knew enough",
            "outcome_doubt": "They doubted that it would work for them",
            "no_consensus": "They did not agree among themselves",
            "fear_of_error": "Nobody wanted to be the one who was wrong",
        },
    },
    ReasonGroup {
        heading: Some("Overtaken"),
        reasons: group! {
            "budget_cut": "The money was taken away",
            "reorganisation": "They were reorganised",
            "merger": "They merged or were sold",
            "other_priority": "Something else became more important",
        },
    },
];

const QUALIFIED_OUT: &[ReasonGroup] = reasons! {
    "not_real": "There is no real decision to be made",
    "cannot_win": "We cannot win it",
    "not_worth_it": "It is not worth it, even won",
    "poor_fit": "We would not serve them well",
    "cannot_deliver": "We cannot deliver it in their time",
    "ethics": "It is not something we want to do",
    "cost_of_pursuit": "Going after it costs too much",
};

const ON_HOLD: &[ReasonGroup] = reasons! {
    "waits_for_date": "They wait for a date of their own",
    "waits_for_money": "They wait for the next budget",
    "waits_for_person": "They wait for somebody to arrive or return",
    "waits_for_project": "Another project of theirs comes first",
    "waits_for_rule": "They wait for a law, a ruling or a standard",
};

const VOID: &[ReasonGroup] = reasons! {
    "duplicate": "It is on record twice",
    "opened_by_mistake": "It was opened by mistake",
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_outcome_offers_reasons_and_no_code_stands_twice_in_one() {
        for kind in OutcomeKind::ALL {
            let codes: Vec<_> = kind
                .reasons()
                .iter()
                .flat_map(|group| group.reasons)
                .map(|reason| reason.code)
                .collect();
            assert!(!codes.is_empty(), "{kind}");
            assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        }
    }

    #[test]
    fn no_decision_tells_the_content_from_the_undecided_and_the_overtaken() {
        let headings: Vec<_> = OutcomeKind::NoDecision
            .reasons()
            .iter()
            .filter_map(|group| group.heading)
            .collect();
        assert_eq!(
            headings,
            ["Content as it is", "Could not decide", "Overtaken"]
        );
    }

    #[test]
    fn a_reason_is_found_only_under_its_own_outcome() {
        let reason = OutcomeKind::NoDecision.reason("fear_of_error");
        assert_eq!(
            reason.map(|found| found.sentence),
            Some("Nobody wanted to be the one who was wrong")
        );
        assert_eq!(OutcomeKind::Won.reason("fear_of_error"), None);
    }
}

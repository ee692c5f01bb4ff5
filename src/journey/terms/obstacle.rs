//! What can be in the way of a customer's decision, and what becomes of it.

use super::words;

words! {
    /// What kind of thing is in the way: how others like it are found.
    ObstacleKind {
        NoUrgency = "no_urgency",
        RivalPriority = "rival_priority",
        GoodEnough = "good_enough",
        Season = "season",
        NoBudget = "no_budget",
        BudgetMoved = "budget_moved",
        PriceGap = "price_gap",
        SwitchingCost = "switching_cost",
        FearOfBlame = "fear_of_blame",
        PastFailure = "past_failure",
        OutcomeDoubt = "outcome_doubt",
        ImplementationDoubt = "implementation_doubt",
        SupplierSizeDoubt = "supplier_size_doubt",
        ReferenceLacking = "reference_lacking",
        HiddenDecisionMaker = "hidden_decision_maker",
        ChampionLeft = "champion_left",
        Disagreement = "disagreement",
        Political = "political",
        Relationship = "relationship",
        Reorganisation = "reorganisation",
        Merger = "merger",
        CriteriaSetByRival = "criteria_set_by_rival",
        TooManyOptions = "too_many_options",
        MoreInformation = "more_information",
        InternalBuild = "internal_build",
        ProcurementRule = "procurement_rule",
        FeatureGap = "feature_gap",
        Integration = "integration",
        SecurityAndData = "security_and_data",
        LegalTerms = "legal_terms",
        OwnCapacity = "own_capacity",
    }
}

use ObstacleKind as K;

impl ObstacleKind {
    /// All of them under headings that help choosing.
    pub const GROUPS: &[(&str, &[Self])] = &[
        (
            "Why change now?",
            &[K::NoUrgency, K::RivalPriority, K::GoodEnough, K::Season],
        ),
        (
            "Money",
            &[K::NoBudget, K::BudgetMoved, K::PriceGap, K::SwitchingCost],
        ),
        (
            "Doubt and fear",
            &[
                K::FearOfBlame,
                K::PastFailure,
                K::OutcomeDoubt,
                K::ImplementationDoubt,
                K::SupplierSizeDoubt,
                K::ReferenceLacking,
            ],
        ),
        (
            "The people there",
            &[
                K::HiddenDecisionMaker,
                K::ChampionLeft,
                K::Disagreement,
                K::Political,
                K::Relationship,
                K::Reorganisation,
                K::Merger,
            ],
        ),
        (
            "How they choose",
            &[
                K::CriteriaSetByRival,
                K::TooManyOptions,
                K::MoreInformation,
                K::InternalBuild,
                K::ProcurementRule,
            ],
        ),
        (
            "What we bring",
            &[
                K::FeatureGap,
                K::Integration,
                K::SecurityAndData,
                K::LegalTerms,
                K::OwnCapacity,
            ],
        ),
    ];

    /// What a form and a page call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoUrgency => "No urgency",
            Self::RivalPriority => "Something else comes first",
            Self::GoodEnough => "The present way is good enough",
            Self::Season => "Timing or season",
            Self::NoBudget => "No budget",
            Self::BudgetMoved => "The budget moved elsewhere",
            Self::PriceGap => "The price is too far off",
            Self::SwitchingCost => "Switching costs too much",
            Self::FearOfBlame => "Fear of blame",
            Self::PastFailure => "It failed there before",
            Self::OutcomeDoubt => "Doubt that it will help",
            Self::ImplementationDoubt => "Doubt that it can be introduced",
            Self::SupplierSizeDoubt => "Doubt about our size",
            Self::ReferenceLacking => "No reference like them",
            Self::HiddenDecisionMaker => "Somebody unseen decides",
            Self::ChampionLeft => "Whoever drove it has left",
            Self::Disagreement => "They disagree among themselves",
            Self::Political => "Politics in the house",
            Self::Relationship => "Something between them and us",
            Self::Reorganisation => "A reorganisation",
            Self::Merger => "A merger",
            Self::CriteriaSetByRival => "Criteria that suit somebody else",
            Self::TooManyOptions => "Too many options",
            Self::MoreInformation => "They want ever more information",
            Self::InternalBuild => "They want to build it themselves",
            Self::ProcurementRule => "A procurement rule",
            Self::FeatureGap => "Something we do not have",
            Self::Integration => "It has to fit their systems",
            Self::SecurityAndData => "Security and data",
            Self::LegalTerms => "Legal terms",
            Self::OwnCapacity => "Our own capacity",
        }
    }
}

words! {
    /// How it stands with something in the way.
    ObstacleState {
        Open = "open",
        WorkedRound = "worked_round",
        Gone = "gone",
        /// The deal cannot get past it.
        Fatal = "fatal",
    }
}

impl ObstacleState {
    /// What a page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::WorkedRound => "worked round",
            Self::Gone => "gone",
            Self::Fatal => "fatal",
        }
    }

    /// The deal got past it.
    pub const fn is_past(self) -> bool {
        matches!(self, Self::WorkedRound | Self::Gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_under_one_heading() {
        let mut grouped: Vec<_> = ObstacleKind::GROUPS
            .iter()
            .flat_map(|(_, kinds)| kinds.iter().copied())
            .collect();
        grouped.sort();
        assert_eq!(grouped, ObstacleKind::ALL);
    }
}

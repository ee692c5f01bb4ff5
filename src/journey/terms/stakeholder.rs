//! The parts that people at the customer play in one deal.

use super::words;

words! {
    /// A contact's part in one opportunity.
    StakeholderRole {
        BudgetHolder = "budget_holder",
        Approver = "approver",
        ProblemOwner = "problem_owner",
        ProjectLead = "project_lead",
        DailyUser = "daily_user",
        UserRepresentative = "user_representative",
        TechnicalEvaluator = "technical_evaluator",
        SecurityReviewer = "security_reviewer",
        DataProtectionOfficer = "data_protection_officer",
        Legal = "legal",
        Procurement = "procurement",
        FinanceController = "finance_controller",
        ExecutiveSponsor = "executive_sponsor",
        BoardMember = "board_member",
        WorksCouncil = "works_council",
        Adviser = "adviser",
        IncumbentsFriend = "incumbents_friend",
        Influencer = "influencer",
        Gatekeeper = "gatekeeper",
        ImplementationPartner = "implementation_partner",
        Regulator = "regulator",
        /// Nobody knows yet.
        Unknown = "unknown",
    }
}

impl StakeholderRole {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BudgetHolder => "Budget holder",
            Self::Approver => "Approver",
            Self::ProblemOwner => "Problem owner",
            Self::ProjectLead => "Project lead",
            Self::DailyUser => "Daily user",
            Self::UserRepresentative => "User representative",
            Self::TechnicalEvaluator => "Technical evaluator",
            Self::SecurityReviewer => "Security reviewer",
            Self::DataProtectionOfficer => "Data protection officer",
            Self::Legal => "Legal",
            Self::Procurement => "Procurement",
            Self::FinanceController => "Finance controller",
            Self::ExecutiveSponsor => "Executive sponsor",
            Self::BoardMember => "Board member",
            Self::WorksCouncil => "Works council",
            Self::Adviser => "Adviser or consultant",
            Self::IncumbentsFriend => "Incumbent’s friend",
            Self::Influencer => "Influencer",
            Self::Gatekeeper => "Gatekeeper",
            Self::ImplementationPartner => "Implementation partner",
            Self::Regulator => "Regulator",
            Self::Unknown => "Part not clear yet",
        }
    }

    /// They decide about the money, alone or with others: a deal in which none of them was heard is not decided yet.
    pub const fn holds_money(self) -> bool {
        matches!(
            self,
            Self::BudgetHolder | Self::Approver | Self::FinanceController | Self::ExecutiveSponsor
        )
    }
}

words! {
    /// How ready somebody is to leave the way things are, whoever it would be with.
    ToChange {
        Pushes = "pushes",
        InFavour = "in_favour",
        Undecided = "undecided",
        Content = "content",
        Resists = "resists",
        Unknown = "unknown",
    }
}

impl ToChange {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pushes => "pushes for it",
            Self::InFavour => "in favour",
            Self::Undecided => "undecided",
            Self::Content => "content as is",
            Self::Resists => "resists",
            Self::Unknown => "unknown",
        }
    }
}

words! {
    /// How somebody sees us, whether they want a change or not.
    ToUs {
        PrefersUs = "prefers_us",
        Open = "open",
        PrefersOther = "prefers_other",
        AgainstUs = "against_us",
        Unknown = "unknown",
    }
}

impl ToUs {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::PrefersUs => "prefers us",
            Self::Open => "open",
            Self::PrefersOther => "prefers another option",
            Self::AgainstUs => "against us",
            Self::Unknown => "unknown",
        }
    }
}

words! {
    /// How we reach somebody.
    Reach {
        Directly = "directly",
        ThroughSomebody = "through_somebody",
        NotYet = "not_yet",
    }
}

impl Reach {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Directly => "directly",
            Self::ThroughSomebody => "through somebody",
            Self::NotYet => "not yet",
        }
    }
}

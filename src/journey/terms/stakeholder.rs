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
    }
}

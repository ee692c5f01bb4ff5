//! A contact's part in one deal, and who listens to whom.

use crate::{
    ids::{ContactId, StakeholderId},
    journey::terms::{Reach, StakeholderRole, ToChange, ToUs},
};

/// What the team says about somebody's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub role: StakeholderRole,
    pub to_change: ToChange,
    pub to_us: ToUs,
    pub reach: Reach,
}

/// A contact with a part in one deal.
#[derive(Clone, Debug)]
pub struct Stakeholder {
    pub id: StakeholderId,
    pub contact: ContactId,
    pub name: String,
    pub title: String,
    pub part: Part,
    /// Counts up with every change: a form drawn from an older one is stale.
    pub version: i32,
}

/// One listens to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Influence {
    /// Who is listened to.
    pub from: ContactId,
    /// Who listens.
    pub to: ContactId,
}

/// How much of the decision a role usually carries: the size of its dot on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// They use it, advise or pass it on.
    Light,
    /// They can ask for changes or stop it.
    Middle,
    /// They decide.
    Heavy,
}

impl Weight {
    pub fn of(role: StakeholderRole) -> Self {
        use StakeholderRole as Role;
        match role {
            Role::BudgetHolder
            | Role::Approver
            | Role::FinanceController
            | Role::ExecutiveSponsor
            | Role::BoardMember => Self::Heavy,
            Role::ProblemOwner
            | Role::ProjectLead
            | Role::TechnicalEvaluator
            | Role::SecurityReviewer
            | Role::DataProtectionOfficer
            | Role::Legal
            | Role::Procurement
            | Role::WorksCouncil
            | Role::Regulator => Self::Middle,
            Role::DailyUser
            | Role::UserRepresentative
            | Role::Adviser
            | Role::IncumbentsFriend
            | Role::Influencer
            | Role::Gatekeeper
            | Role::ImplementationPartner
            | Role::Unknown => Self::Light,
        }
    }
}

//! What a member may do.

use std::str::FromStr;

/// A member's role. Each may do all that the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Works on deals.
    Rep,
    /// Also publishes journeys and settles challenges.
    Manager,
    /// Also invites people and runs the workspace.
    Admin,
}

impl Role {
    pub const ALL: &[Self] = &[Self::Rep, Self::Manager, Self::Admin];

    /// The word for it, as stored and as shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rep => "rep",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }

    /// What somebody in this role does, in a few words.
    pub const fn duty(self) -> &'static str {
        match self {
            Self::Rep => "Works on deals.",
            Self::Manager => "Also publishes journeys, settles challenges and invites reps.",
            Self::Admin => "Also invites everybody and runs the workspace.",
        }
    }
}

impl FromStr for Role {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|role| role.name() == word)
            .ok_or("Choose a role.")
    }
}

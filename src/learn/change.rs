//! The one step from a verifier to a change of it: for those who may change the journey its draft, for others a proposal.

use super::asked::Asked;
use crate::ids::VerifierId;

/// Where it leads. The templates' macro `change` draws it.
#[derive(Clone, Debug)]
pub struct Change {
    pub verifier: VerifierId,
    pub statement: String,
    /// Where one proposes it.
    pub proposal_url: String,
    /// Since when the deals closed that are told of, as addresses say it.
    pub since: String,
}

impl Change {
    /// A change of this verifier, whose finding is about what was asked.
    pub fn of(asked: &Asked, verifier: VerifierId, statement: &str) -> Self {
        Self {
            verifier,
            statement: statement.to_owned(),
            proposal_url: asked.page(&format!("/learn/verifiers/{verifier}/proposals")),
            since: asked.since.clone(),
        }
    }
}

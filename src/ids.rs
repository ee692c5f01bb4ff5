//! One type per kind of id, so that a contact's id cannot stand where an account's belongs.
//! Ids are UUID version 7 (RFC 9562): sortable by the moment they were made.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later in order than every id made before it on this machine.
            #[expect(clippy::new_without_default, reason = "an id is made on purpose, never by default")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A company's own Saidso.
    WorkspaceId
    /// A human being who can sign in; may be a member of several workspaces.
    PersonId
    /// A person in one workspace.
    MemberId
    /// An invitation to become a member.
    InvitationId
    /// A signed-in browser.
    SessionId
    /// A customer organisation.
    AccountId
    /// A person at a customer.
    ContactId
    /// A journey, all its editions together.
    JourneyId
    /// One edition of a journey: a draft, or published and frozen.
    EditionId
    /// A stage of one edition.
    StageId
    /// A verifier, of an edition or made for one deal.
    VerifierId
    /// One deal.
    OpportunityId
    /// One thing the customer said, wrote, did or confirmed.
    EvidenceId
    /// A colleague's doubt about one piece of evidence.
    ChallengeId
    /// A change of one deal's verifiers.
    TailoringId
    /// A move to the next stage.
    PassageId
    /// One thing in a member's inbox.
    InboxItemId
    /// Something a member said about a deal.
    MessageId
    /// A team round one deal, deciding together.
    StrategySessionId
    /// One thing that somebody wrote in the silent part of a session.
    IdeaId
    /// Something in the way of one deal.
    ObstacleId
    /// What we try on one deal.
    PlayId
    /// What somebody at the customer agreed to do next.
    CommitmentId
    /// A contact's part in one deal.
    StakeholderId
    /// Something else the customer could do.
    AlternativeId
    /// One member's way through the deals to talk about.
    SittingId
    /// One member's "I have looked" at the review.
    LookId
    /// How risky a way looked to somebody at one time.
    RiskViewId
    /// What a currency is worth from one day on.
    RateId
    /// How a deal ended, at one time; also the conversation about it.
    OutcomeId
    /// What a customer said after the end, as it was noted once.
    DebriefAnswerId
    /// A way of looking at the pipeline that somebody keeps.
    SavedViewId
    /// Many deals changed at once.
    BulkChangeId
}

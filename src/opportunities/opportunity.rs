//! One deal, the journey it follows, and how far it has proved its way.

use crate::ids::{
    AccountId, ContactId, EditionId, JourneyId, MemberId, OpportunityId, TailoringId, VerifierId,
};
use crate::journey::facts::Verifier;
use crate::journey::terms::{Dimension, OutcomeKind, Phase};
use crate::money::{Currency, Money};
use chrono::{DateTime, NaiveDate, Utc};

/// A deal's own columns, with the names that a page shows beside them.
#[derive(Clone, Debug)]
pub struct Opportunity {
    pub id: OpportunityId,
    pub name: String,
    pub account_id: AccountId,
    pub account: String,
    pub owner_id: MemberId,
    pub owner: String,
    pub owner_hue: i16,
    pub amount: Option<Money>,
    pub currency: Currency,
    pub customer_date: Option<CustomerDate>,
    pub call: Call,
    pub journey_id: JourneyId,
    pub journey: String,
    pub edition_id: EditionId,
    pub edition: i16,
    pub stage: i16,
    pub stage_since: DateTime<Utc>,
    pub fell_back_at: Option<DateTime<Utc>>,
    pub outcome: Option<OutcomeKind>,
    pub created_at: DateTime<Utc>,
    /// Which version of the details this is: a form drawn from an older one is stale.
    pub version: i32,
    /// The number of the last event in its part of the ledger.
    pub seq: i64,
}

/// The customer's own date for deciding, and who named it.
#[derive(Clone, Debug)]
pub struct CustomerDate {
    pub on: NaiveDate,
    pub said_by: Option<(ContactId, String)>,
    pub said_on: Option<NaiveDate>,
}

/// The owner's own opinion, kept beside the evidence and never mixed with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    pub stage: Option<i16>,
    pub date: Option<NaiveDate>,
    /// In percent.
    pub odds: Option<i16>,
}

/// What the customer has to decide, headed by the customer's question.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Counted from 1.
    pub position: i16,
    pub name: String,
    pub question: String,
    pub phase: Phase,
    pub coaching: String,
}

/// A verifier with its words.
#[derive(Clone, Debug)]
pub struct WordedVerifier {
    /// What the rule needs to know of it.
    pub rule: Verifier,
    pub statement: String,
    pub dimension: Dimension,
    pub counts: String,
    pub not_enough: String,
    pub coaching: String,
    /// Made for this deal, by the team.
    pub made_for_deal: bool,
    /// The admin who kept a wording that does not have the customer as its subject.
    pub insisted_by: Option<String>,
}

/// A change that the team made to this deal's verifiers, with its reason.
#[derive(Clone, Debug)]
pub struct TailoringShown {
    pub id: TailoringId,
    pub drops: Option<VerifierId>,
    pub adds: Option<VerifierId>,
    pub undoes: Option<TailoringId>,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

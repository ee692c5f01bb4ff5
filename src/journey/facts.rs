//! What the rule judges by: the verifiers of one deal and everything that its customer said, and what became of it.

use super::terms::Strength;
use crate::ids::{EvidenceId, TailoringId, VerifierId};
use chrono::NaiveDate;

/// One deal as the rule sees it.
#[derive(Clone, Debug)]
pub struct Deal {
    /// The stage the deal has proved its way to, counted from 1.
    pub stage: i16,
    /// How many stages its journey has.
    pub stages: i16,
    /// It has an outcome: nothing moves until it is reopened.
    pub closed: bool,
    /// The verifiers that count on this deal, tailoring applied (see [`tailored`]).
    pub verifiers: Vec<Verifier>,
    /// All evidence on record, whatever became of it.
    pub evidence: Vec<Evidence>,
}

/// What the rule needs to know of a verifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    pub id: VerifierId,
    /// The stage it belongs to, counted from 1.
    pub stage: i16,
    /// Whether the gate of its stage waits for it.
    pub required: bool,
    /// Weaker evidence does not settle it.
    pub least_strength: Strength,
    /// For how many days evidence stays fresh; `None`: for good.
    pub fresh_days: Option<i16>,
}

/// One thing the customer said, wrote, did or confirmed.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub id: EvidenceId,
    /// The day on which it was said.
    pub happened_on: NaiveDate,
    /// The order of recording within the deal: of two words on one day the later recorded is the later word.
    pub ordinal: i64,
    pub strength: Strength,
    pub withdrawn: bool,
    pub doubt: Doubt,
    pub bearings: Vec<Bearing>,
}

/// What one piece of evidence says about one verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearing {
    pub verifier: VerifierId,
    /// It supports the verifier; otherwise it contradicts it.
    pub supports: bool,
}

/// What became of colleagues' challenges of one piece of evidence. A dismissed challenge leaves no doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    None,
    /// At least one challenge waits for an answer, and none was upheld.
    Open,
    /// A challenge was upheld: the evidence no longer counts.
    Upheld,
}

/// A change that the team made to one deal's verifiers: it drops one, adds one, both, or undoes an earlier one.
#[derive(Clone, Copy, Debug)]
pub struct Tailoring {
    pub id: TailoringId,
    pub drops: Option<VerifierId>,
    pub adds: Option<VerifierId>,
    pub undoes: Option<TailoringId>,
}

/// The verifiers that count on a deal: its edition's own and those made for it, as the tailorings that were not undone say.
pub fn tailored(
    of_edition: impl IntoIterator<Item = Verifier>,
    made_for_deal: impl IntoIterator<Item = Verifier>,
    tailorings: &[Tailoring],
) -> Vec<Verifier> {
    let in_force: Vec<&Tailoring> = tailorings
        .iter()
        .filter(|t| t.undoes.is_none() && !tailorings.iter().any(|u| u.undoes == Some(t.id)))
        .collect();
    let added = |id| in_force.iter().any(|t| t.adds == Some(id));
    let dropped = |id| in_force.iter().any(|t| t.drops == Some(id));
    of_edition
        .into_iter()
        .chain(made_for_deal.into_iter().filter(|v| added(v.id)))
        .filter(|v| !dropped(v.id))
        .collect()
}

//! What the four dimensions together say about where a deal is on its way to.

use super::{gate::Judgement, terms::Dimension};
use crate::ids::VerifierId;

/// A way deals end that no single verifier shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Strong in progress and empty in change: busy with us, and content with the way things are.
    NoDecision,
    /// Strong in change and empty in safety: they want to leave, and no option looks safe.
    CouldNotDecide,
}

/// From how many standing verifiers on a dimension is strong.
const STRONG: usize = 2;

/// Where the deal leans, if its standing verifiers so far say so. A dimension is *empty* when the stages up to the
/// present one ask for it and none of its verifiers stands.
pub fn leaning(
    judgement: &Judgement,
    stage: i16,
    dimension_of: impl Fn(VerifierId) -> Option<Dimension>,
) -> Option<Leaning> {
    let so_far = |dimension| {
        judgement
            .verifiers()
            .iter()
            .filter(move |j| j.verifier.stage <= stage)
            .filter(|j| dimension_of(j.verifier.id) == Some(dimension))
            .collect::<Vec<_>>()
    };
    let is_strong = |dimension| {
        so_far(dimension)
            .iter()
            .filter(|j| j.standing.stands())
            .count()
            >= STRONG
    };
    let is_empty = |dimension| {
        let asked = so_far(dimension);
        !asked.is_empty() && asked.iter().all(|j| !j.standing.stands())
    };
    if is_strong(Dimension::Progress) && is_empty(Dimension::Change) {
        Some(Leaning::NoDecision)
    } else if is_strong(Dimension::Change) && is_empty(Dimension::Safety) {
        Some(Leaning::CouldNotDecide)
    } else {
        None
    }
}

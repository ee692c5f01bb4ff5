//! Who may settle a challenge. A doubt is cheap to raise, so nobody settles it alone in their own favour: who recorded
//! the evidence cannot dismiss it, and who raised it cannot uphold it. Managers and admins can do both.

use super::evidence::{Challenge, Evidence};
use crate::{ids::MemberId, people::Viewer};

/// Whether the viewer may take evidence back: who recorded it, managers and admins; the deal's owner too, but nobody
/// makes the customer's contradiction go away that somebody else recorded.
pub fn may_withdraw(viewer: &Viewer, owner: MemberId, evidence: &Evidence) -> bool {
    let recorded_it = evidence.recorded_by.member == Some(viewer.member);
    let only_supports = evidence.bearings.iter().all(|bearing| bearing.supports);
    recorded_it || viewer.manages() || (viewer.member == owner && only_supports)
}

/// What one viewer may do with one open challenge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Say that the doubt was right: the evidence no longer counts.
    pub uphold: bool,
    /// Say that the evidence counts.
    pub dismiss: bool,
}

/// What the viewer may do with an open challenge of evidence on a deal of `owner`.
pub fn allowed(
    viewer: &Viewer,
    owner: MemberId,
    evidence: &Evidence,
    challenge: &Challenge,
) -> Allowed {
    let me = Some(viewer.member);
    let raised_it = challenge.by.member == me;
    let recorded_it = evidence.recorded_by.member == me;
    Allowed {
        uphold: viewer.manages() || recorded_it || (viewer.member == owner && !raised_it),
        dismiss: viewer.manages() || (raised_it && !recorded_it),
    }
}

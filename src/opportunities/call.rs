//! The owner's call: their own opinion. Everybody reads it beside the evidence; who may change it stands here.

use super::{
    opportunity::{Call, Opportunity, Stage},
    store::Details,
};
use crate::{
    people::Viewer,
    web::{FormErrors, format},
};
use chrono::NaiveDate;

/// The owner changes the call, and so do managers and admins.
pub fn may_change(viewer: &Viewer, deal: &Opportunity) -> bool {
    viewer.manages() || viewer.member == deal.owner_id
}

/// Leaves the call as it stands where it is not this viewer's to change. Their form has no fields for it; one that
/// brings another call all the same is refused.
pub fn keep(details: Details, viewer: &Viewer, deal: &Opportunity) -> Result<Details, FormErrors> {
    if may_change(viewer, deal) {
        return Ok(details);
    }
    if details.call != Call::default() && details.call != deal.call {
        let mut errors = FormErrors::default();
        errors.refuse(format!(
            "The call is {}’s own opinion, and stays as it is. They, a manager or an admin can change it.",
            deal.owner
        ));
        return Err(errors);
    }
    Ok(Details {
        call: deal.call.clone(),
        ..details
    })
}

/// "Choosing, by 31 Mar, 60 %"; empty: no call.
pub fn in_words(call: &Call, stages: &[Stage], today: NaiveDate) -> String {
    let stage = call
        .stage
        .and_then(|at| stages.iter().find(|stage| stage.position == at));
    let parts = [
        stage.map(|stage| stage.name.clone()),
        call.date
            .map(|day| format!("by {}", format::day(day, today))),
        call.odds.map(|odds| format!("{odds} %")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

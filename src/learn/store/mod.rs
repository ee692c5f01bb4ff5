//! All SQL of this room.

mod deals;
mod editions;
mod hindsight;
mod lists;
mod obstacles;
mod over_time;
mod plays;
mod proposals;
mod qualified_out;
mod verifiers;

pub use deals::{Deal, deals};
pub use editions::editions;
pub use hindsight::{Left, deal_left, left, lefts, say, take_back};
pub use lists::{Found, Page, Place, found};
pub use obstacles::{GotPast, InTheWay, got_past, in_the_way};
pub use over_time::{
    Closed, LeftInQuarter, Quarterly, closed, closed_by_quarter, left_by_quarter, tailored,
};
pub use plays::{Drawn, Example, drawn, examples};
pub use proposals::{
    NewProposal, Proposal, Proposed, answer, of_journey, propose, proposed, verifier_of,
};
pub use qualified_out::{LeftIn, left_by_phase, regretted};
pub use verifiers::{Asked as AskedVerifier, Cell, asked_verifiers, cells, own_cells, still_open};

use super::ground::Followed;
use crate::{database::Tx, ids::JourneyId, journey::terms::Phase};
use sqlx::Result;

/// Every published journey with how many of its deals have closed, in the order in which they were made.
pub async fn journeys(tx: &mut Tx) -> Result<Vec<Followed>> {
    let rows = sqlx::query!(
        r#"
        select j.id as "id: JourneyId", j.name,
            coalesce((
                select sum(s.deals) from ending_sum s
                where s.workspace_id = j.workspace_id and s.journey_id = j.id
                    and s.verifier_id = '00000000-0000-0000-0000-000000000000'), 0)::bigint as "closed!"
        from journey j
        where j.workspace_id = $1
            and exists (
                select from edition e
                where e.workspace_id = j.workspace_id and e.journey_id = j.id and e.published_at is not null)
        order by j.created_at, j.id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Followed {
            id: row.id,
            name: row.name,
            closed: row.closed,
        })
        .collect())
}

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

/// A number that the database counted.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

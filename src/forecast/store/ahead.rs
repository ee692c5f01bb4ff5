//! What the latest forecast says of deals, for other rooms.

use crate::{
    database::Tx,
    forecast::model::{
        FEWEST_WEEKS,
        state::{Footing, State},
    },
    ids::OpportunityId,
    journey::terms::Phase,
};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// How often deals are won that stand in a state, and on how many lived weeks that rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lived {
    pub state: State,
    /// Won at last, of 10,000.
    pub won: i16,
    pub weeks: i64,
}

/// How likely a deal is to be won as it stood when the forecast was worked out, and a phase further with a word just heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    pub here: Lived,
    /// None: there is no further phase, or too few weeks were lived in it to say.
    pub further: Option<Lived>,
}

/// Of these deals, those of which it says anything: they were open then, enough deals have ended, and enough weeks were lived
/// by deals that stood like them. One question.
pub async fn ahead(tx: &mut Tx, deals: &[Uuid]) -> Result<HashMap<OpportunityId, Ahead>> {
    let rows = sqlx::query!(
        r#"
        select d.opportunity_id as "deal: OpportunityId", s.phase, s.footing, s.chance_won as "won!", s.weeks,
            n.phase as "further_phase?", n.footing as "further_footing?", n.chance_won as further_won, n.weeks as "further_weeks?"
        from forecast_deal d
        join forecast_state s
            on s.workspace_id = d.workspace_id and s.phase = d.phase and s.footing = d.footing
                and s.weeks >= $5 and s.chance_won is not null
        left join forecast_state n
            on n.workspace_id = s.workspace_id and n.day = s.day and n.phase = d.phase + 1
                and n.footing = case when d.footing < $4::smallint then $3::smallint else $4 end
                and n.weeks >= $5 and n.chance_won is not null
        where d.workspace_id = $1 and d.opportunity_id = any($2)
            and s.day = (select max(f.day) from forecast f where f.workspace_id = $1)
        "#,
        tx.workspace().0,
        deals,
        Footing::FirmFresh.code(),
        Footing::SaidFresh.code(),
        i32::try_from(FEWEST_WEEKS).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut **tx)
    .await?;
    let found = rows.into_iter().filter_map(|row| {
        let further = || {
            let state = (row.further_phase?, row.further_footing?);
            lived(state, row.further_won?, row.further_weeks?)
        };
        let ahead = Ahead {
            here: lived((row.phase, row.footing), row.won, row.weeks)?,
            further: further(),
        };
        Some((row.deal, ahead))
    });
    Ok(found.collect())
}

fn lived((phase, footing): (i16, i16), won: i16, weeks: i32) -> Option<Lived> {
    Some(Lived {
        state: State {
            phase: Phase::from_code(phase)?,
            footing: Footing::from_code(footing)?,
        },
        won,
        weeks: weeks.into(),
    })
}

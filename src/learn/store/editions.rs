//! What the published editions of a journey ask.

use crate::{
    database::{Tx, vocabulary::stored},
    evidence::store::strength,
    ids::JourneyId,
    learn::revisions::{AskedSo, Edition},
};
use sqlx::Result;

/// All of them with their verifiers, the first one first, and in each in order.
pub async fn editions(tx: &mut Tx, journey: JourneyId) -> Result<Vec<Edition>> {
    let rows = sqlx::query!(
        r#"
        select e.number, e.published_at as "published_at!", s.name as stage, v.statement, v.dimension, v.least_strength,
            v.fresh_days, v.required
        from edition e
        join stage s
            on s.workspace_id = e.workspace_id and s.edition_id = e.id
        join verifier v
            on v.workspace_id = s.workspace_id and v.edition_id = e.id and v.stage_id = s.id and v.opportunity_id is null
        where e.workspace_id = $1 and e.journey_id = $2 and e.published_at is not null
        order by e.number, s.position, v.position, v.id
        "#,
        tx.workspace().0,
        journey.0
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut editions: Vec<Edition> = vec![];
    for row in rows {
        let asked = AskedSo {
            stage: row.stage,
            statement: row.statement,
            dimension: stored(&row.dimension)?,
            least: strength(row.least_strength)?,
            fresh_days: row.fresh_days,
            required: row.required,
        };
        match editions.last_mut().filter(|last| last.number == row.number) {
            Some(last) => last.asks.push(asked),
            None => editions.push(Edition {
                number: row.number,
                at: row.published_at,
                asks: vec![asked],
            }),
        }
    }
    Ok(editions)
}

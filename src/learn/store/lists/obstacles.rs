//! Closed deals by what was in their way.

use super::{Found, Page};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::Ended,
    learn::question::Question,
};
use sqlx::Result;

/// By one kind of obstacle.
pub async fn obstacle(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    (kind, past, ended): (&str, Option<bool>, Option<Ended>),
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.ending_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", f.words as "about!", f.total as "total!"
        from (
            select e.ending_id, e.opportunity_id, e.closed_at, min(b.words) as words, count(*) over () as total
            from ending_obstacle e
            join obstacle b
                on b.workspace_id = e.workspace_id and b.id = e.obstacle_id
            where e.workspace_id = $1 and e.journey_id = $2 and e.kind = $3 and e.closed_at >= $4 and e.closed_at < $5
                and ($6::text is null or e.ended = $6)
            group by e.ending_id, e.opportunity_id, e.closed_at
            having $7::bool is null or bool_and(e.past) = $7
        ) as f
        where $8::timestamptz is null or (f.closed_at, f.ending_id) < ($8, $9::uuid)
        order by f.closed_at desc, f.ending_id desc
        limit $10
        "#,
        tx.workspace().0,
        journey.0,
        kind,
        question.from,
        question.until,
        ended.map(Ended::name),
        past,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

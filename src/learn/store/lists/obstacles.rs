//! Closed deals by what was in their way.

use super::{Found, Page};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::Ended,
    learn::question::Question,
};
use sqlx::Result;

/// By one kind of obstacle. Of each deal what was in its way is told; of those that got past it, what got past it.
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
        select f.ending_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", w.told as "about!", f.total as "total!"
        from (
            select e.ending_id, e.opportunity_id, e.closed_at, count(*) over () as total
            from ending_obstacle e
            where e.workspace_id = $1 and e.journey_id = $2 and e.kind = $3 and e.closed_at >= $4 and e.closed_at < $5
                and ($6::text is null or e.ended = $6)
            group by e.ending_id, e.opportunity_id, e.closed_at
            having $7::bool is null or bool_and(e.past) = $7
        ) as f
        cross join lateral (
            select string_agg(case when $7 then concat_ws(' · ', t.words, 'Tried: ' || p.what, b.words) else b.words end, ' · '
                order by b.at, b.id) as told
            from ending_obstacle e
            join obstacle b
                on b.workspace_id = e.workspace_id and b.id = e.obstacle_id
            left join lateral (
                select t.words
                from obstacle_turn t
                where t.workspace_id = e.workspace_id and t.obstacle_id = e.obstacle_id and t.at <= e.closed_at
                    and t.state in ('worked_round', 'gone')
                order by t.at desc, t.id desc
                limit 1
            ) as t on $7
            left join lateral (
                select p.what
                from play p
                join play_result r
                    on r.workspace_id = p.workspace_id and r.play_id = p.id and r.result = 'did_it'
                where p.workspace_id = e.workspace_id and p.opportunity_id = e.opportunity_id and p.obstacle_id = e.obstacle_id
                order by r.at desc, r.id desc
                limit 1
            ) as p on $7
            where e.workspace_id = $1 and e.ending_id = f.ending_id and e.kind = $3
        ) as w
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

//! Deals that ended: all of them, those that were left, those that went on.

use super::{Found, Page};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::{Ended, Phase},
    learn::question::Question,
};
use sqlx::Result;

/// Deals that ended in one of these ways; none named: in any.
pub async fn closed(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    ends: &[Ended],
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", '' as "about!", f.total as "total!"
        from (
            select e.id, e.opportunity_id, e.closed_at, count(*) over () as total
            from ending e
            where e.workspace_id = $1 and e.journey_id = $2 and e.reopened_at is null
                and e.closed_at >= $3 and e.closed_at < $4 and e.ended = any($5)
        ) as f
        where $6::timestamptz is null or (f.closed_at, f.id) < ($6, $7::uuid)
        order by f.closed_at desc, f.id desc
        limit $8
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        &names(ends),
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// Deals qualified out, each once for every time, unless it was opened again within a day; `regretted`: those that came back,
/// or that somebody would have stayed with.
pub async fn left(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    (phase, regretted): (Option<Phase>, bool),
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", coalesce(f.words, '') as "about!", f.total as "total!"
        from (
            select e.id, e.opportunity_id, e.closed_at, said.words, count(*) over () as total
            from ending e
            left join lateral (
                select min(h.words) as words
                from hindsight h
                where h.workspace_id = e.workspace_id and h.ending_id = e.id and h.takes_back is null
                    and not exists (
                        select from hindsight b
                        where b.workspace_id = h.workspace_id and b.takes_back = h.id)
            ) as said on true
            where e.workspace_id = $1 and e.journey_id = $2 and e.ended = 'left' and was_left(e.closed_at, e.reopened_at)
                and e.closed_at >= $3 and e.closed_at < $4
                and ($5::smallint is null or e.phase = $5)
                and (not $6 or e.reopened_at is not null or said.words is not null)
        ) as f
        where $7::timestamptz is null or (f.closed_at, f.id) < ($7, $8::uuid)
        order by f.closed_at desc, f.id desc
        limit $9
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        phase.map(Phase::code),
        regretted,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// Deals lost or not decided that went on for longer than this after they came to a phase.
pub async fn went_on(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    (phase, longer): (Phase, i32),
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", '' as "about!", f.total as "total!"
        from (
            select e.id, e.opportunity_id, e.closed_at, count(*) over () as total
            from ending e
            where e.workspace_id = $1 and e.journey_id = $2 and e.reopened_at is null
                and e.closed_at >= $3 and e.closed_at < $4
                and e.ended in ('lost', 'content', 'undecided', 'overtaken')
                and e.days - e.reached[$5::integer] > $6
        ) as f
        where $7::timestamptz is null or (f.closed_at, f.id) < ($7, $8::uuid)
        order by f.closed_at desc, f.id desc
        limit $9
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        i32::from(phase.code()),
        longer,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// How these ends are stored; none named: all.
pub fn names(ends: &[Ended]) -> Vec<String> {
    let all = if ends.is_empty() { Ended::ALL } else { ends };
    all.iter().map(|ended| ended.name().to_owned()).collect()
}

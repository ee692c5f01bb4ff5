//! Closed deals by how a verifier stood in them.

use super::{Found, Page, ends::names};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::Strength,
    learn::question::{Question, Stood},
    learn::tally::Age,
};
use sqlx::Result;
use uuid::Uuid;

/// By one of the journey’s.
pub async fn verifier(
    tx: &mut Tx,
    question: &Question,
    stood: &Stood,
    page: Page,
) -> Result<Vec<Found>> {
    let ids: Vec<Uuid> = stood.ids.iter().map(|id| id.0).collect();
    sqlx::query_as!(
        Found,
        r#"
        select f.ending_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", '' as "about!", f.total as "total!"
        from (
            select e.ending_id, e.opportunity_id, e.closed_at, count(*) over () as total
            from ending_verifier e
            where e.workspace_id = $1 and e.verifier_id = any($2) and e.closed_at >= $3 and e.closed_at < $4
                and e.ended = any($5)
                and ($6::bool is null or e.stood = $6)
                and (not $7 or e.stood is null)
                and ($8::smallint is null or e.strength = $8)
                and ($9::smallint is null
                    or $9 = age_of(e.age_days))
        ) as f
        where $10::timestamptz is null or (f.closed_at, f.ending_id) < ($10, $11::uuid)
        order by f.closed_at desc, f.ending_id desc
        limit $12
        "#,
        tx.workspace().0,
        &ids,
        question.from,
        question.until,
        &names(&stood.ended),
        stood.stood,
        stood.early,
        stood.strength.map(Strength::code),
        stood.age.map(Age::code),
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// By those that a team made for its deal.
pub async fn own(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    (stood, early): (Option<bool>, bool),
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.verifier_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.closed_at as "at!", v.statement as "about!", f.total as "total!"
        from (
            select e.verifier_id, e.opportunity_id, e.closed_at, count(*) over () as total
            from ending_verifier e
            where e.workspace_id = $1 and e.journey_id = $2 and e.own and e.closed_at >= $3 and e.closed_at < $4
                and ($5::bool is null or e.stood = $5)
                and (not $6 or e.stood is null)
        ) as f
        join verifier v
            on v.workspace_id = $1 and v.id = f.verifier_id
        where $7::timestamptz is null or (f.closed_at, f.verifier_id) < ($7, $8::uuid)
        order by f.closed_at desc, f.verifier_id desc
        limit $9
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        stood,
        early,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// Deals that came to the stage of one of the journey’s and are still open, or on hold: the latest opened first.
pub async fn still_open(
    tx: &mut Tx,
    journey: JourneyId,
    stood: &Stood,
    page: Page,
) -> Result<Vec<Found>> {
    let ids: Vec<Uuid> = stood.ids.iter().map(|id| id.0).collect();
    sqlx::query_as!(
        Found,
        r#"
        select f.id as "id!", f.id as "deal!: OpportunityId", f.created_at as "at!", '' as "about!", f.total as "total!"
        from (
            select o.id, o.created_at, count(*) over () as total
            from opportunity o
            join stage s
                on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id
            where o.workspace_id = $1 and o.journey_id = $2 and (o.outcome is null or o.outcome = 'on_hold')
                and s.id in (select v.stage_id from verifier v where v.workspace_id = $1 and v.id = any($3))
                and (s.position = 1 or exists (
                    select from passage p
                    where p.workspace_id = o.workspace_id and p.opportunity_id = o.id and p.to_stage = s.position))
        ) as f
        where $4::timestamptz is null or (f.created_at, f.id) < ($4, $5::uuid)
        order by f.created_at desc, f.id desc
        limit $6
        "#,
        tx.workspace().0,
        journey.0,
        &ids,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

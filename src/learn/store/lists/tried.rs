//! What teams did about a deal: what they asked otherwise, and what they tried.

use super::{Found, Page};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::{Dimension, PlayResult},
    learn::question::Question,
};
use sqlx::Result;

/// Deals whose verifiers the team changed, each once.
pub async fn tailored(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    page: Page,
) -> Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"
        select f.opportunity_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.at as "at!", f.reason as "about!", f.total as "total!"
        from (
            select t.opportunity_id, max(t.at) as at, min(t.reason) as reason, count(*) over () as total
            from tailoring t
            join opportunity o
                on o.workspace_id = t.workspace_id and o.id = t.opportunity_id
            where t.workspace_id = $1 and o.journey_id = $2 and t.undoes is null and t.at >= $3 and t.at < $4
            group by t.opportunity_id
        ) as f
        where $5::timestamptz is null or (f.at, f.opportunity_id) < ($5, $6::uuid)
        order by f.at desc, f.opportunity_id desc
        limit $7
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

/// Plays by the latest of what the customer did then.
pub async fn plays(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    (dimension, words, results): (Option<Dimension>, &str, &[PlayResult]),
    page: Page,
) -> Result<Vec<Found>> {
    let all = if results.is_empty() {
        PlayResult::ALL
    } else {
        results
    };
    let results: Vec<String> = all.iter().map(|result| result.name().to_owned()).collect();
    sqlx::query_as!(
        Found,
        r#"
        select f.play_id as "id!", f.opportunity_id as "deal!: OpportunityId", f.at as "at!", f.what as "about!", f.total as "total!"
        from (
            select r.play_id, p.opportunity_id, r.at, p.what, count(*) over () as total
            from (
                select distinct on (r.play_id) r.play_id, r.result, r.at
                from play_result r
                where r.workspace_id = $1
                order by r.play_id, r.at desc, r.id desc
            ) as r
            join play p
                on p.workspace_id = $1 and p.id = r.play_id
            join opportunity o
                on o.workspace_id = p.workspace_id and o.id = p.opportunity_id
            join verifier v
                on v.workspace_id = p.workspace_id and v.id = p.verifier_id
            where o.journey_id = $2 and r.at >= $3 and r.at < $4
                and ($5::text is null or v.dimension = $5)
                and ($6 = '' or lower(btrim(v.statement)) = $6)
                and r.result = any($7)
        ) as f
        where $8::timestamptz is null or (f.at, f.play_id) < ($8, $9::uuid)
        order by f.at desc, f.play_id desc
        limit $10
        "#,
        tx.workspace().0,
        journey.0,
        question.from,
        question.until,
        dimension.map(Dimension::name),
        words,
        &results,
        page.after.map(|(at, _)| at),
        page.after.map(|(_, id)| id),
        page.most
    )
    .fetch_all(&mut **tx)
    .await
}

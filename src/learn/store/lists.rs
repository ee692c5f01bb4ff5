//! The rows behind a number, newest first.

use super::lists_more::{left, plays, tailored, went_on};
use crate::{
    database::Tx,
    ids::{JourneyId, OpportunityId},
    journey::terms::{Ended, Strength},
    learn::question::{About, Question, Stood},
    learn::tally::Age,
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: Uuid,
    pub deal: OpportunityId,
    pub at: DateTime<Utc>,
    /// What else there is to say of it.
    pub about: String,
    /// How many rows the list has.
    pub total: i64,
}

/// A row's place in its list.
pub type Place = (DateTime<Utc>, Uuid);

/// Where a list begins, and how much of it is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub after: Option<Place>,
    pub most: i64,
}

/// The rows that answer a question.
pub async fn found(
    tx: &mut Tx,
    journey: JourneyId,
    question: &Question,
    page: Page,
) -> Result<Vec<Found>> {
    match &question.about {
        About::Closed(ends) => closed(tx, journey, question, ends, page).await,
        About::Verifier(stood) => verifier(tx, question, stood, page).await,
        About::Own { stood, early } => own(tx, journey, question, (*stood, *early), page).await,
        About::Obstacle { kind, past, ended } => {
            obstacle(tx, journey, question, (kind.name(), *past, *ended), page).await
        }
        About::Left(phase) => left(tx, journey, question, (*phase, false), page).await,
        About::Regretted => left(tx, journey, question, (None, true), page).await,
        About::WentOn { phase, longer } => {
            went_on(tx, journey, question, (*phase, *longer), page).await
        }
        About::Tailored => tailored(tx, journey, question, page).await,
        About::Plays {
            dimension,
            words,
            results,
        } => plays(tx, journey, question, (*dimension, words, results), page).await,
    }
}

fn names(ends: &[Ended]) -> Vec<String> {
    let all = if ends.is_empty() { Ended::ALL } else { ends };
    all.iter().map(|ended| ended.name().to_owned()).collect()
}

async fn closed(
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

async fn verifier(
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

async fn own(
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

async fn obstacle(
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

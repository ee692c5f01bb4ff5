//! What plays drew out, in deals open or closed.

use super::count;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{JourneyId, OpportunityId},
    journey::terms::{Dimension, PlayResult},
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// So many plays for one verifier, after which customers did the same.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub dimension: Dimension,
    pub statement: String,
    /// What plays for the same verifier have in common, and no others: its words, as the database compares them.
    pub words: String,
    pub result: PlayResult,
    pub plays: u64,
}

/// What customers did after plays, by the latest that is on record of each.
pub async fn drawn(tx: &mut Tx, journey: JourneyId, since: DateTime<Utc>) -> Result<Vec<Drawn>> {
    let rows = sqlx::query!(
        r#"
        select v.dimension, min(v.statement) as "statement!", lower(btrim(v.statement)) as "words!", r.result as "result!", count(*) as "plays!"
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
        where o.journey_id = $2 and r.at >= $3
        group by v.dimension, lower(btrim(v.statement)), r.result
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Drawn {
                dimension: stored(&row.dimension)?,
                statement: row.statement,
                words: row.words,
                result: stored(&row.result)?,
                plays: count(row.plays),
            })
        })
        .collect()
}

/// A play after which the customer did it, with their words.
#[derive(Clone, Debug)]
pub struct Example {
    pub deal: OpportunityId,
    pub account: String,
    pub what: String,
    pub statement: String,
    pub words: String,
}

/// The latest few.
pub async fn examples(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<Example>> {
    sqlx::query_as!(
        Example,
        r#"
        select o.id as "deal: OpportunityId", a.name as account, p.what, v.statement, s.words
        from play_result r
        join play p
            on p.workspace_id = r.workspace_id and p.id = r.play_id
        join opportunity o
            on o.workspace_id = p.workspace_id and o.id = p.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join verifier v
            on v.workspace_id = p.workspace_id and v.id = p.verifier_id
        join evidence s
            on s.workspace_id = r.workspace_id and s.id = r.evidence_id
        where r.workspace_id = $1 and o.journey_id = $2 and r.at >= $3 and r.result = 'did_it'
            and not exists (
                select from play_result later
                where later.workspace_id = r.workspace_id and later.play_id = r.play_id
                    and (later.at, later.id) > (r.at, r.id))
            and not exists (
                select from withdrawal w where w.workspace_id = s.workspace_id and w.id = s.id)
        order by r.at desc, r.id desc
        limit 8
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

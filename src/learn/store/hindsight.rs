//! "Looking back, we would have stayed."

use super::phase;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::OpportunityId,
    journey::terms::{OutcomeKind, Phase},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// One deal that we left.
#[derive(Clone, Debug)]
pub struct Left {
    pub deal: OpportunityId,
    pub name: String,
    pub account: String,
    pub phase: Phase,
    pub days: i32,
    pub closed_at: DateTime<Utc>,
    pub reopened_at: Option<DateTime<Utc>>,
    /// Why we left, as it was said then.
    pub reason: &'static str,
    pub note: String,
    /// What was said since and stands.
    pub said: Option<Said>,
}

/// What somebody said looking back.
#[derive(Clone, Debug)]
pub struct Said {
    pub id: Uuid,
    pub words: String,
}

/// The deal that an end by leaving is of. None: there is no such end.
pub async fn deal_left(tx: &mut Tx, ending: Uuid) -> Result<Option<OpportunityId>> {
    sqlx::query_scalar!(
        r#"
        select opportunity_id as "deal: OpportunityId"
        from ending
        where workspace_id = $1 and id = $2 and ended = 'left'
        "#,
        tx.workspace().0,
        ending
    )
    .fetch_optional(&mut **tx)
    .await
}

/// One end of a deal by leaving it. None: there is no such end.
pub async fn left(tx: &mut Tx, ending: Uuid) -> Result<Option<Left>> {
    let found = lefts(tx, &[ending]).await?;
    Ok(found.into_iter().map(|(_, left)| left).next())
}

/// Those of these ends that were by leaving, in no order.
pub async fn lefts(tx: &mut Tx, endings: &[Uuid]) -> Result<Vec<(Uuid, Left)>> {
    let rows = sqlx::query!(
        r#"
        select e.id, e.opportunity_id as "deal: OpportunityId", o.name, a.name as account, e.phase, e.days, e.closed_at, e.reopened_at,
            c.kind, c.reason, c.note, h.id as "said?", h.words as "words?"
        from ending e
        join opportunity o
            on o.workspace_id = e.workspace_id and o.id = e.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join outcome c
            on c.workspace_id = e.workspace_id and c.id = e.id
        left join lateral (
            select h.id, h.words
            from hindsight h
            where h.workspace_id = e.workspace_id and h.ending_id = e.id and h.takes_back is null
                and not exists (
                    select from hindsight b where b.workspace_id = h.workspace_id and b.takes_back = h.id)
            order by h.at desc, h.id desc
            limit 1
        ) as h on true
        where e.workspace_id = $1 and e.id = any($2) and e.ended = 'left'
        "#,
        tx.workspace().0,
        endings
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind: OutcomeKind = stored(&row.kind)?;
            Ok((
                row.id,
                Left {
                    deal: row.deal,
                    name: row.name,
                    account: row.account,
                    phase: phase(row.phase)?,
                    days: row.days,
                    closed_at: row.closed_at,
                    reopened_at: row.reopened_at,
                    reason: kind
                        .reason(&row.reason)
                        .map_or("", |reason| reason.sentence),
                    note: row.note,
                    said: row
                        .said
                        .zip(row.words)
                        .map(|(id, words)| Said { id, words }),
                },
            ))
        })
        .collect()
}

/// Says it. False: this very form was sent before.
pub async fn say(
    tx: &mut Tx,
    (deal, ending): (OpportunityId, Uuid),
    id: Uuid,
    words: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into hindsight (workspace_id, id, opportunity_id, ending_id, words)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.workspace().0,
        id,
        deal.0,
        ending,
        words
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back what was said, once. False: it was taken back already.
pub async fn take_back(
    tx: &mut Tx,
    (deal, ending): (OpportunityId, Uuid),
    id: Uuid,
    said: Uuid,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into hindsight (workspace_id, id, opportunity_id, ending_id, takes_back)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.workspace().0,
        id,
        deal.0,
        ending,
        said
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

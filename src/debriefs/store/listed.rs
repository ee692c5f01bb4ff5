//! Conversations in lists, and how many there are.

use crate::{
    database::{Tx, vocabulary::stored},
    ids::{MemberId, OpportunityId, OutcomeId},
    journey::terms::OutcomeKind,
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// A conversation in a list.
pub struct Listed {
    pub deal: OpportunityId,
    pub name: String,
    pub account: String,
    pub kind: OutcomeKind,
    pub at: DateTime<Utc>,
    pub outcome: OutcomeId,
    pub member: MemberId,
    pub member_name: String,
    /// Ours.
    pub reason: String,
    /// Theirs, with their words and who said so.
    pub theirs: Option<(String, String, String)>,
}

/// How many conversations were held about decisions that stand, and in how many of them the reason was another than ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub held: i64,
    pub differing: i64,
}

/// Counts them all. Equals the rows of [`listed`].
pub async fn counted(tx: &mut Tx) -> Result<Counted> {
    sqlx::query_as!(
        Counted,
        r#"
        select count(*) as "held!", count(*) filter (where o.reason <> '' and l.reason <> o.reason) as "differing!"
        from debrief d
        join outcome o
            on o.workspace_id = d.workspace_id and o.id = d.id
        cross join lateral (
            select a.reason
            from debrief_answer a
            where a.workspace_id = d.workspace_id and a.debrief_id = d.id
            order by a.at desc, a.id desc
            limit 1) l
        where d.workspace_id = $1
            and not exists (
                select from reopening r
                where r.workspace_id = d.workspace_id and r.id = d.id)
        "#,
        tx.workspace().0
    )
    .fetch_one(&mut **tx)
    .await
}

/// Which conversations a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Nobody has asked yet.
    Waiting,
    Held,
    /// Held, and the customer's reason was another than ours.
    Differing,
}

/// Where a page of the list goes on: after this one.
pub type After = (DateTime<Utc>, OutcomeId);

/// Conversations about decisions that stand, the latest first.
pub async fn listed(
    tx: &mut Tx,
    which: Which,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"
        select d.opportunity_id as "deal: OpportunityId", p.name, k.name as account, o.kind, o.reason, d.at,
            d.id as "outcome: OutcomeId", d.member_id as "member: MemberId", m.name as member_name,
            l.reason as "theirs?", l.words as "words?", c.name as "speaker?"
        from debrief d
        join outcome o
            on o.workspace_id = d.workspace_id and o.id = d.id
        join opportunity p
            on p.workspace_id = d.workspace_id and p.id = d.opportunity_id
        join account k
            on k.workspace_id = p.workspace_id and k.id = p.account_id
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        left join lateral (
            select a.reason, a.words, a.contact_id
            from debrief_answer a
            where a.workspace_id = d.workspace_id and a.debrief_id = d.id
            order by a.at desc, a.id desc
            limit 1) l
            on true
        left join contact c
            on c.workspace_id = d.workspace_id and c.id = l.contact_id
        where d.workspace_id = $1
            and not exists (
                select from reopening r
                where r.workspace_id = d.workspace_id and r.id = d.id)
            and (l.reason is null) = $2
            and (not $3 or o.reason <> '' and l.reason <> o.reason)
            and ($4::timestamptz is null or (d.at, d.id) < ($4, $5))
        order by d.at desc, d.id desc
        limit $6
        "#,
        tx.workspace().0,
        which == Which::Waiting,
        which == Which::Differing,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.0),
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let theirs = row.theirs.zip(row.words).zip(row.speaker);
            Ok(Listed {
                deal: row.deal,
                name: row.name,
                account: row.account,
                kind: stored(&row.kind)?,
                at: row.at,
                outcome: row.outcome,
                member: row.member,
                member_name: row.member_name,
                reason: row.reason,
                theirs: theirs.map(|((reason, words), speaker)| (reason, words, speaker)),
            })
        })
        .collect()
}

//! All SQL of this room: the items here, what time brings by noun.

mod digest;
mod held;

pub use digest::*;
pub use held::*;

use super::item::{Cursor, WORDS};
use crate::{
    database::Tx,
    ids::{InboxItemId, OpportunityId},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;
use uuid::Uuid;

/// An item with all that a sentence about it needs. What is not of its kind is not there.
pub struct Row {
    pub id: InboxItemId,
    pub kind: String,
    pub at: DateTime<Utc>,
    pub is_unread: bool,
    pub deal_name: String,
    pub account: String,
    /// Whose act it was.
    pub by: Option<String>,
    /// Of a fall-back.
    pub cause: Option<String>,
    pub from_stage: Option<String>,
    pub to_stage: Option<String>,
    /// Of a challenge, its answer, or a hold.
    pub reason: Option<String>,
    pub upheld: Option<bool>,
    pub comes_back_on: Option<NaiveDate>,
    /// What a colleague wrote.
    pub message: Option<String>,
    /// The evidence that it is about, and who said it.
    pub words: Option<String>,
    pub speaker: Option<String>,
}

/// The reader's items, newest first: those after a place, and where a span of time is given only what came in it and was
/// not read. (Under row level security `coalesce` in a join is no leakproof expression and keeps the planner from the
/// index; `case` is one.)
pub async fn items(
    tx: &mut Tx,
    after: Option<Cursor>,
    span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    limit: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select i.id as "id: InboxItemId", i.kind, i.at, i.read_at is null as "is_unread!",
            o.name as deal_name, a.name as account, m.name as "by?",
            f.cause as "cause?", fs.name as "from_stage?", ts.name as "to_stage?",
            coalesce(x.reason, c.reason, h.comes_back_when) as reason, x.upheld as "upheld?",
            h.comes_back_on as "comes_back_on?", left(g.body, $8) as message,
            left(e.words, $8) as words, s.name as "speaker?"
        from inbox_item i
        join opportunity o
            on o.workspace_id = i.workspace_id and o.id = i.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join member m
            on m.workspace_id = i.workspace_id and m.id = i.by_member_id
        left join fall_back f
            on i.kind = 'fall_back' and f.workspace_id = i.workspace_id and f.id = i.subject_id
        left join stage fs
            on fs.workspace_id = o.workspace_id and fs.edition_id = o.edition_id and fs.position = f.from_stage
        left join stage ts
            on ts.workspace_id = o.workspace_id and ts.edition_id = o.edition_id and ts.position = f.to_stage
        left join challenge c
            on c.workspace_id = i.workspace_id
                and c.id = case when i.kind in ('challenge', 'challenge_answer') then i.subject_id
                    when f.cause = 'challenge' then f.cause_id end
        left join challenge_answer x
            on i.kind = 'challenge_answer' and x.workspace_id = i.workspace_id and x.id = i.subject_id
        left join outcome h
            on i.kind = 'hold' and h.workspace_id = i.workspace_id and h.id = i.subject_id
        left join message g
            on i.kind in ('mention', 'question', 'answer') and g.workspace_id = i.workspace_id and g.id = i.subject_id
        left join evidence e
            on e.workspace_id = i.workspace_id
                and e.id = case when c.evidence_id is null then f.cause_id else c.evidence_id end
        left join contact s
            on s.workspace_id = e.workspace_id and s.id = e.contact_id
        where i.workspace_id = $1
            and i.member_id = $2
            and ($3::timestamptz is null or (i.at, i.id) < ($3, $4))
            and ($5::timestamptz is null or i.at > $5 and i.at <= $6 and i.read_at is null)
        order by i.at desc, i.id desc
        limit $7
        "#,
        tx.workspace().0,
        tx.member().map(|member| member.0),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id.0),
        span.map(|(after, _)| after),
        span.map(|(_, until)| until),
        limit,
        WORDS
    )
    .fetch_all(&mut **tx)
    .await
}

/// Where an item leads.
pub struct Lead {
    pub deal: OpportunityId,
    /// The stage on the deal's page where it stands, and its mark there.
    pub stage: Option<i16>,
    pub mark: Option<String>,
    /// A session has a page of its own.
    pub session: Option<Uuid>,
    /// So has the conversation after the end.
    pub is_debrief: bool,
}

/// Where one of the reader's own items leads; none: it is not theirs, or not there.
pub async fn lead(tx: &mut Tx, item: InboxItemId) -> Result<Option<Lead>> {
    sqlx::query_as!(
        Lead,
        r#"
        select i.opportunity_id as "deal: OpportunityId", b.stage as "stage?",
            coalesce(b.mark, case when i.kind in ('mention', 'question', 'answer') then 'm-' || i.subject_id end) as mark,
            case when i.kind = 'session' then i.subject_id end as session, i.kind = 'debrief' as "is_debrief!"
        from inbox_item i
        left join challenge c
            on i.kind in ('challenge', 'challenge_answer') and c.workspace_id = i.workspace_id and c.id = i.subject_id
        left join lateral (
            select s.position as stage, 'e-' || v.id || '-' || b.evidence_id as mark
            from bearing b
            join verifier v
                on v.workspace_id = b.workspace_id and v.id = b.verifier_id
            join stage s
                on s.workspace_id = v.workspace_id and s.id = v.stage_id
            where b.workspace_id = c.workspace_id and b.evidence_id = c.evidence_id
            order by b.verifier_id
            limit 1
        ) as b
            on true
        where i.workspace_id = $1 and i.member_id = $2 and i.id = $3
        "#,
        tx.workspace().0,
        tx.member().map(|member| member.0),
        item.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Notes that the reader has been there. False: they had been already.
pub async fn mark_read(tx: &mut Tx, item: InboxItemId) -> Result<bool> {
    let done = sqlx::query!(
        "
        update inbox_item set read_at = clock_timestamp()
        where workspace_id = $1 and member_id = $2 and id = $3 and read_at is null
        ",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        item.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the reader has seen everything up to a moment: what came after it they cannot have seen.
pub async fn mark_all_read(tx: &mut Tx, until: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "
        update inbox_item set read_at = clock_timestamp()
        where workspace_id = $1 and member_id = $2 and at <= $3 and read_at is null
        ",
        tx.workspace().0,
        tx.member().map(|member| member.0),
        until
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

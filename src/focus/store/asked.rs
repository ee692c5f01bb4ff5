//! What waits for an answer of the reader. Whether they have seen it is not the question: it waits until it is answered.

use crate::{
    database::Tx,
    focus::asked::Waiting,
    ids::{InboxItemId, OpportunityId},
    inbox::{
        item::WORDS,
        store::{Lead, Row},
    },
};
use chrono::NaiveDate;
use sqlx::Result;

/// The newest first: questions about the reader's deals after which nobody else wrote, doubts about what they recorded,
/// conversations that they are to hold, sessions they are invited to and have not come to, held deals of theirs whose day
/// has come; and where they were mentioned and have not looked. A question or a doubt about a deal that has ended since is
/// over with it.
pub async fn waiting(tx: &mut Tx, today: NaiveDate, limit: i64) -> Result<Vec<Waiting>> {
    let rows = sqlx::query!(
        r#"
        with waits as (
            select 'question' as kind, m.id as subject_id, m.opportunity_id, m.member_id as by_id, m.at, m.body as message,
                null::uuid as evidence_id, '' as reason, null::date as comes_back_on
            from message m
            join opportunity o
                on o.workspace_id = m.workspace_id and o.id = m.opportunity_id and o.owner_id = $2
                    and (o.outcome is null or m.at > o.outcome_at)
            where m.workspace_id = $1 and m.kind = 'question' and m.removed_at is null and m.member_id is distinct from $2
                and not exists (
                    select from message l
                    where l.workspace_id = m.workspace_id and l.opportunity_id = m.opportunity_id
                        and l.about_id is not distinct from m.about_id and l.at >= m.at and l.kind <> 'question'
                        and l.removed_at is null and l.member_id is distinct from m.member_id)
            union all
            select 'challenge', c.id, c.opportunity_id, c.member_id, c.at, null, c.evidence_id, c.reason, null
            from inbox_item i
            join challenge c
                on c.workspace_id = i.workspace_id and c.id = i.subject_id
            join opportunity o
                on o.workspace_id = c.workspace_id and o.id = c.opportunity_id and (o.outcome is null or c.at > o.outcome_at)
            where i.workspace_id = $1 and i.member_id = $2 and i.kind = 'challenge'
                and not exists (
                    select from challenge_answer a
                    where a.workspace_id = c.workspace_id and a.id = c.id)
                and not exists (
                    select from withdrawal w
                    where w.workspace_id = c.workspace_id and w.id = c.evidence_id)
            union all
            select 'debrief', d.id, d.opportunity_id, null, d.at, null, null, '', null
            from debrief d
            where d.workspace_id = $1 and d.member_id = $2
                and not exists (
                    select from debrief_answer a
                    where a.workspace_id = d.workspace_id and a.debrief_id = d.id)
                and not exists (
                    select from reopening r
                    where r.workspace_id = d.workspace_id and r.id = d.id)
            union all
            select 'session', s.id, s.opportunity_id, s.member_id, s.created_at, null, null, '', null
            from session_invitation i
            join strategy_session s
                on s.workspace_id = i.workspace_id and s.id = i.session_id and s.ended_at is null and s.member_id <> $2
            where i.workspace_id = $1 and i.member_id = $2
                and not exists (
                    select from session_part p
                    where p.workspace_id = i.workspace_id and p.session_id = i.session_id and p.member_id = i.member_id)
            union all
            select 'hold', h.id, h.opportunity_id, null, h.comes_back_on::timestamp at time zone 'UTC', null, null,
                h.comes_back_when, h.comes_back_on
            from opportunity o
            join outcome h
                on h.workspace_id = o.workspace_id and h.opportunity_id = o.id and h.kind = 'on_hold' and h.comes_back_on <= $3
            where o.workspace_id = $1 and o.owner_id = $2 and o.outcome = 'on_hold'
                and not exists (
                    select from reopening r
                    where r.workspace_id = h.workspace_id and r.id = h.id)
            union all
            select 'mention', g.id, g.opportunity_id, g.member_id, i.at, g.body, null, '', null
            from inbox_item i
            join message g
                on g.workspace_id = i.workspace_id and g.id = i.subject_id and g.removed_at is null
            where i.workspace_id = $1 and i.member_id = $2 and i.kind = 'mention' and i.read_at is null
        )
        select w.kind as "kind!", w.subject_id as "subject_id!", w.opportunity_id as "deal!: OpportunityId", w.at as "at!",
            o.name as deal_name, a.name as account, m.name as "by?", nullif(w.reason, '') as reason, w.comes_back_on,
            left(w.message, $5) as message, left(e.words, $5) as words, s.name as "speaker?", b.stage as "stage?", b.mark as "mark?"
        from waits w
        join opportunity o
            on o.workspace_id = $1 and o.id = w.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join member m
            on m.workspace_id = $1 and m.id = w.by_id
        left join evidence e
            on e.workspace_id = $1 and e.id = w.evidence_id
        left join contact s
            on s.workspace_id = e.workspace_id and s.id = e.contact_id
        left join lateral (
            select t.position as stage, 'e-' || v.id || '-' || b.evidence_id as mark
            from bearing b
            join verifier v
                on v.workspace_id = b.workspace_id and v.id = b.verifier_id
            join stage t
                on t.workspace_id = v.workspace_id and t.id = v.stage_id
            where b.workspace_id = e.workspace_id and b.evidence_id = e.id
            order by b.verifier_id
            limit 1) b
            on true
        order by w.at desc, w.subject_id desc
        limit $4
        "#,
        tx.workspace().0,
        tx.member().map(|member| member.0),
        today,
        limit,
        WORDS
    )
    .fetch_all(&mut **tx)
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        lead: Lead {
            deal: row.deal,
            stage: row.stage,
            mark: match row.kind.as_str() {
                "question" | "mention" => Some(format!("m-{}", row.subject_id)),
                _ => row.mark,
            },
            session: (row.kind == "session").then_some(row.subject_id),
            is_debrief: row.kind == "debrief",
        },
        row: Row {
            id: InboxItemId(row.subject_id),
            kind: row.kind,
            at: row.at,
            is_unread: false,
            deal_name: row.deal_name,
            account: row.account,
            by: row.by,
            cause: None,
            from_stage: None,
            to_stage: None,
            reason: row.reason,
            upheld: None,
            comes_back_on: row.comes_back_on,
            message: row.message,
            words: row.words,
            speaker: row.speaker,
        },
    });
    Ok(waiting.collect())
}

//! What was in the way of deals that closed.

use super::count;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{JourneyId, OpportunityId},
    journey::terms::{Ended, ObstacleKind},
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// So many deals that had one kind of thing in their way, got past it or not, and ended alike.
#[derive(Clone, Debug)]
pub struct InTheWay {
    pub kind: ObstacleKind,
    /// They had got past everything of this kind when they closed.
    pub past: bool,
    pub ended: Ended,
    pub deals: u64,
}

/// What was in the way of the deals that closed since then.
pub async fn in_the_way(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<InTheWay>> {
    let rows = sqlx::query!(
        r#"
        select d.kind, d.past as "past!", d.ended, count(*) as "deals!"
        from (
            select e.ending_id, e.kind, e.ended, bool_and(e.past) as past
            from ending_obstacle e
            where e.workspace_id = $1 and e.journey_id = $2 and e.closed_at >= $3
            group by e.ending_id, e.kind, e.ended
        ) as d
        group by 1, 2, 3
        "#,
        tx.workspace().0,
        journey.0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InTheWay {
                kind: stored(&row.kind)?,
                past: row.past,
                ended: stored(&row.ended)?,
                deals: count(row.deals),
            })
        })
        .collect()
}

/// How one deal got past something.
#[derive(Clone, Debug)]
pub struct GotPast {
    pub kind: ObstacleKind,
    pub deal: OpportunityId,
    pub account: String,
    pub ended: Ended,
    pub obstacle: String,
    /// What we noted that got past it.
    pub how: String,
    /// What was tried against it and worked; empty: nothing was planned for it.
    pub tried: String,
    /// What the customer said when it did; empty: no words of theirs belong to it.
    pub words: String,
}

/// The latest few deals that got past each kind: past everything of it, as they are counted.
pub async fn got_past(
    tx: &mut Tx,
    journey: JourneyId,
    since: DateTime<Utc>,
) -> Result<Vec<GotPast>> {
    let kinds: Vec<String> = ObstacleKind::ALL.iter().map(|k| k.name().into()).collect();
    let rows = sqlx::query!(
        r#"
        select k.kind as "kind!", e.opportunity_id as "deal: OpportunityId", a.name as account, e.ended,
            b.words as obstacle, t.words as how,
            coalesce(p.what, '') as "tried!", coalesce(p.words, '') as "words!"
        from unnest($3::text[]) as k (kind)
        cross join lateral (
            select e.opportunity_id, e.obstacle_id, e.ended, e.closed_at, e.ending_id
            from ending_obstacle e
            where e.workspace_id = $1 and e.journey_id = $2 and e.kind = k.kind and e.past and e.closed_at >= $4
                and not exists (
                    select from ending_obstacle s
                    where s.workspace_id = e.workspace_id and s.ending_id = e.ending_id and s.kind = e.kind and not s.past)
            order by e.closed_at desc, e.ending_id desc
            limit 3
        ) as e
        join opportunity o
            on o.workspace_id = $1 and o.id = e.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join obstacle b
            on b.workspace_id = $1 and b.id = e.obstacle_id
        cross join lateral (
            select t.words
            from obstacle_turn t
            where t.workspace_id = $1 and t.obstacle_id = e.obstacle_id and t.at <= e.closed_at
                and t.state in ('worked_round', 'gone')
            order by t.at desc, t.id desc
            limit 1
        ) as t
        left join lateral (
            select p.what, s.words
            from play p
            join play_result r
                on r.workspace_id = p.workspace_id and r.play_id = p.id and r.result = 'did_it'
            left join evidence s
                on s.workspace_id = r.workspace_id and s.id = r.evidence_id
            where p.workspace_id = $1 and p.opportunity_id = e.opportunity_id and p.obstacle_id = e.obstacle_id
            order by r.at desc, r.id desc
            limit 1
        ) as p on true
        order by k.kind, e.closed_at desc, e.ending_id desc
        "#,
        tx.workspace().0,
        journey.0,
        &kinds,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(GotPast {
                kind: stored(&row.kind)?,
                deal: row.deal,
                account: row.account,
                ended: stored(&row.ended)?,
                obstacle: row.obstacle,
                how: row.how,
                tried: row.tried,
                words: row.words,
            })
        })
        .collect()
}

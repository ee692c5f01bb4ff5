//! What earlier sessions on a deal came to, and what the customer did since.

use crate::{
    database::Tx,
    ids::{OpportunityId, StrategySessionId},
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// How many sessions the deal's page tells of.
const SHOWN: i64 = 10;

/// A session as the deal's page lists it. Lists hold one line for each thing; what stays hidden is not among them.
#[derive(Clone, Debug)]
pub struct Past {
    pub id: StrategySessionId,
    pub about: String,
    pub planned_for: Option<DateTime<Utc>>,
    pub step: i16,
    pub step_since: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub facilitator: String,
    /// Empty: nothing was decided.
    pub kind: String,
    pub why: String,
    pub decided_at: Option<DateTime<Utc>>,
    pub dissenters: Vec<String>,
    pub dissents: Vec<String>,
    pub tries: Vec<String>,
    pub odds_before: Vec<i16>,
    pub odds_after: Vec<i16>,
    pub voted_for: Vec<String>,
    pub votes: Vec<i64>,
}

/// The sessions of a deal, the latest first.
pub async fn of_deal(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<Past>> {
    sqlx::query_as!(
        Past,
        r#"
        select s.id as "id: StrategySessionId", s.about, s.planned_for, s.step, s.step_since, s.ended_at,
            f.name as facilitator, coalesce(d.kind, '') as "kind!", coalesce(d.why, '') as "why!", d.at as "decided_at?",
            array(select m.name from session_dissent x join member m on m.workspace_id = x.workspace_id and m.id = x.member_id
                where x.workspace_id = s.workspace_id and x.session_id = s.id order by x.at, x.member_id) as "dissenters!",
            array(select x.words from session_dissent x
                where x.workspace_id = s.workspace_id and x.session_id = s.id order by x.at, x.member_id) as "dissents!",
            array(select t.what from session_try t
                where t.workspace_id = s.workspace_id and t.session_id = s.id order by t.at, t.id) as "tries!",
            array(select o.odds from session_odds o
                where o.workspace_id = s.workspace_id and o.session_id = s.id and o.asked = 'before'
                    and s.odds_before_shown_at is not null order by o.odds) as "odds_before!",
            array(select o.odds from session_odds o
                where o.workspace_id = s.workspace_id and o.session_id = s.id and o.asked = 'after'
                    and s.odds_after_shown_at is not null order by o.odds) as "odds_after!",
            v.texts as "voted_for!", v.dots as "votes!"
        from strategy_session s
        join member f
            on f.workspace_id = s.workspace_id and f.id = s.facilitator_id
        left join session_decision d
            on d.workspace_id = s.workspace_id and d.session_id = s.id
        cross join lateral (
            select coalesce(array_agg(b.text order by b.dots desc, b.id), '{}') as texts,
                coalesce(array_agg(b.dots order by b.dots desc, b.id), '{}') as dots
            from (
                select i.id, i.text, sum(p.dots) as dots
                from session_dot p
                left join session_merge g
                    on g.workspace_id = p.workspace_id and g.id = p.idea_id
                join session_idea i
                    on i.workspace_id = p.workspace_id and i.id = case when g.into_id is null then p.idea_id else g.into_id end
                where p.workspace_id = s.workspace_id and p.session_id = s.id and s.votes_shown_at is not null
                group by i.id, i.text
                order by sum(p.dots) desc, i.id
                limit 3
            ) b
        ) v
        where s.workspace_id = $1 and s.opportunity_id = $2
        order by s.created_at desc
        limit $3
        "#,
        tx.workspace().0,
        deal.0,
        SHOWN
    )
    .fetch_all(&mut **tx)
    .await
}

/// A move of the deal, forward or back.
#[derive(Clone, Debug)]
pub struct Moved {
    pub at: DateTime<Utc>,
    /// None: won.
    pub to_stage: Option<i16>,
    pub forward: bool,
}

/// How the deal moved since a moment, in order.
pub async fn moved_since(
    tx: &mut Tx,
    deal: OpportunityId,
    since: DateTime<Utc>,
) -> Result<Vec<Moved>> {
    sqlx::query_as!(
        Moved,
        r#"
        select p.at as "at!", p.to_stage, true as "forward!"
        from passage p
        where p.workspace_id = $1 and p.opportunity_id = $2 and p.at > $3
        union all
        select f.at, f.to_stage, false
        from fall_back f
        where f.workspace_id = $1 and f.opportunity_id = $2 and f.at > $3
        order by 1
        "#,
        tx.workspace().0,
        deal.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

//! All SQL of this room.

use super::obstacle::{Like, Likes, Obstacle, Turn};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{ContactId, ObstacleId, OpportunityId, VerifierId},
    journey::terms::{ObstacleKind, ObstacleState},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// What somebody names.
#[derive(Clone, Debug)]
pub struct NewObstacle {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: ObstacleId,
    pub opportunity: OpportunityId,
    pub kind: ObstacleKind,
    pub words: String,
    pub verifiers: Vec<VerifierId>,
    pub people: Vec<ContactId>,
}

/// Puts something in the way on record. False: this very one is there already.
pub async fn add(tx: &mut Tx, new: &NewObstacle) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into obstacle (workspace_id, id, opportunity_id, kind, words)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        new.kind.name(),
        new.words
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let verifiers: Vec<Uuid> = new.verifiers.iter().map(|id| id.0).collect();
    sqlx::query!(
        "
        insert into obstacle_verifier (workspace_id, obstacle_id, verifier_id, opportunity_id)
        select $1, $2, v.id, $3
        from unnest($4::uuid[]) as v (id)
        on conflict do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        &verifiers
    )
    .execute(&mut **tx)
    .await?;
    let people: Vec<Uuid> = new.people.iter().map(|id| id.0).collect();
    sqlx::query!(
        "
        insert into obstacle_contact (workspace_id, obstacle_id, contact_id, opportunity_id)
        select $1, $2, c.id, $3
        from unnest($4::uuid[]) as c (id)
        on conflict do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.opportunity.0,
        &people
    )
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

/// Says what became of it. False: this very turn is on record already.
pub async fn turn(
    tx: &mut Tx,
    opportunity: OpportunityId,
    obstacle: ObstacleId,
    id: Uuid,
    state: ObstacleState,
    words: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into obstacle_turn (workspace_id, id, obstacle_id, opportunity_id, state, words)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id,
        obstacle.0,
        opportunity.0,
        state.name(),
        words
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Everything that is or was in the way of a deal, the newest first.
pub async fn of_opportunity(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<Obstacle>> {
    let rows = sqlx::query!(
        r#"
        select o.id as "id: ObstacleId", o.kind, o.words, o.at, coalesce(m.name, 'Saidso') as "by!",
            t.state as "state?", t.words as "turned?", t.at as "turned_at?", coalesce(tm.name, 'Saidso') as "turned_by!",
            array(
                select v.verifier_id from obstacle_verifier v
                where v.workspace_id = o.workspace_id and v.obstacle_id = o.id
                order by v.verifier_id) as "verifiers!: Vec<VerifierId>",
            array(
                select p.contact_id from obstacle_contact p
                where p.workspace_id = o.workspace_id and p.obstacle_id = o.id
                order by p.contact_id) as "contacts!: Vec<ContactId>",
            array(
                select c.name from obstacle_contact p
                join contact c
                    on c.workspace_id = p.workspace_id and c.id = p.contact_id
                where p.workspace_id = o.workspace_id and p.obstacle_id = o.id
                order by p.contact_id) as "names!"
        from obstacle o
        left join member m
            on m.workspace_id = o.workspace_id and m.id = o.member_id
        left join lateral (
            select l.state, l.words, l.at, l.member_id
            from obstacle_turn l
            where l.workspace_id = o.workspace_id and l.obstacle_id = o.id
            order by l.at desc, l.id desc
            limit 1) t
            on true
        left join member tm
            on tm.workspace_id = o.workspace_id and tm.id = t.member_id
        where o.workspace_id = $1 and o.opportunity_id = $2
        order by o.at desc, o.id desc
        "#,
        tx.workspace().0,
        opportunity.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Obstacle {
                id: row.id,
                kind: stored(&row.kind)?,
                words: row.words,
                by: row.by,
                at: row.at,
                latest: latest(row.state, row.turned, row.turned_at, row.turned_by)?,
                verifiers: row.verifiers,
                people: row.contacts.into_iter().zip(row.names).collect(),
            })
        })
        .collect()
}

fn latest(
    state: Option<String>,
    words: Option<String>,
    at: Option<DateTime<Utc>>,
    by: String,
) -> Result<Option<Turn>> {
    match (state, words, at) {
        (Some(state), Some(words), Some(at)) => Ok(Some(Turn {
            state: stored(&state)?,
            words,
            by,
            at,
        })),
        _ => Ok(None),
    }
}

/// Everything that became of one obstacle, oldest first.
pub async fn turns(tx: &mut Tx, obstacle: ObstacleId) -> Result<Vec<Turn>> {
    let rows = sqlx::query!(
        r#"
        select t.state, t.words, t.at, coalesce(m.name, 'Saidso') as "by!"
        from obstacle_turn t
        left join member m
            on m.workspace_id = t.workspace_id and m.id = t.member_id
        where t.workspace_id = $1 and t.obstacle_id = $2
        order by t.at, t.id
        "#,
        tx.workspace().0,
        obstacle.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Turn {
                state: stored(&row.state)?,
                words: row.words,
                by: row.by,
                at: row.at,
            })
        })
        .collect()
}

/// Others like each of these on other deals of the workspace: of the same kind, or with two words in common. Up to
/// `shown` of each, those that a deal got past first. Only the latest thousand of a kind, and of a word, are looked at.
pub async fn likes(
    tx: &mut Tx,
    obstacles: &[ObstacleId],
    shown: i64,
) -> Result<HashMap<ObstacleId, Likes>> {
    let ids: Vec<Uuid> = obstacles.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        with mine as (
            select o.id, o.kind, o.opportunity_id
            from obstacle o
            where o.workspace_id = $1 and o.id = any ($2)
        ),
        found as (
            select m.id as mine, s.obstacle_id as other, count(*) as shared
            from mine m
            join obstacle_word w
                on w.workspace_id = $1 and w.obstacle_id = m.id
            cross join lateral (
                select a.obstacle_id from obstacle_word a
                where a.workspace_id = $1 and a.word = w.word
                order by a.obstacle_id desc
                limit 1000) s
            group by m.id, s.obstacle_id
            having count(*) >= 2
            union all
            select m.id, s.id, 0
            from mine m
            cross join lateral (
                select a.id from obstacle a
                where a.workspace_id = $1 and a.kind = m.kind
                order by a.at desc, a.id desc
                limit 1000) s
        ),
        alike as (
            select f.mine, f.other, max(f.shared) as shared
            from found f
            group by f.mine, f.other
        ),
        placed as (
            select a.mine, o.id, o.opportunity_id, o.kind, o.words, t.state, t.words as turned, t.at, t.member_id,
                count(*) over whole as all_of_them,
                count(*) filter (where t.state in ('worked_round', 'gone')) over whole as past,
                row_number() over (
                    partition by a.mine
                    order by coalesce(t.state in ('worked_round', 'gone'), false) desc, (o.kind = m.kind) desc,
                        a.shared desc, coalesce(t.at, o.at) desc, o.id desc) as place
            from alike a
            join mine m
                on m.id = a.mine
            join obstacle o
                on o.workspace_id = $1 and o.id = a.other and o.opportunity_id <> m.opportunity_id
            left join lateral (
                select l.state, l.words, l.at, l.member_id
                from obstacle_turn l
                where l.workspace_id = $1 and l.obstacle_id = o.id
                order by l.at desc, l.id desc
                limit 1) t
                on true
            window whole as (partition by a.mine)
        )
        select p.mine as "mine!: ObstacleId", p.id as "id!: ObstacleId", p.opportunity_id as "deal!: OpportunityId",
            d.name as deal_name, c.name as account, p.kind as "kind!", p.words as "words!", p.state as "state?",
            p.turned as "turned?", p.at as "at?", coalesce(m.name, 'Saidso') as "by!",
            p.all_of_them as "all_of_them!", p.past as "past!"
        from placed p
        join opportunity d
            on d.workspace_id = $1 and d.id = p.opportunity_id
        join account c
            on c.workspace_id = d.workspace_id and c.id = d.account_id
        left join member m
            on m.workspace_id = $1 and m.id = p.member_id
        where p.place <= $3
        order by p.mine, p.place
        "#,
        tx.workspace().0,
        &ids,
        shown
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut likes: HashMap<ObstacleId, Likes> = HashMap::new();
    for row in rows {
        let of_one = likes.entry(row.mine).or_default();
        (of_one.all, of_one.past) = (row.all_of_them, row.past);
        of_one.shown.push(Like {
            id: row.id,
            deal: row.deal,
            deal_name: row.deal_name,
            account: row.account,
            kind: stored(&row.kind)?,
            words: row.words,
            latest: latest(row.state, row.turned, row.at, row.by)?,
        });
    }
    Ok(likes)
}

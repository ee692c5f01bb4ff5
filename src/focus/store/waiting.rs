//! What customers promised, and what we tried.

use crate::{
    database::Tx,
    focus::promised::{Promise, Tried},
    ids::{CommitmentId, MemberId, OpportunityId, PlayId},
};
use chrono::{NaiveDate, TimeDelta};
use sqlx::Result;

/// How many promises and tries are shown.
pub const MOST: i64 = 12;

/// What has passed for longer is history.
const LATELY: TimeDelta = TimeDelta::days(90);

/// What customers agreed to do and nobody has said what became of, on open deals, the next day first. Those that were
/// moved are found by the day they were moved to.
pub async fn promised(
    tx: &mut Tx,
    owner: Option<MemberId>,
    today: NaiveDate,
) -> Result<Vec<Promise>> {
    sqlx::query_as!(
        Promise,
        r#"
        with due as (
            (select k.id, k.by_on as due_on
            from commitment k
            join opportunity o
                on o.workspace_id = k.workspace_id and o.id = k.opportunity_id and o.outcome is null
            where k.workspace_id = $1 and ($2::uuid is null or o.owner_id = $2)
                and k.by_on > $3
                and not exists (
                    select from commitment_turn t
                    where t.workspace_id = k.workspace_id and t.commitment_id = k.id)
            order by k.by_on, k.id
            limit $4)
            union all
            (select t.commitment_id, t.moved_to
            from commitment_turn t
            join opportunity o
                on o.workspace_id = t.workspace_id and o.id = t.opportunity_id and o.outcome is null
            where t.workspace_id = $1 and ($2::uuid is null or o.owner_id = $2)
                and t.turn = 'moved' and t.moved_to > $3
                and not exists (
                    select from commitment_turn l
                    where l.workspace_id = t.workspace_id and l.commitment_id = t.commitment_id
                        and (l.at, l.id) > (t.at, t.id))
            order by t.moved_to, t.commitment_id
            limit $4)
        )
        select k.id as "id: CommitmentId", k.what, c.name as who, o.id as "deal: OpportunityId", o.name as deal_name,
            a.name as account, d.due_on as "due_on!"
        from due d
        join commitment k
            on k.workspace_id = $1 and k.id = d.id
        join opportunity o
            on o.workspace_id = k.workspace_id and o.id = k.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join contact c
            on c.workspace_id = k.workspace_id and c.id = k.contact_id
        order by d.due_on, k.id
        limit $4
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today - LATELY,
        MOST
    )
    .fetch_all(&mut **tx)
    .await
}

/// Plays on open deals whose day has passed, and nobody has said what the customer did. The latest first.
pub async fn tried(tx: &mut Tx, owner: Option<MemberId>, today: NaiveDate) -> Result<Vec<Tried>> {
    sqlx::query_as!(
        Tried,
        r#"
        select p.id as "id: PlayId", p.what, p.by_on, c.name as "who?", o.id as "deal: OpportunityId",
            o.name as deal_name, a.name as account
        from play p
        join opportunity o
            on o.workspace_id = p.workspace_id and o.id = p.opportunity_id and o.outcome is null
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        where p.workspace_id = $1
            and ($2::uuid is null or o.owner_id = $2)
            and p.by_on < $3 and p.by_on > $4
            and not exists (
                select from play_result r
                where r.workspace_id = p.workspace_id and r.play_id = p.id)
        order by p.by_on desc, p.id desc
        limit $5
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today,
        today - LATELY,
        MOST
    )
    .fetch_all(&mut **tx)
    .await
}

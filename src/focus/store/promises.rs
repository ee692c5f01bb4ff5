//! What customers agreed to do and nobody has said what became of, on open deals. Those that were moved are found by the day
//! they were moved to. Each way through the days reads its own index from where it begins.

use crate::{
    database::Tx,
    focus::promised::{Place, Promise},
    ids::{CommitmentId, MemberId, OpportunityId},
};
use chrono::NaiveDate;
use sqlx::Result;

/// How many promises and tries the first page shows.
pub const MOST: i64 = 12;

/// Those whose day is today or to come, the next first.
pub async fn coming(
    tx: &mut Tx,
    owner: Option<MemberId>,
    today: NaiveDate,
    after: Option<Place>,
    limit: i64,
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
                and k.by_on >= $3 and ($5::date is null or (k.by_on, k.id) > ($5, $6::uuid))
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
            where t.workspace_id = $1 and ($2::uuid is null or o.owner_id = $2) and t.turn = 'moved'
                and t.moved_to >= $3 and ($5::date is null or (t.moved_to, t.commitment_id) > ($5, $6::uuid))
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
        today,
        limit,
        after.map(|(day, _)| day),
        after.map(|(_, id)| id.0)
    )
    .fetch_all(&mut **tx)
    .await
}

/// Those whose day has passed, the latest first.
pub async fn passed(
    tx: &mut Tx,
    owner: Option<MemberId>,
    today: NaiveDate,
    after: Option<Place>,
    limit: i64,
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
                and k.by_on < $3 and ($5::date is null or (k.by_on, k.id) < ($5, $6::uuid))
                and not exists (
                    select from commitment_turn t
                    where t.workspace_id = k.workspace_id and t.commitment_id = k.id)
            order by k.by_on desc, k.id desc
            limit $4)
            union all
            (select t.commitment_id, t.moved_to
            from commitment_turn t
            join opportunity o
                on o.workspace_id = t.workspace_id and o.id = t.opportunity_id and o.outcome is null
            where t.workspace_id = $1 and ($2::uuid is null or o.owner_id = $2) and t.turn = 'moved'
                and t.moved_to < $3 and ($5::date is null or (t.moved_to, t.commitment_id) < ($5, $6::uuid))
                and not exists (
                    select from commitment_turn l
                    where l.workspace_id = t.workspace_id and l.commitment_id = t.commitment_id
                        and (l.at, l.id) > (t.at, t.id))
            order by t.moved_to desc, t.commitment_id desc
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
        order by d.due_on desc, k.id desc
        limit $4
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today,
        limit,
        after.map(|(day, _)| day),
        after.map(|(_, id)| id.0)
    )
    .fetch_all(&mut **tx)
    .await
}

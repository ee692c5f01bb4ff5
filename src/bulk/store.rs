//! All SQL of this room. The deals themselves are changed by theirs.

use super::change::{Act, BulkChange, Undone};
use crate::{
    database::Tx,
    ids::{BulkChangeId, ContactId, MemberId, OpportunityId},
    opportunities::store::Several,
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// Puts an act on record, with what each deal had before it.
pub async fn record(tx: &mut Tx, id: BulkChangeId, act: Act, before: &[Several]) -> Result<()> {
    let (owner, day) = match act {
        Act::HandOver(owner) => (Some(owner.0), None),
        Act::MoveDate(day) => (None, Some(day)),
    };
    sqlx::query!(
        "
        insert into bulk_change (workspace_id, id, owner_id, customer_date)
        values ($1, $2, $3, $4)
        ",
        tx.workspace().0,
        id.0,
        owner,
        day
    )
    .execute(&mut **tx)
    .await?;
    let deals: Vec<Uuid> = before.iter().map(|deal| deal.id.0).collect();
    let owners: Vec<Uuid> = before.iter().map(|deal| deal.owner_id.0).collect();
    let dates: Vec<_> = before.iter().map(|deal| deal.customer_date).collect();
    let said_by = before.iter().map(|deal| deal.customer_date_by);
    let said_by: Vec<_> = said_by.map(|id| id.map(|id| id.0)).collect();
    let said_on: Vec<_> = before
        .iter()
        .map(|deal| deal.customer_date_said_on)
        .collect();
    let versions: Vec<i32> = before.iter().map(|deal| deal.version + 1).collect();
    sqlx::query!(
        "
        insert into bulk_change_deal (workspace_id, change_id, opportunity_id, owner_was, customer_date_was,
            customer_date_by_was, customer_date_said_on_was, version)
        select $1, $2, d.*
        from unnest($3::uuid[], $4::uuid[], $5::date[], $6::uuid[], $7::date[], $8::int4[]) as d
        ",
        tx.workspace().0,
        id.0,
        &deals,
        &owners,
        &dates as &[Option<NaiveDate>],
        &said_by as &[Option<Uuid>],
        &said_on as &[Option<NaiveDate>],
        &versions
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// An act on record.
pub async fn find(tx: &mut Tx, id: BulkChangeId) -> Result<Option<BulkChange>> {
    let row = sqlx::query!(
        r#"
        select c.owner_id as "owner_id: MemberId", c.customer_date, o.name as "owner?", c.member_id as "member_id: MemberId",
            m.name as by, c.at, n.name as "undone_by?", u.at as "undone_at?"
        from bulk_change c
        join member m
            on m.workspace_id = c.workspace_id and m.id = c.member_id
        left join member o
            on o.workspace_id = c.workspace_id and o.id = c.owner_id
        left join bulk_undo u
            on u.workspace_id = c.workspace_id and u.change_id = c.id
        left join member n
            on n.workspace_id = u.workspace_id and n.id = u.member_id
        where c.workspace_id = $1 and c.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let act = match (row.owner_id, row.customer_date) {
        (Some(owner), _) => Act::HandOver(owner),
        (None, Some(day)) => Act::MoveDate(day),
        (None, None) => return Err(sqlx::Error::Decode("a change of nothing".into())),
    };
    let undone = row.undone_by.zip(row.undone_at);
    Ok(Some(BulkChange {
        act,
        owner: row.owner.unwrap_or_default(),
        member: row.member_id,
        by: row.by,
        at: row.at,
        undone: undone.map(|(by, at)| Undone { by, at }),
    }))
}

/// A deal of an act: as it was before.
#[derive(Clone, Debug)]
pub struct Changed {
    /// With the version that the act left it in.
    pub before: Several,
    /// Nobody has changed it since, and it is open.
    pub is_as_left: bool,
    /// It was put back.
    pub is_put_back: bool,
}

/// The deals of an act, by account and name.
pub async fn deals(tx: &mut Tx, id: BulkChangeId) -> Result<Vec<Changed>> {
    let rows = sqlx::query!(
        r#"
        select o.id as "id: OpportunityId", o.name, a.name as account, d.owner_was as "owner_was: MemberId",
            m.name as owner, d.customer_date_was, d.customer_date_by_was as "said_by: ContactId",
            d.customer_date_said_on_was, d.version, o.version = d.version and o.outcome is null as "is_as_left!",
            coalesce(o.id = any(u.put_back), false) as "is_put_back!"
        from bulk_change_deal d
        join opportunity o
            on o.workspace_id = d.workspace_id and o.id = d.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.owner_was
        left join bulk_undo u
            on u.workspace_id = d.workspace_id and u.change_id = d.change_id
        where d.workspace_id = $1 and d.change_id = $2
        order by lower(a.name), lower(o.name), o.id
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_all(&mut **tx)
    .await?;
    let changed = rows.into_iter().map(|row| Changed {
        before: Several {
            id: row.id,
            name: row.name,
            account: row.account,
            owner_id: row.owner_was,
            owner: row.owner,
            customer_date: row.customer_date_was,
            customer_date_by: row.said_by,
            customer_date_said_on: row.customer_date_said_on_was,
            outcome: None,
            version: row.version,
        },
        is_as_left: row.is_as_left,
        is_put_back: row.is_put_back,
    });
    Ok(changed.collect())
}

/// Puts on record that an act was undone for these deals. False: it was undone already.
pub async fn record_undo(
    tx: &mut Tx,
    id: BulkChangeId,
    put_back: &[OpportunityId],
) -> Result<bool> {
    let put_back: Vec<Uuid> = put_back.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "
        insert into bulk_undo (workspace_id, change_id, put_back)
        values ($1, $2, $3)
        on conflict (workspace_id, change_id) do nothing
        ",
        tx.workspace().0,
        id.0,
        &put_back
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

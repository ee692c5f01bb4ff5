//! Many deals at once: what people know about them, read and changed by the same rule of versions as for one.

use crate::database::{Tx, vocabulary::stored};
use crate::ids::{ContactId, MemberId, OpportunityId};
use crate::journey::terms::OutcomeKind;
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// One of several deals, with what can be changed of all of them.
#[derive(Clone, Debug)]
pub struct Several {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub owner_id: MemberId,
    pub owner: String,
    pub customer_date: Option<NaiveDate>,
    pub customer_date_by: Option<ContactId>,
    pub customer_date_said_on: Option<NaiveDate>,
    pub outcome: Option<OutcomeKind>,
    pub version: i32,
}

/// These deals, by account and name. What is none of this workspace's is left out.
pub async fn several(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<Several>> {
    let rows = sqlx::query!(
        r#"
        select o.id as "id: OpportunityId", o.name, a.name as account, o.owner_id as "owner_id: MemberId", m.name as owner,
            o.customer_date, o.customer_date_by as "customer_date_by: ContactId", o.customer_date_said_on, o.outcome, o.version
        from opportunity o
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join member m
            on m.workspace_id = o.workspace_id and m.id = o.owner_id
        where o.workspace_id = $1 and o.id = any($2)
        order by lower(a.name), lower(o.name), o.id
        "#,
        tx.workspace().0,
        &uuids(ids)
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Several {
                id: row.id,
                name: row.name,
                account: row.account,
                owner_id: row.owner_id,
                owner: row.owner,
                customer_date: row.customer_date,
                customer_date_by: row.customer_date_by,
                customer_date_said_on: row.customer_date_said_on,
                outcome: row.outcome.as_deref().map(stored).transpose()?,
                version: row.version,
            })
        })
        .collect()
}

/// Takes these deals for this transaction, always in the same order: whoever else changes one waits.
pub async fn take_several(tx: &mut Tx, ids: &[OpportunityId]) -> Result<()> {
    sqlx::query!(
        "
        select id
        from opportunity
        where workspace_id = $1 and id = any($2)
        order by id
        for no key update
        ",
        tx.workspace().0,
        &uuids(ids)
    )
    .fetch_all(&mut **tx)
    .await
    .map(drop)
}

/// Gives open deals the owner and the customer's date that stand here, unless somebody changed one since its version.
/// Says which it did.
pub async fn change_several(tx: &mut Tx, deals: &[Several]) -> Result<Vec<OpportunityId>> {
    let column = |of: fn(&Several) -> Option<NaiveDate>| deals.iter().map(of).collect::<Vec<_>>();
    let ids: Vec<Uuid> = deals.iter().map(|deal| deal.id.0).collect();
    let versions: Vec<i32> = deals.iter().map(|deal| deal.version).collect();
    let owners: Vec<Uuid> = deals.iter().map(|deal| deal.owner_id.0).collect();
    let said_by = deals
        .iter()
        .map(|deal| deal.customer_date_by.map(|id| id.0));
    sqlx::query_scalar!(
        r#"
        update opportunity o
        set owner_id = n.owner_id, customer_date = n.customer_date, customer_date_by = n.said_by,
            customer_date_said_on = n.said_on, version = o.version + 1
        from unnest($2::uuid[], $3::int4[], $4::uuid[], $5::date[], $6::uuid[], $7::date[])
            as n (id, version, owner_id, customer_date, said_by, said_on)
        where o.workspace_id = $1 and o.id = n.id and o.version = n.version and o.outcome is null
        returning o.id as "id: OpportunityId"
        "#,
        tx.workspace().0,
        &ids,
        &versions,
        &owners,
        &column(|deal| deal.customer_date) as &[Option<NaiveDate>],
        &said_by.collect::<Vec<_>>() as &[Option<Uuid>],
        &column(|deal| deal.customer_date_said_on) as &[Option<NaiveDate>]
    )
    .fetch_all(&mut **tx)
    .await
}

fn uuids(ids: &[OpportunityId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

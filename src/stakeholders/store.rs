//! All SQL of this room.

use super::stakeholder::{Influence, Part, Stakeholder};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{ContactId, OpportunityId, StakeholderId},
};
use sqlx::Result;

/// Everybody with a part in a deal, by name.
pub async fn of_opportunity(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<Stakeholder>> {
    let rows = sqlx::query!(
        r#"
        select s.id as "id: StakeholderId", s.contact_id as "contact: ContactId", c.name, c.title,
            s.role, s.to_change, s.to_us, s.reach, s.version
        from stakeholder s
        join contact c
            on c.workspace_id = s.workspace_id and c.id = s.contact_id
        where s.workspace_id = $1 and s.opportunity_id = $2 and not s.removed
        order by c.name_key, s.id
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stakeholder {
                id: row.id,
                contact: row.contact,
                name: row.name,
                title: row.title,
                part: Part {
                    role: stored(&row.role)?,
                    to_change: stored(&row.to_change)?,
                    to_us: stored(&row.to_us)?,
                    reach: stored(&row.reach)?,
                },
                version: row.version,
            })
        })
        .collect()
}

/// Who listens to whom among those who have a part in a deal.
pub async fn influence_in(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<Influence>> {
    sqlx::query_as!(
        Influence,
        r#"
        select i.from_id as "from: ContactId", i.to_id as "to: ContactId"
        from influence i
        join stakeholder f
            on f.workspace_id = i.workspace_id and f.opportunity_id = i.opportunity_id and f.contact_id = i.from_id
        join stakeholder t
            on t.workspace_id = i.workspace_id and t.opportunity_id = i.opportunity_id and t.contact_id = i.to_id
        where i.workspace_id = $1 and i.opportunity_id = $2 and not f.removed and not t.removed
        order by i.from_id, i.to_id
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Gives a contact a part in a deal; who was taken out before comes back. False: they have a part already.
pub async fn add(
    tx: &mut Tx,
    deal: OpportunityId,
    id: StakeholderId,
    contact: ContactId,
    part: Part,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into stakeholder as s (workspace_id, id, opportunity_id, contact_id, role, to_change, to_us, reach)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (workspace_id, opportunity_id, contact_id) do update
        set role = excluded.role, to_change = excluded.to_change, to_us = excluded.to_us, reach = excluded.reach,
            removed = false, version = s.version + 1
        where s.removed
        ",
        tx.workspace().0,
        id.0,
        deal.0,
        contact.0,
        part.role.name(),
        part.to_change.name(),
        part.to_us.name(),
        part.reach.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what is said of somebody's part. False: somebody else changed it since this version.
pub async fn change(
    tx: &mut Tx,
    deal: OpportunityId,
    id: StakeholderId,
    version: i32,
    part: Part,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        update stakeholder
        set role = $5, to_change = $6, to_us = $7, reach = $8, version = version + 1
        where workspace_id = $1 and opportunity_id = $2 and id = $3 and version = $4 and not removed
        ",
        tx.workspace().0,
        deal.0,
        id.0,
        version,
        part.role.name(),
        part.to_change.name(),
        part.to_us.name(),
        part.reach.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes somebody out of the group; what is on record about them stays. False: they are out already.
pub async fn remove(tx: &mut Tx, deal: OpportunityId, id: StakeholderId) -> Result<bool> {
    let done = sqlx::query!(
        "
        update stakeholder
        set removed = true, version = version + 1
        where workspace_id = $1 and opportunity_id = $2 and id = $3 and not removed
        ",
        tx.workspace().0,
        deal.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says that one listens to another; both have a part in the deal. False: that was said already.
pub async fn draw_line(tx: &mut Tx, deal: OpportunityId, line: Influence) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into influence (workspace_id, opportunity_id, from_id, to_id)
        values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        tx.workspace().0,
        deal.0,
        line.from.0,
        line.to.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back that one listens to another. False: that is not said any more.
pub async fn take_back(tx: &mut Tx, deal: OpportunityId, line: Influence) -> Result<bool> {
    let done = sqlx::query!(
        "
        delete from influence
        where workspace_id = $1 and opportunity_id = $2 and from_id = $3 and to_id = $4
        ",
        tx.workspace().0,
        deal.0,
        line.from.0,
        line.to.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

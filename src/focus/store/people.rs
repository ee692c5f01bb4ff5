//! Whom a word could come from.

use crate::{
    database::Tx,
    ids::{ContactId, OpportunityId, VerifierId},
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// Who last spoke about these verifiers, on these deals, and is still there.
pub async fn spoke(
    tx: &mut Tx,
    deals: &[Uuid],
    verifiers: &[Uuid],
) -> Result<Vec<(OpportunityId, VerifierId, String, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (b.opportunity_id, b.verifier_id)
            b.opportunity_id as "deal: OpportunityId", b.verifier_id as "verifier: VerifierId", c.name, e.happened_on
        from bearing b
        join evidence e
            on e.workspace_id = b.workspace_id and e.id = b.evidence_id
        join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        where b.workspace_id = $1 and b.opportunity_id = any($2) and b.verifier_id = any($3)
            and c.left_on is null
            and not exists (
                select from withdrawal w
                where w.workspace_id = e.workspace_id and w.id = e.id)
        order by b.opportunity_id, b.verifier_id, e.happened_on desc, e.ordinal desc
        "#,
        tx.workspace().0,
        deals,
        verifiers
    )
    .fetch_all(&mut **tx)
    .await?;
    let spoke = rows.into_iter();
    Ok(spoke
        .map(|row| (row.deal, row.verifier, row.name, row.happened_on))
        .collect())
}

/// Whom plays under way are to draw these verifiers out from, the next day first.
pub async fn planned(
    tx: &mut Tx,
    deals: &[Uuid],
) -> Result<Vec<(OpportunityId, VerifierId, String)>> {
    let rows = sqlx::query!(
        r#"
        select p.opportunity_id as "deal: OpportunityId", p.verifier_id as "verifier: VerifierId", c.name
        from play p
        join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        where p.workspace_id = $1 and p.opportunity_id = any($2) and c.left_on is null
            and not exists (
                select from play_result r
                where r.workspace_id = p.workspace_id and r.play_id = p.id)
        order by p.by_on desc, p.id desc
        "#,
        tx.workspace().0,
        deals
    )
    .fetch_all(&mut **tx)
    .await?;
    let planned = rows.into_iter();
    Ok(planned
        .map(|row| (row.deal, row.verifier, row.name))
        .collect())
}

/// Which of these people have left.
pub async fn left(tx: &mut Tx, people: &[Uuid]) -> Result<Vec<ContactId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: ContactId"
        from contact
        where workspace_id = $1 and id = any($2) and left_on is not null
        "#,
        tx.workspace().0,
        people
    )
    .fetch_all(&mut **tx)
    .await
}

//! Deals whose evidence grows too old.

use crate::database::Tx;
use crate::ids::{OpportunityId, WorkspaceId};
use sqlx::{PgConnection, Result};

/// Deals of any workspace whose evidence has lapsed, the longest ago first. Ids only: whoever acts on one opens its
/// workspace.
pub async fn lapsed_anywhere(
    connection: &mut PgConnection,
    limit: i64,
) -> Result<Vec<(WorkspaceId, OpportunityId)>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", opportunity_id as "deal: OpportunityId"
        from lapse_watch
        where lapses_on <= today()
        order by lapses_on, opportunity_id
        limit $1
        "#,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.workspace, row.deal))
        .collect())
}

/// This workspace's deals whose evidence has lapsed.
pub async fn lapsed_here(tx: &mut Tx) -> Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"
        select opportunity_id as "deal: OpportunityId"
        from lapse_watch
        where workspace_id = $1 and lapses_on <= today()
        order by lapses_on, opportunity_id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Lets a deal stand where its evidence stands today. It is told as a lapse. False: the workspace is in rehearsal, and
/// this transaction does not know its day.
pub async fn settle_lapse(tx: &mut Tx, deal: OpportunityId) -> Result<bool> {
    let done = sqlx::query!(
        "
        select settle_lapse($2)
        from workspace
        where id = $1 and (not rehearsal or current_setting('app.moment', true) <> '')
        ",
        tx.workspace().0,
        deal.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

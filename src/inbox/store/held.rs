//! Held deals whose day has come.

use crate::{
    database::Tx,
    ids::{OpportunityId, WorkspaceId},
};
use sqlx::{PgConnection, Result};

/// Held deals of any workspace whose day has come, the longest ago first. Ids only: whoever acts on one opens its workspace.
pub async fn holds_due(
    connection: &mut PgConnection,
    limit: i64,
) -> Result<Vec<(WorkspaceId, OpportunityId)>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", opportunity_id as "deal: OpportunityId"
        from hold_watch
        where comes_back_on <= today()
        order by comes_back_on, opportunity_id
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

/// Tells the owner of a held deal that its day has come. False: the workspace is in rehearsal, and this transaction does
/// not know its day.
pub async fn tell_hold(tx: &mut Tx, deal: OpportunityId) -> Result<bool> {
    let done = sqlx::query!(
        "
        select tell_hold($2)
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

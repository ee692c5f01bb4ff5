//! Which workspace's forecast is to be worked out.

use crate::{database::Tx, ids::WorkspaceId};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Result};

/// Workspaces whose forecast is due, the longest waiting first.
pub async fn due(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<WorkspaceId>> {
    sqlx::query_scalar!(
        r#"
        select workspace_id as "workspace: WorkspaceId"
        from forecast_watch
        where due_at <= $1
        order by due_at, workspace_id
        limit $2
        "#,
        now,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Takes the work of a workspace until a moment, after which somebody else may. False: another process has it, it is not
/// due, or the workspace is in rehearsal, where it is another day.
pub async fn take(tx: &mut Tx, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "
        update forecast_watch f
        set due_at = $3
        from workspace w
        where f.workspace_id = $1 and w.id = f.workspace_id and f.due_at <= $2 and not w.rehearsal
        ",
        tx.workspace().0,
        now,
        until
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// When to look at this workspace again.
pub async fn look_again(tx: &mut Tx, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update forecast_watch set due_at = $2 where workspace_id = $1",
        tx.workspace().0,
        at
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

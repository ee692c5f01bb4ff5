//! A workspace that is being written, the demo's or a seeded one. Only a workspace in rehearsal obeys a clock that is set, and only
//! the tables' owner can put one into rehearsal: it needs the login that migrates.

use crate::database::{Database, Scope};
use crate::ids::{PersonId, WorkspaceId};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, postgres::PgConnectOptions};

/// A workspace as one of its members finds it.
pub struct Found {
    pub workspace: WorkspaceId,
    /// It was never finished.
    pub in_rehearsal: bool,
}

/// The workspaces of this name, of which somebody with this address is an active member.
pub async fn find(db: &Database, name: &str, email: &str) -> sqlx::Result<Vec<Found>> {
    let Some(person) = person(db, email).await? else {
        return Ok(Vec::new());
    };
    let mut tx = db.begin_as(person).await?;
    sqlx::query_as!(
        Found,
        r#"
        select w.id as "workspace: WorkspaceId", w.rehearsal as in_rehearsal
        from workspace w
        join member m
            on m.workspace_id = w.id
        where m.person_id = $1 and m.deactivated_at is null and w.name = $2
        order by w.created_at
        "#,
        person.0,
        name
    )
    .fetch_all(&mut *tx)
    .await
}

/// The person with this address.
pub async fn person(db: &Database, email: &str) -> sqlx::Result<Option<PersonId>> {
    let mut tx = db.begin_unscoped().await?;
    sqlx::query_scalar!(
        r#"select id as "id: PersonId" from person where email = $1"#,
        email
    )
    .fetch_optional(&mut *tx)
    .await
}

/// Makes a workspace in this currency, in rehearsal, as if it had been at this moment.
pub async fn begin(
    login: &PgConnectOptions,
    name: &str,
    currency: &str,
    at: DateTime<Utc>,
) -> Result<WorkspaceId> {
    let workspace = WorkspaceId::new();
    let mut owner = owner(login, workspace).await?;
    let moment = format!("set app.moment = '{}'", at.to_rfc3339());
    owner.execute(AssertSqlSafe(moment)).await?;
    sqlx::query!(
        "
        insert into workspace (id, name, currency, rehearsal, created_at)
        values ($1, $2, $3, true, $4)
        ",
        workspace.0,
        name,
        currency,
        at
    )
    .execute(&mut owner)
    .await?;
    owner.close().await?;
    Ok(workspace)
}

/// Ends the rehearsal: from now on the workspace's clock is the server's.
pub async fn finish(login: &PgConnectOptions, workspace: WorkspaceId) -> Result<()> {
    let mut owner = owner(login, workspace).await?;
    sqlx::query!(
        "update workspace set rehearsal = false where id = $1",
        workspace.0
    )
    .execute(&mut owner)
    .await?;
    owner.close().await?;
    Ok(())
}

/// Lets the database look over what it holds, so that it plans by what there is now.
pub async fn look_over(login: &PgConnectOptions) -> Result<()> {
    let mut owner = PgConnection::connect_with(login).await?;
    owner.execute("set role saidso_owner").await?;
    // What is not the owner's is passed over with a warning, of which nobody needs to hear.
    owner.execute("set client_min_messages = error").await?;
    owner.execute("analyze").await?;
    Ok(owner.close().await?)
}

/// Puts away a workspace that was not finished: its history cannot be deleted, but nobody is a member of it any more.
pub async fn abandon(
    db: &Database,
    login: &PgConnectOptions,
    workspace: WorkspaceId,
) -> Result<()> {
    finish(login, workspace).await?;
    let mut tx = db
        .begin(Scope {
            workspace,
            member: None,
        })
        .await?;
    sqlx::query!(
        "update member set deactivated_at = now() where workspace_id = $1 and deactivated_at is null",
        workspace.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update workspace set name = name || ' (unfinished)' where id = $1",
        workspace.0
    )
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// As the owner of the tables, who sees one workspace at a time, too.
pub async fn owner(login: &PgConnectOptions, workspace: WorkspaceId) -> Result<PgConnection> {
    let mut connection = PgConnection::connect_with(login).await?;
    connection
        .execute("set role saidso_owner")
        .await
        .with_context(|| {
            format!(
                "the login {} may not set a workspace’s clock: give the database URL of the one that migrates",
                login.get_username()
            )
        })?;
    // Even the owner sees one workspace at a time.
    let scope = format!("set app.workspace_id = '{workspace}'");
    connection.execute(AssertSqlSafe(scope)).await?;
    Ok(connection)
}

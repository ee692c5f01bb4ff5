//! The links that let somebody in: for signing in, and for the first set-up. Secrets come in as their hashes.

use crate::ids::{PersonId, WorkspaceId};
use sqlx::{PgConnection, Result};
use std::time::Duration;
use uuid::Uuid;

/// A sign-in link that was not used yet.
pub struct OpenLink {
    pub person: PersonId,
    pub email: String,
    pub workspace: Option<WorkspaceId>,
}

pub async fn add_link(
    connection: &mut PgConnection,
    token_hash: &[u8],
    person: PersonId,
    workspace: Option<WorkspaceId>,
    valid_for: Duration,
) -> Result<()> {
    sqlx::query!("delete from sign_in_link where expires_at < clock_timestamp()")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        r#"
        insert into sign_in_link (token_hash, person_id, workspace_id, expires_at)
        values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
        "#,
        token_hash,
        person.0,
        workspace.map(Uuid::from),
        valid_for.as_secs_f64()
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn open_link(
    connection: &mut PgConnection,
    token_hash: &[u8],
) -> Result<Option<OpenLink>> {
    sqlx::query_as!(
        OpenLink,
        r#"
        select p.id as "person: PersonId", p.email, l.workspace_id as "workspace: WorkspaceId"
        from sign_in_link l
        join person p
            on p.id = l.person_id
        where l.token_hash = $1 and l.used_at is null and l.expires_at > clock_timestamp()
        "#,
        token_hash
    )
    .fetch_optional(connection)
    .await
}

/// Whether this was the one time that the link lets somebody in.
pub async fn use_link(connection: &mut PgConnection, token_hash: &[u8]) -> Result<bool> {
    let used = sqlx::query!(
        r#"
        update sign_in_link
        set used_at = clock_timestamp()
        where token_hash = $1 and used_at is null and expires_at > clock_timestamp()
        "#,
        token_hash
    )
    .execute(connection)
    .await?;
    Ok(used.rows_affected() == 1)
}

pub async fn add_setup_link(connection: &mut PgConnection, token_hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into setup_link (token_hash) values ($1)",
        token_hash
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn is_setup_link(connection: &mut PgConnection, token_hash: &[u8]) -> Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from setup_link where token_hash = $1 and used_at is null
        ) as "open!"
        "#,
        token_hash
    )
    .fetch_one(connection)
    .await
}

/// Ends all set-up links, those of other processes too. Whether this one was still open.
pub async fn use_setup_link(connection: &mut PgConnection, token_hash: &[u8]) -> Result<bool> {
    let ended = sqlx::query_scalar!(
        r#"
        update setup_link
        set used_at = clock_timestamp()
        where used_at is null
        returning token_hash
        "#
    )
    .fetch_all(connection)
    .await?;
    Ok(ended.iter().any(|hash| hash == token_hash))
}

//! All SQL of this room. It only reads, and sees what its connection may see: everything, or one workspace.

use super::chain::{Entry, Head, Place, StreamKey};
use crate::ids::{PersonId, WorkspaceId};
use sqlx::{Executor, PgConnection, Result};
use uuid::Uuid;

/// The next events after a place, in the ledger's order.
pub async fn events_after(
    connection: &mut PgConnection,
    after: Place,
    limit: i64,
) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", stream_id, seq, member_id, kind, subject_id, hash,
            case when isfinite(at) then (extract(epoch from at) * 1000000)::bigint end as at, body::text as "body!"
        from event
        where (workspace_id, stream_id, seq) > ($1, $2, $3)
        order by workspace_id, stream_id, seq
        limit $4
        "#,
        after.key.workspace.0,
        after.key.stream,
        after.seq,
        limit
    )
    .fetch_all(connection)
    .await?;
    let entries = rows.into_iter().map(|row| Entry {
        key: StreamKey {
            workspace: row.workspace,
            stream: row.stream_id,
        },
        seq: row.seq,
        at: row.at,
        member: row.member_id,
        kind: row.kind,
        subject: row.subject_id,
        body: row.body,
        hash: row.hash,
    });
    Ok(entries.collect())
}

/// The next heads after a stream's, in the ledger's order.
pub async fn heads_after(
    connection: &mut PgConnection,
    after: StreamKey,
    limit: i64,
) -> Result<Vec<Head>> {
    let rows = sqlx::query!(
        r#"
        select workspace_id as "workspace: WorkspaceId", stream_id, seq, hash,
            case when isfinite(at) then (extract(epoch from at) * 1000000)::bigint end as at
        from ledger_head
        where (workspace_id, stream_id) > ($1, $2)
        order by workspace_id, stream_id
        limit $3
        "#,
        after.workspace.0,
        after.stream,
        limit
    )
    .fetch_all(connection)
    .await?;
    let heads = rows.into_iter().map(|row| Head {
        key: StreamKey {
            workspace: row.workspace,
            stream: row.stream_id,
        },
        seq: row.seq,
        at: row.at,
        hash: row.hash,
    });
    Ok(heads.collect())
}

/// A deal or a workspace that the ledger's first event of its stream does not tell of.
pub async fn never_told(connection: &mut PgConnection) -> Result<Option<StreamKey>> {
    let row = sqlx::query!(
        r#"
        select s.workspace_id as "workspace!: WorkspaceId", s.id as "stream!"
        from (
            select o.workspace_id, o.id, 'opportunity added' as kind
            from opportunity o
            union all
            select w.id, w.id, 'workspace added'
            from workspace w
        ) as s
        where not exists (
            select from event e
            where e.workspace_id = s.workspace_id
                and e.stream_id = s.id
                and e.seq = 1
                and e.subject_id = s.id
                and e.kind = s.kind)
        order by s.workspace_id, s.id
        limit 1
        "#
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| StreamKey {
        workspace: row.workspace,
        stream: row.stream,
    }))
}

/// Whether this connection sees every workspace's rows: by its own right, or as the backup's role.
pub async fn sees_everything(connection: &mut PgConnection) -> Result<bool> {
    let by_itself = sqlx::query_scalar!(
        r#"
        select r.rolsuper or r.rolbypassrls as "mighty!"
        from pg_roles r
        where r.rolname = current_user
        "#
    )
    .fetch_one(&mut *connection)
    .await?;
    if by_itself {
        return Ok(true);
    }
    match connection.execute("set role saidso_backup").await {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(refused)) if is_denied(refused.code().as_deref()) => Ok(false),
        Err(error) => Err(error),
    }
}

/// No such role, or not one that this login may become.
fn is_denied(code: Option<&str>) -> bool {
    matches!(code, Some("22023" | "42704" | "42501"))
}

/// Every workspace that somebody is or was a member of, for a login that is shown one at a time. In order.
pub async fn workspaces(connection: &mut PgConnection) -> Result<Vec<WorkspaceId>> {
    connection.execute("set role saidso_app").await?;
    let people = sqlx::query_scalar!(r#"select id as "id: PersonId" from person"#)
        .fetch_all(&mut *connection)
        .await?;
    let mut found = Vec::new();
    for person in people {
        set(connection, "app.person_id", person.0).await?;
        let own = sqlx::query_scalar!(
            r#"select workspace_id as "id: WorkspaceId" from member where person_id = $1"#,
            person.0
        );
        found.extend(own.fetch_all(&mut *connection).await?);
    }
    connection.execute("reset app.person_id").await?;
    found.sort();
    found.dedup();
    Ok(found)
}

/// Shows this connection one workspace.
pub async fn enter(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<()> {
    set(connection, "app.workspace_id", workspace.0).await
}

async fn set(connection: &mut PgConnection, setting: &str, id: Uuid) -> Result<()> {
    sqlx::query!("select set_config($1, $2, false)", setting, id.to_string())
        .fetch_one(connection)
        .await
        .map(drop)
}

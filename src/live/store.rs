//! All SQL of this room.

use crate::{
    database::{Database, Scope, Tx},
    ids::{MemberId, OpportunityId, SessionId, WorkspaceId},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// On which hints are told.
pub const CHANNEL: &str = "saidso_live";

/// Tells every process.
pub async fn notify(db: &Database, message: &str) -> Result<()> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, message)
        .execute(&db.pool)
        .await
        .map(drop)
}

/// What happened to a deal after this event: how far its ledger has come, and which tables changed.
pub async fn missed(
    tx: &mut Tx,
    deal: OpportunityId,
    since: i64,
) -> Result<(i64, BTreeSet<String>)> {
    let rows = sqlx::query!(
        r#"
        select split_part(e.kind, ' ', 1) as "topic!", max(e.seq) as "seq!"
        from event e
        where e.workspace_id = $1 and e.stream_id = $2 and e.seq > $3
        group by 1
        "#,
        tx.workspace().0,
        deal.0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    let seq = rows.iter().map(|row| row.seq).max().unwrap_or(since);
    Ok((seq, rows.into_iter().map(|row| row.topic).collect()))
}

/// Whether anything at all happened in the workspace since a moment.
pub async fn stirred(tx: &mut Tx, since: DateTime<Utc>) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from event e where e.workspace_id = $1 and e.at > $2) as "stirred!""#,
        tx.workspace().0,
        since
    )
    .fetch_one(&mut **tx)
    .await
}

/// Which of these sessions are still signed in to the workspace.
pub async fn still_good(
    db: &Database,
    workspace: WorkspaceId,
    sessions: &HashSet<SessionId>,
) -> Result<HashSet<SessionId>> {
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.0).collect();
    let mut tx = db
        .read(Scope {
            workspace,
            member: None,
        })
        .await?;
    let good = sqlx::query_scalar!(
        r#"
        select s.id as "id: SessionId"
        from session s
        join member m
            on m.workspace_id = s.workspace_id and m.person_id = s.person_id and m.deactivated_at is null
        where s.id = any ($1)
            and s.workspace_id = $2
            and s.expires_at > clock_timestamp()
        "#,
        &ids,
        workspace.0
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(good.into_iter().collect())
}

/// Says that a process runs. False: the others had given it up, and with it everybody it showed.
pub async fn run(db: &Database, process: Uuid) -> Result<bool> {
    sqlx::query_scalar!(
        r#"
        insert into live_process (id) values ($1)
        on conflict (id) do update set seen_at = clock_timestamp()
        returning (xmax <> 0) as "was_known!"
        "#,
        process
    )
    .fetch_one(&db.pool)
    .await
}

/// Forgets a process that stops, or those that were silent for four signs of life. How many.
pub async fn forget(db: &Database, process: Option<Uuid>) -> Result<u64> {
    sqlx::query!(
        "
        delete from live_process
        where id = $1
            or $1 is null and seen_at < clock_timestamp() - interval '40 seconds'
        ",
        process
    )
    .execute(&db.pool)
    .await
    .map(|done| done.rows_affected())
}

/// Somebody opened a deal's page.
pub async fn arrive(
    tx: &mut Tx,
    deal: OpportunityId,
    member: MemberId,
    id: Uuid,
    process: Uuid,
) -> Result<()> {
    sqlx::query!(
        "
        insert into presence (workspace_id, stream_id, id, member_id, process_id)
        values ($1, $2, $3, $4, $5)
        ",
        tx.workspace().0,
        deal.0,
        id,
        member.0,
        process
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// … and left it.
pub async fn leave(tx: &mut Tx, deal: OpportunityId, id: Uuid) -> Result<()> {
    sqlx::query!(
        "delete from presence where workspace_id = $1 and stream_id = $2 and id = $3",
        tx.workspace().0,
        deal.0,
        id
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// A member who has a deal's page open.
pub struct Here {
    pub id: MemberId,
    pub name: String,
    pub hue: i16,
}

/// Who has a deal's page open, in any process that still gives a sign of life.
pub async fn here(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<Here>> {
    sqlx::query_as!(
        Here,
        r#"
        select distinct m.name, m.id as "id: MemberId", m.hue
        from presence p
        join live_process l
            on l.id = p.process_id and l.seen_at > clock_timestamp() - interval '30 seconds'
        join member m
            on m.workspace_id = p.workspace_id and m.id = p.member_id
        where p.workspace_id = $1 and p.stream_id = $2
        order by m.name, m.id
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await
}

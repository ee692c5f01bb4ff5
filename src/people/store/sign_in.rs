//! Sessions, and the count of failed sign-ins. Secrets come in as their hashes.
//! What is over is deleted where something new of its kind is written.

use crate::{
    ids::{MemberId, PersonId, SessionId, WorkspaceId},
    people::{browser::Browser, visitor::Visitor},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool, Result};
use uuid::Uuid;

/// One of a person's own sessions.
pub struct Session {
    pub id: SessionId,
    pub browser: String,
    pub address: String,
    pub seen_at: DateTime<Utc>,
}

pub async fn begin_session(
    connection: &mut PgConnection,
    token_hash: &[u8],
    person: PersonId,
    workspace: Option<WorkspaceId>,
    browser: &Browser,
) -> Result<()> {
    sqlx::query!("delete from session where expires_at < clock_timestamp()")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        r#"
        insert into session (id, token_hash, person_id, workspace_id, browser, address, expires_at)
        values ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '30 days')
        "#,
        SessionId::new().0,
        token_hash,
        person.0,
        workspace.map(Uuid::from),
        browser.agent,
        browser.address.to_string()
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn visitor(connection: &mut PgConnection, token_hash: &[u8]) -> Result<Option<Visitor>> {
    sqlx::query_as!(
        Visitor,
        r#"
        select s.id as "session: SessionId", p.id as "person: PersonId", p.email
        from session s
        join person p
            on p.id = s.person_id
        where s.token_hash = $1 and s.expires_at > clock_timestamp()
        "#,
        token_hash
    )
    .fetch_optional(connection)
    .await
}

/// Who a session's secret belongs to, and as which member where it has a workspace open.
pub struct SignedIn {
    pub session: SessionId,
    pub person: PersonId,
    pub email: String,
    pub time_zone: String,
    pub memberships: i64,
    pub unread: i64,
    pub workspace: Option<WorkspaceId>,
    pub workspace_name: Option<String>,
    pub currency: Option<String>,
    pub member: Option<MemberId>,
    pub member_name: Option<String>,
    pub hue: Option<i16>,
    pub role: Option<String>,
}

/// The one look-up of every page. None: the session is over, or never was.
pub async fn signed_in(pool: &PgPool, token_hash: &[u8]) -> Result<Option<SignedIn>> {
    sqlx::query_as!(
        SignedIn,
        r#"
        select session_id as "session!: SessionId", person_id as "person!: PersonId",
            workspace_id as "workspace: WorkspaceId", workspace_name, currency,
            member_id as "member: MemberId", member_name, hue, role,
            email as "email!", time_zone as "time_zone!", memberships as "memberships!",
            unread as "unread!"
        from viewer_of($1)
        "#,
        token_hash
    )
    .fetch_optional(pool)
    .await
}

/// The latest seen first.
pub async fn sessions(connection: &mut PgConnection, person: PersonId) -> Result<Vec<Session>> {
    sqlx::query_as!(
        Session,
        r#"
        select id as "id: SessionId", browser, address, seen_at
        from session
        where person_id = $1 and expires_at > clock_timestamp()
        order by seen_at desc, id desc
        "#,
        person.0
    )
    .fetch_all(connection)
    .await
}

pub async fn end_session_of(connection: &mut PgConnection, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("delete from session where token_hash = $1", token_hash)
        .execute(connection)
        .await
        .map(drop)
}

pub async fn end_session(
    connection: &mut PgConnection,
    person: PersonId,
    session: SessionId,
) -> Result<()> {
    sqlx::query!(
        "delete from session where person_id = $1 and id = $2",
        person.0,
        session.0
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn end_sessions_except(
    connection: &mut PgConnection,
    person: PersonId,
    kept: SessionId,
) -> Result<()> {
    sqlx::query!(
        "delete from session where person_id = $1 and id <> $2",
        person.0,
        kept.0
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Ends every way in that somebody else may hold: sessions, and links not used yet.
pub async fn end_all(connection: &mut PgConnection, person: PersonId) -> Result<()> {
    sqlx::query!("delete from session where person_id = $1", person.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("delete from sign_in_link where person_id = $1", person.0)
        .execute(connection)
        .await
        .map(drop)
}

pub async fn open_workspace(
    connection: &mut PgConnection,
    session: SessionId,
    workspace: WorkspaceId,
) -> Result<()> {
    sqlx::query!(
        "update session set workspace_id = $2 where id = $1",
        session.0,
        workspace.0
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn note_attempt(
    connection: &mut PgConnection,
    id: Uuid,
    account_hash: &[u8],
    address: &str,
) -> Result<()> {
    sqlx::query!("delete from sign_in_failure where at < clock_timestamp() - interval '1 hour'")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into sign_in_failure (id, account_hash, address) values ($1, $2, $3)",
        id,
        account_hash,
        address
    )
    .execute(connection)
    .await
    .map(drop)
}

/// How many seconds to wait, where the last minutes hold more attempts than are allowed: for the account, for the address.
pub async fn seconds_to_wait(
    connection: &mut PgConnection,
    account_hash: &[u8],
    address: &str,
    (per_account, per_address): (i64, i64),
) -> Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"
        select ceil(extract(epoch from max(over.at) + interval '15 minutes' - clock_timestamp()))::bigint
        from (
            (select f.at
            from sign_in_failure f
            where f.account_hash = $1 and f.at > clock_timestamp() - interval '15 minutes'
            order by f.at desc
            offset $3
            limit 1)
            union all
            (select f.at
            from sign_in_failure f
            where f.address = $2 and f.at > clock_timestamp() - interval '15 minutes'
            order by f.at desc
            offset $4
            limit 1)
        ) as over
        "#,
        account_hash,
        address,
        per_account,
        per_address
    )
    .fetch_one(connection)
    .await
}

pub async fn forget_attempt(connection: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from sign_in_failure where id = $1", id)
        .execute(connection)
        .await
        .map(drop)
}

pub async fn forget_attempts_on(connection: &mut PgConnection, account_hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "delete from sign_in_failure where account_hash = $1",
        account_hash
    )
    .execute(connection)
    .await
    .map(drop)
}

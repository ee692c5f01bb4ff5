//! All SQL of this room: people and workspaces here, the rest by noun.

mod invitations;
mod links;
mod members;
mod sign_in;

pub use invitations::*;
pub use links::*;
pub use members::*;
pub use sign_in::*;

use super::{password::PasswordHash, person::WorkspaceName, setup::NewPerson};
use crate::{
    database::Tx,
    ids::{PersonId, WorkspaceId},
    money::Currency,
};
use chrono_tz::Tz;
use sqlx::{PgConnection, Result};

/// A person as found by their address.
pub struct Known {
    pub id: PersonId,
    pub password_hash: Option<String>,
}

/// A workspace that a person is an active member of.
pub struct Membership {
    pub workspace: WorkspaceId,
    pub name: String,
    pub role: String,
}

/// Whether anybody can sign in at all: until then, Saidso waits to be set up.
pub async fn is_anybody_here(connection: &mut PgConnection) -> Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from person) as "there!""#)
        .fetch_one(connection)
        .await
}

pub async fn person_of(connection: &mut PgConnection, email: &str) -> Result<Option<Known>> {
    sqlx::query_as!(
        Known,
        r#"
        select id as "id: PersonId", password_hash
        from person
        where email = $1
        "#,
        email
    )
    .fetch_optional(connection)
    .await
}

/// Makes a person; none, where somebody has this address already.
pub async fn add_person(
    connection: &mut PgConnection,
    new: &NewPerson,
) -> Result<Option<PersonId>> {
    sqlx::query_scalar!(
        r#"
        insert into person (id, email, password_hash, time_zone)
        values ($1, $2, $3, $4)
        on conflict (email) do nothing
        returning id as "id: PersonId"
        "#,
        PersonId::new().0,
        new.email.as_str(),
        new.password.as_ref().map(PasswordHash::as_str),
        new.zone.name()
    )
    .fetch_optional(connection)
    .await
}

/// The person with this address, who is made where there is none. One who is there keeps password and time zone.
pub async fn find_or_add_person(
    connection: &mut PgConnection,
    new: &NewPerson,
) -> Result<PersonId> {
    if let Some(added) = add_person(&mut *connection, new).await? {
        return Ok(added);
    }
    sqlx::query_scalar!(
        r#"select id as "id: PersonId" from person where email = $1"#,
        new.email.as_str()
    )
    .fetch_one(connection)
    .await
}

/// What the person that this transaction was opened for is called in another workspace.
pub async fn name_elsewhere(
    connection: &mut PgConnection,
    person: PersonId,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "select name from member where person_id = $1 order by joined_at desc limit 1",
        person.0
    )
    .fetch_optional(connection)
    .await
}

pub async fn set_password(
    connection: &mut PgConnection,
    person: PersonId,
    password_hash: &str,
) -> Result<()> {
    sqlx::query!(
        "update person set password_hash = $2 where id = $1",
        person.0,
        password_hash
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn forget_password(connection: &mut PgConnection, person: PersonId) -> Result<()> {
    sqlx::query!(
        "update person set password_hash = null where id = $1",
        person.0
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn set_time_zone(
    connection: &mut PgConnection,
    person: PersonId,
    zone: Tz,
) -> Result<()> {
    sqlx::query!(
        "update person set time_zone = $2 where id = $1",
        person.0,
        zone.name()
    )
    .execute(connection)
    .await
    .map(drop)
}

/// The workspaces of the person that this transaction was opened for.
pub async fn memberships(
    connection: &mut PgConnection,
    person: PersonId,
) -> Result<Vec<Membership>> {
    sqlx::query_as!(
        Membership,
        r#"
        select w.id as "workspace: WorkspaceId", w.name, m.role
        from member m
        join workspace w
            on w.id = m.workspace_id
        where m.person_id = $1 and m.deactivated_at is null
        order by w.name, w.id
        "#,
        person.0
    )
    .fetch_all(connection)
    .await
}

/// The workspace to begin with: where the person was last, else the one they joined first; none, where they are an
/// active member of none. In a transaction that was opened for this person.
pub async fn workspace_to_open(
    connection: &mut PgConnection,
    person: PersonId,
) -> Result<Option<WorkspaceId>> {
    sqlx::query_scalar!(
        r#"
        select m.workspace_id as "workspace: WorkspaceId"
        from member m
        left join (
            select s.workspace_id, max(s.seen_at) as seen_at
            from session s
            where s.person_id = $1
            group by s.workspace_id
        ) as been
            on been.workspace_id = m.workspace_id
        where m.person_id = $1 and m.deactivated_at is null
        order by been.seen_at desc nulls last, m.joined_at
        limit 1
        "#,
        person.0
    )
    .fetch_optional(connection)
    .await
}

pub async fn add_workspace(tx: &mut Tx, name: &WorkspaceName, currency: Currency) -> Result<()> {
    sqlx::query!(
        r#"
        insert into workspace (id, name, currency)
        values ($1, $2, $3)
        "#,
        tx.workspace().0,
        name.as_str(),
        currency.code()
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub async fn change_workspace(tx: &mut Tx, name: &WorkspaceName, currency: Currency) -> Result<()> {
    sqlx::query!(
        "update workspace set name = $2, currency = $3 where id = $1",
        tx.workspace().0,
        name.as_str(),
        currency.code()
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub async fn workspace_name(tx: &mut Tx) -> Result<Option<String>> {
    sqlx::query_scalar!("select name from workspace where id = $1", tx.workspace().0)
        .fetch_optional(&mut **tx)
        .await
}

//! What stories take for granted, written straight into the database.

use super::House;
use saidso::{
    app::App,
    database::Scope,
    ids::{MemberId, PersonId, SessionId, WorkspaceId},
    journeys,
    opportunities::lapse,
    people::token::Token,
};
use sqlx::{PgConnection, query, query_scalar};

/// A workspace with the journeys that every workspace starts with.
pub async fn workspace(house: &House, name: &str) -> WorkspaceId {
    let workspace = WorkspaceId::new();
    let mut tx = house
        .database
        .begin(nobody(workspace))
        .await
        .expect("begun");
    query("insert into workspace (id, name) values ($1, $2)")
        .bind(workspace.0)
        .bind(name)
        .execute(&mut *tx)
        .await
        .expect("a workspace");
    journeys::store::seed(&mut tx).await.expect("journeys");
    tx.commit().await.expect("committed");
    workspace
}

/// A member who is signed in: their id, and what their cookie holds.
pub async fn member(
    house: &House,
    workspace: WorkspaceId,
    name: &str,
    role: &str,
) -> (MemberId, String) {
    let (person, member) = (PersonId::new(), MemberId::new());
    let mut tx = house
        .database
        .begin(nobody(workspace))
        .await
        .expect("begun");
    query("insert into person (id, email) values ($1, $2)")
        .bind(person.0)
        .bind(format!("{person}@northwind.example"))
        .execute(&mut *tx)
        .await
        .expect("a person");
    query("insert into member (workspace_id, id, person_id, name, role, hue) values ($1, $2, $3, $4, $5, 3)")
        .bind(workspace.0)
        .bind(member.0)
        .bind(person.0)
        .bind(name)
        .bind(role)
        .execute(&mut *tx)
        .await
        .expect("a member");
    let token = session(&mut tx, workspace, member).await;
    tx.commit().await.expect("committed");
    (member, token)
}

/// A session of a member: what the cookie holds.
async fn session(tx: &mut PgConnection, workspace: WorkspaceId, member: MemberId) -> String {
    let token = Token::mint();
    query(
        "insert into session (id, token_hash, person_id, workspace_id, expires_at)
         select $1, $2, m.person_id, m.workspace_id, now() + interval '1 day'
         from member m where m.workspace_id = $3 and m.id = $4",
    )
    .bind(SessionId::new().0)
    .bind(token.hash())
    .bind(workspace.0)
    .bind(member.0)
    .execute(tx)
    .await
    .expect("a session");
    token.text()
}

/// The same member in another browser.
pub async fn another_session(house: &House, workspace: WorkspaceId, member: MemberId) -> String {
    let mut tx = house
        .database
        .begin(nobody(workspace))
        .await
        .expect("begun");
    let token = session(&mut tx, workspace, member).await;
    tx.commit().await.expect("committed");
    token
}

/// Lets the clock of a workspace be set.
pub async fn rehearse(house: &House, workspace: WorkspaceId) {
    query("update workspace set rehearsal = true where id = $1")
        .bind(workspace.0)
        .execute(&house.db.superuser)
        .await
        .expect("a rehearsal");
}

/// What the server does by itself when time has passed.
pub async fn let_time_pass(app: &App, workspace: WorkspaceId) {
    let settled = lapse::settle_in(&app.db, workspace).await;
    settled.expect("settled");
}

pub async fn events(house: &House) -> i64 {
    query_scalar("select count(*) from event")
        .fetch_one(&house.db.superuser)
        .await
        .expect("a number")
}

pub async fn events_of(house: &House, workspace: WorkspaceId) -> i64 {
    query_scalar("select count(*) from event where workspace_id = $1")
        .bind(workspace.0)
        .fetch_one(&house.db.superuser)
        .await
        .expect("a number")
}

fn nobody(workspace: WorkspaceId) -> Scope {
    Scope {
        workspace,
        member: None,
    }
}

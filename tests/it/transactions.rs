//! What a transaction promises, whatever a handler does in it.

use crate::{house_rules::files, world::TestDb};
use saidso::{
    database::{Database, Scope, Tx, migrate},
    error::AppError,
    ids::{MemberId, WorkspaceId},
};
use sqlx::{Executor, Row};

async fn database(connections: u32) -> Database {
    let options = TestDb::new().await.app.connect_options();
    Database::lazy((*options).clone(), connections)
}

fn scope() -> Scope {
    Scope {
        workspace: WorkspaceId::new(),
        member: Some(MemberId::new()),
    }
}

async fn setting(tx: &mut Tx, name: &str) -> String {
    let settings = "select current_setting('app.workspace_id', true) as workspace, \
        current_setting('app.member_id', true) as member, current_user::text as role";
    tx.fetch_one(settings).await.expect("a row").get(name)
}

/// Makes a workspace, as far as this transaction goes.
async fn write(tx: &mut Tx) {
    let workspace = tx.workspace();
    let insert = format!("insert into workspace (id, name) values ('{workspace}', 'Acme')");
    let insert = sqlx::AssertSqlSafe(insert);
    tx.execute(insert).await.expect("written");
}

/// After others had their turn so many times.
async fn after(turns: u32) {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
}

async fn is_there(db: &Database, scope: Scope) -> bool {
    let mut tx = db.read(scope).await.expect("a transaction");
    tx.fetch_optional("select from workspace")
        .await
        .expect("read")
        .is_some()
}

#[tokio::test]
async fn a_transaction_knows_its_workspace_and_the_next_one_does_not() {
    let db = database(1).await;
    let scope = scope();
    let mut tx = db.begin(scope).await.expect("a transaction");
    assert_eq!(setting(&mut tx, "role").await, "saidso_app");
    assert_eq!(
        setting(&mut tx, "workspace").await,
        scope.workspace.to_string()
    );
    assert_eq!(
        Some(setting(&mut tx, "member").await),
        tx.member().map(|member| member.to_string())
    );
    tx.commit().await.expect("committed");
    let mut next = db.begin_unscoped().await.expect("a transaction");
    let left = next.fetch_one("select current_setting('app.workspace_id', true)");
    assert_eq!(left.await.expect("a row").get::<String, _>(0), "");
}

#[tokio::test]
async fn what_is_committed_stays_and_what_is_dropped_does_not() {
    let db = database(2).await;
    let (kept, dropped) = (scope(), scope());
    let mut tx = db.begin(kept).await.expect("a transaction");
    write(&mut tx).await;
    tx.commit().await.expect("committed");
    let mut tx = db.begin(dropped).await.expect("a transaction");
    write(&mut tx).await;
    drop(tx);
    assert_eq!(
        (is_there(&db, kept).await, is_there(&db, dropped).await),
        (true, false)
    );
}

#[tokio::test]
async fn the_commit_of_a_failed_transaction_is_an_error() {
    let db = database(2).await;
    let scope = scope();
    let mut tx = db.begin(scope).await.expect("a transaction");
    write(&mut tx).await;
    tx.execute("select 1 / 0")
        .await
        .expect_err("division by zero");
    tx.commit().await.expect_err("nothing was written");
    assert!(!is_there(&db, scope).await);
}

#[tokio::test]
async fn who_goes_away_while_a_transaction_begins_leaves_nothing_to_the_next() {
    let db = database(1).await;
    for time in 0..400 {
        tokio::select! {
            biased;
            () = after(time % 20) => {}
            tx = db.read(scope()) => drop(tx.expect("a transaction")),
        }
        let mut tx = db.begin(scope()).await.expect("a transaction");
        write(&mut tx).await;
        assert!(tx.commit().await.is_ok(), "the time {time}");
    }
}

#[tokio::test]
async fn a_reading_transaction_writes_nothing() {
    let db = database(1).await;
    let mut tx = db.read(scope()).await.expect("a transaction");
    let refused = tx.execute("insert into workspace (id, name) values (gen_random_uuid(), 'x')");
    let code = refused
        .await
        .expect_err("read only")
        .into_database_error()
        .and_then(|error| error.code().map(|code| code.into_owned()));
    assert_eq!(code.as_deref(), Some("25006"));
}

#[tokio::test]
async fn who_finds_no_free_connection_is_told_to_come_back() {
    let db = database(1).await;
    let _taken = db.begin(scope()).await.expect("a transaction");
    let refused = db.begin(scope()).await.map(drop).expect_err("none is free");
    assert!(matches!(AppError::from(refused), AppError::Busy));
}

#[tokio::test]
async fn a_lock_that_does_not_come_free_is_busy_too() {
    let db = database(2).await;
    let mut taken = db.begin(scope()).await.expect("a transaction");
    taken
        .execute("select pg_advisory_xact_lock(1)")
        .await
        .expect("locked");
    let mut waiting = db.begin(scope()).await.expect("a transaction");
    let refused = waiting.execute("select pg_advisory_xact_lock(1)").await;
    assert!(matches!(
        AppError::from(refused.expect_err("taken")),
        AppError::Busy
    ));
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let test = TestDb::new().await;
    let options = (*test.superuser.connect_options()).clone();
    migrate::run(&options).await.expect("migrated");
    migrate::run(&options).await.expect("migrated again");
    let app = (*test.app.connect_options()).clone();
    let db = Database::connect(app, 1).await.expect("fit to serve from");
    let mut connection = db.pool.acquire().await.expect("a connection");
    assert_eq!(migrate::pending(&mut connection).await.expect("read"), 0);
    connection
        .execute("create temporary table opportunity (id int)")
        .await
        .expect_err("a temporary table could stand in for a guarded one");
}

#[tokio::test]
async fn a_connection_keeps_every_statement_of_the_product_prepared() {
    let db = database(1).await;
    let known = files(".sqlx", "json").len();
    assert!(known > 300, "the queries are where they are looked for");
    // Beside those whose text is known while building, lists are put together when they are asked for.
    let all = known + 100;
    let mut connection = db.pool.acquire().await.expect("a connection");
    for number in 0..all {
        let statement = sqlx::AssertSqlSafe(format!("select {number}"));
        let answer: i32 = sqlx::query_scalar(statement)
            .fetch_one(&mut *connection)
            .await
            .expect("an answer");
        assert_eq!(usize::try_from(answer), Ok(number));
    }
    let prepared: i64 = sqlx::query_scalar(
        "select count(*) from pg_prepared_statements where statement ~ '^select [0-9]'",
    )
    .fetch_one(&mut *connection)
    .await
    .expect("a count");
    assert_eq!(usize::try_from(prepared), Ok(all));
}

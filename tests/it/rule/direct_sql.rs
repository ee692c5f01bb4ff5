//! Somebody with the server's own database role and a SQL prompt tries every way round the gate.

use super::ground::{self, Ground};
use crate::world::TestDb;
use chrono::Utc;
use sqlx::{AssertSqlSafe, Executor, PgPool};

/// Runs one statement as the server's role inside the ground's workspace; says how it was refused.
async fn attempt(app: &PgPool, g: &Ground, statement: String) -> Result<u64, String> {
    let mut tx = ground::begin(app, g, None).await;
    let done = (&mut *tx).execute(AssertSqlSafe(statement)).await;
    match done {
        Ok(done) => {
            tx.commit().await.unwrap();
            Ok(done.rows_affected())
        }
        Err(sqlx::Error::Database(error)) => Err(error.message().to_owned()),
        Err(error) => panic!("{error}"),
    }
}

async fn is_refused(db: &TestDb, g: &Ground, statement: String) {
    let answer = attempt(&db.app, g, statement.clone()).await;
    assert!(answer.is_err(), "went through: {statement}");
}

#[tokio::test]
async fn nobody_jumps_a_stage_or_starts_further_on() {
    let db = TestDb::new().await;
    let g = ground::lay(&db.app, &db.superuser, false).await;
    let mut tx = ground::begin(&db.app, &g, None).await;
    let deal = ground::open_deal(&mut tx, &g).await;
    tx.commit().await.unwrap();
    let (ws, account, member) = (g.workspace, g.account, g.member);
    let insert = |columns: &str, values: &str| {
        format!(
            "insert into opportunity (workspace_id, id, account_id, name, owner_id, currency, journey_id, edition_id{columns})
             values ('{ws}', gen_random_uuid(), '{account}', 'Deal', '{member}', 'EUR', '{}', '{}'{values})",
            g.journey, g.edition
        )
    };
    for statement in [
        format!("update opportunity set stage = 2 where id = '{deal}'"),
        format!("update opportunity set stage = 3, phase = 3 where id = '{deal}'"),
        format!("update opportunity set ready = true where id = '{deal}'"),
        format!("update opportunity set outcome = 'won' where id = '{deal}'"),
        format!("update opportunity set edition_id = gen_random_uuid() where id = '{deal}'"),
        format!("delete from opportunity where id = '{deal}'"),
        "truncate opportunity cascade".into(),
        insert(", stage", ", 3"),
        insert(", phase", ", 6"),
        insert(", outcome", ", 'won'"),
        format!(
            "insert into passage (workspace_id, id, opportunity_id, from_stage) values ('{ws}', gen_random_uuid(), '{deal}', 1)"
        ),
        format!(
            "insert into passage (workspace_id, id, opportunity_id, from_stage) values ('{ws}', gen_random_uuid(), '{deal}', 2)"
        ),
        format!(
            "insert into passage (workspace_id, id, opportunity_id, from_stage, to_stage) values ('{ws}', gen_random_uuid(), '{deal}', 1, 3)"
        ),
        format!(
            "insert into outcome (workspace_id, id, opportunity_id, kind) values ('{ws}', gen_random_uuid(), '{deal}', 'won')"
        ),
        format!(
            "insert into fall_back (workspace_id, id, opportunity_id, from_stage, to_stage, cause, no_longer) values ('{ws}', gen_random_uuid(), '{deal}', 1, 3, 'lapse', '{{}}')"
        ),
        "select settle_deal(o, 'lapse', null) from opportunity o".into(),
        "select lock_deal(id) from opportunity".into(),
        "update workspace set rehearsal = true".into(),
        "alter table opportunity disable trigger all".into(),
        "set session_replication_role = replica".into(),
        "drop trigger pass_gate on passage".into(),
        "create or replace function today() returns date language sql return '2020-01-01'::date"
            .into(),
    ] {
        is_refused(&db, &g, statement).await;
    }
}

#[tokio::test]
async fn nobody_changes_evidence_or_the_ledger() {
    let db = TestDb::new().await;
    let g = ground::lay(&db.app, &db.superuser, false).await;
    let mut tx = ground::begin(&db.app, &g, None).await;
    let deal = ground::open_deal(&mut tx, &g).await;
    let evidence = ground::record(
        &mut tx,
        &g,
        deal,
        Utc::now().date_naive(),
        3,
        &[(g.verifiers[0].0, true)],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let ws = g.workspace;
    for table in [
        "evidence",
        "bearing",
        "event",
        "ledger_head",
        "passage",
        "fall_back",
        "outcome",
        "challenge",
        "tailoring",
        "withdrawal",
    ] {
        is_refused(&db, &g, format!("delete from {table}")).await;
        is_refused(
            &db,
            &g,
            format!("update {table} set workspace_id = workspace_id"),
        )
        .await;
        is_refused(&db, &g, format!("truncate {table} cascade")).await;
    }
    for statement in [
        format!("update evidence set strength = 5 where id = '{evidence}'"),
        format!("update evidence set words = 'We sign.' where id = '{evidence}'"),
        format!(
            "insert into event (workspace_id, stream_id, seq, at, kind, subject_id, body, hash) values ('{ws}', '{deal}', 99, now(), 'passage added', '{deal}', '{{}}', '')"
        ),
        format!("select append_event('{deal}', 'passage added', '{deal}', '{{}}')"),
        format!(
            "insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength) values ('{ws}', gen_random_uuid(), '{deal}', '{}', 'x', current_date, 'email', 5)",
            g.speaker
        ),
        format!(
            "insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength) values ('{ws}', gen_random_uuid(), '{deal}', '{}', 'x', current_date + 3, 'email', 3)",
            g.speaker
        ),
        format!(
            "insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength, ordinal) values ('{ws}', gen_random_uuid(), '{deal}', '{}', 'x', current_date, 'email', 3, 999)",
            g.speaker
        ),
    ] {
        is_refused(&db, &g, statement).await;
    }
    // not even the owner of the tables
    let owner_tries = sqlx::query("delete from evidence")
        .execute(&db.superuser)
        .await;
    assert!(
        owner_tries.is_err(),
        "the superuser's plain delete went through the trigger"
    );
}

#[tokio::test]
async fn nobody_loosens_a_published_journey() {
    let db = TestDb::new().await;
    let g = ground::lay(&db.app, &db.superuser, false).await;
    let (ws, edition, verifier) = (g.workspace, g.edition, g.verifiers[0].0);
    for statement in [
        format!("update verifier set required = false where id = '{verifier}'"),
        format!("update verifier set least_strength = 2 where edition_id = '{edition}'"),
        format!("delete from verifier where id = '{verifier}'"),
        format!(
            "insert into verifier (workspace_id, id, edition_id, stage_id, position, statement, dimension, least_strength) values ('{ws}', gen_random_uuid(), '{edition}', '{}', 9, 'They nod', 'progress', 2)",
            g.stages[0]
        ),
        format!("update stage set position = 7 where edition_id = '{edition}'"),
        format!("delete from stage where edition_id = '{edition}'"),
        format!("update edition set published_at = null where id = '{edition}'"),
        format!("delete from edition where id = '{edition}'"),
    ] {
        is_refused(&db, &g, statement).await;
    }
}

#[tokio::test]
async fn no_temporary_table_shadows_a_gate_table() {
    let db = TestDb::new().await;
    let g = ground::lay(&db.app, &db.superuser, false).await;
    is_refused(&db, &g, "create temporary table verifier (id uuid)".into()).await;
    is_refused(
        &db,
        &g,
        "create table public.verifier_copy (id uuid)".into(),
    )
    .await;
    is_refused(
        &db,
        &g,
        "create function public.current_workspace_copy() returns uuid language sql return null"
            .into(),
    )
    .await;
    is_refused(&db, &g, "create schema elsewhere".into()).await;
}

#[tokio::test]
async fn another_workspace_is_neither_seen_nor_written() {
    let db = TestDb::new().await;
    let mine = ground::lay(&db.app, &db.superuser, false).await;
    let theirs = ground::lay(&db.app, &db.superuser, false).await;
    let mut tx = ground::begin(&db.app, &theirs, None).await;
    let deal = ground::open_deal(&mut tx, &theirs).await;
    tx.commit().await.unwrap();

    let isolated: Vec<String> = sqlx::query_scalar(
        "select c.table_name::text from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE'
            and c.table_name not in ('session', 'sign_in_link', 'lapse_watch', 'hold_watch', 'digest_watch', 'debrief_watch', 'forecast_watch')
            and has_table_privilege('saidso_app', to_regclass('public.' || quote_ident(c.table_name)), 'select') -- what it may not read at all, it does not see",
    )
    .fetch_all(&db.superuser)
    .await
    .unwrap();
    assert!(isolated.len() > 15, "found only {isolated:?}");
    for table in isolated {
        let mut tx = ground::begin(&db.app, &mine, None).await;
        let seen: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "select count(*) from {table} where workspace_id = $1"
        )))
        .bind(theirs.workspace)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert_eq!(seen, 0, "rows of {table} of another workspace are visible");
        let guarded: bool = sqlx::query_scalar(
            "select relrowsecurity and relforcerowsecurity from pg_class where oid = $1::regclass",
        )
        .bind(&table)
        .fetch_one(&db.superuser)
        .await
        .unwrap();
        assert!(guarded, "{table} has no forced row level security");
    }
    let seen = attempt(
        &db.app,
        &mine,
        format!("update opportunity set name = 'Mine' where id = '{deal}'"),
    )
    .await;
    assert_eq!(seen, Ok(0), "a deal of another workspace was written");
    let (ws, account) = (theirs.workspace, theirs.account);
    is_refused(&db, &mine, format!("insert into account (workspace_id, id, name) values ('{ws}', gen_random_uuid(), 'Planted')")).await;
    is_refused(&db, &mine, format!("insert into contact (workspace_id, id, account_id, name) values ('{}', gen_random_uuid(), '{account}', 'Planted')", mine.workspace)).await;

    let unscoped: i64 = sqlx::query_scalar("select count(*) from opportunity")
        .fetch_one(&db.app)
        .await
        .unwrap();
    assert_eq!(unscoped, 0, "without a workspace, rows are visible");
}

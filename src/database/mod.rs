//! Connections, workspace-scoped transactions, and the private server.
//!
//! The server works as the role `saidso_app`, which owns nothing and is bound by row level security. It may log in
//! as that role, or as another that may become it; it refuses to serve as one that could go round the guard.

pub mod constraints;
pub mod hints;
pub mod migrate;
pub mod private;
mod scope;
pub mod vocabulary;

pub use scope::{Scope, Tx, Unscoped};

use hints::Hints;

use chrono::{DateTime, Utc};
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{sync::Arc, time::Duration};

/// How long a request waits for a free connection before it is told to come back: long enough for fifty people who press
/// a button at the same moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every pooled connection is set to, once. `set role` is what makes one URL enough for migrating and serving.
/// A page asks many short questions: compiling one or gathering helpers for it takes longer than answering it, and the
/// indexes it reads are in memory, so that jumping in them costs hardly more than reading on.
const MANNERS: &str = "
    set role saidso_app;
    set statement_timeout = '5s';
    set lock_timeout = '4s';
    set idle_in_transaction_session_timeout = '10s';
    set jit = off;
    set max_parallel_workers_per_gather = 0;
    set random_page_cost = 1.1;
    set timezone = 'UTC'";

/// A connection that looks at the past: there a view stands under every table's name (migration 0018). It keeps to that,
/// so that its plans are made once.
const OF_THE_PAST: &str = "set search_path = past, public, pg_temp";

/// How many statements a connection keeps prepared: all that the product has, with room for the lists that are put together
/// when they are asked for. A statement that is forgotten and prepared again takes longer than most take to answer.
const STATEMENTS: usize = 600;

/// The pool, and the only way to open a transaction.
#[derive(Clone, Debug)]
pub struct Database {
    pub pool: PgPool,
    past: PgPool,
    as_of: Option<DateTime<Utc>>,
    /// What was written through this database, for the pages that are open.
    pub hints: Hints,
    rehearsed: Option<DateTime<Utc>>,
}

/// Why the server does not start on this database.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("the database does not answer")]
    Silent(#[source] sqlx::Error),
    #[error(
        "the database has no role saidso_app that this login may become: run `saidso migrate` first"
    )]
    Unprepared,
    #[error(
        "the role {0} could go round the guard ({1}): the server works as a role that owns nothing and is bound by row level security"
    )]
    TooMighty(String, &'static str),
}

impl Database {
    /// A pool that connects when it is first used, and has not been checked.
    pub fn lazy(options: PgConnectOptions, max_connections: u32) -> Self {
        let options = options
            .application_name("saidso")
            .statement_cache_capacity(STATEMENTS);
        // Whoever looks back waits for one of a few: the present comes first.
        let looking_back = (max_connections / 4).max(2);
        Self {
            pool: pool(options.clone(), max_connections, MANNERS.to_owned()),
            past: pool(options, looking_back, format!("{MANNERS};{OF_THE_PAST}")),
            as_of: None,
            hints: Hints::default(),
            rehearsed: None,
        }
    }

    /// A pool on a database that answers, for a role that cannot go round the guard.
    pub async fn connect(options: PgConnectOptions, max_connections: u32) -> Result<Self, Unfit> {
        // The pool would try again and again, and in the end tell of its own patience only.
        let mut connection = PgConnection::connect_with(&options).await.map_err(unfit)?;
        connection.execute(MANNERS).await.map_err(unfit)?;
        refuse_mighty_role(&mut connection).await?;
        // It has served; whether the goodbye arrives does not matter.
        let _ = connection.close().await;
        Ok(Self::lazy(options, max_connections))
    }

    /// The same database with its clock set, which only a workspace in rehearsal obeys.
    pub fn rehearsing(&self, moment: DateTime<Utc>) -> Self {
        Self {
            rehearsed: Some(moment),
            ..self.clone()
        }
    }

    /// The same database as it was at a moment: what is read through it is what was there then. Nothing is written there.
    pub fn as_of(&self, moment: DateTime<Utc>) -> Self {
        Self {
            as_of: Some(moment),
            ..self.clone()
        }
    }
}

fn pool(options: PgConnectOptions, max_connections: u32, manners: String) -> PgPool {
    let manners: Arc<str> = manners.into();
    PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(PATIENCE)
        .after_connect(move |connection, _| {
            let manners = manners.clone();
            Box::pin(async move {
                connection
                    .execute(AssertSqlSafe(manners.to_string()))
                    .await
                    .map(drop)
            })
        })
        .connect_lazy_with(options)
}

fn unfit(error: sqlx::Error) -> Unfit {
    let code = error.as_database_error().and_then(|error| error.code());
    match code.as_deref() {
        // No such role, or not a member of it.
        Some("22023" | "42704" | "42501") => Unfit::Unprepared,
        _ => Unfit::Silent(error),
    }
}

async fn refuse_mighty_role(connection: &mut PgConnection) -> Result<(), Unfit> {
    let role = sqlx::query!(
        r#"
        select r.rolname as "name!", r.rolsuper as "is_superuser!", r.rolbypassrls as "bypasses!",
            exists (
                select from pg_class c
                where c.relowner = r.oid
                and c.relkind in ('r', 'p')
                and c.relnamespace = 'public'::regnamespace
            ) as "owns_tables!"
        from pg_roles r
        where r.rolname = current_user
        "#
    )
    .fetch_one(connection)
    .await
    .map_err(Unfit::Silent)?;
    match (role.is_superuser, role.bypasses, role.owns_tables) {
        (true, ..) => Err(Unfit::TooMighty(role.name, "it is a superuser")),
        (_, true, _) => Err(Unfit::TooMighty(
            role.name,
            "it bypasses row level security",
        )),
        (.., true) => Err(Unfit::TooMighty(role.name, "it owns tables")),
        _ => Ok(()),
    }
}

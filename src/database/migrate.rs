//! Roles first, then the tables, which belong to `saidso_owner`.

use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection,
    migrate::{Migrate, MigrateError, Migrator},
    postgres::PgConnectOptions,
};
use tracing::info;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// One process at a time prepares a database, until its connection closes. Any number that nobody else uses.
const PREPARING: &str = "select pg_advisory_lock(7290113205)";

/// Why a database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Unmigrated {
    #[error("the database does not answer")]
    Silent(#[source] sqlx::Error),
    #[error(
        "this login may not prepare the database ({0}): give it CREATEROLE and make it the database's owner, or migrate once as a superuser"
    )]
    NotAllowed(String),
    #[error("the database could not be prepared")]
    Unprepared(#[source] sqlx::Error),
    #[error("a migration failed")]
    Failed(#[from] MigrateError),
}

/// Prepares the roles and runs every migration that is missing. A second run changes nothing.
pub async fn run(options: &PgConnectOptions) -> Result<(), Unmigrated> {
    // A migration that takes a while is told of below, and not with its whole text.
    let quiet = options.clone().disable_statement_logging();
    let mut connection = PgConnection::connect_with(&quiet)
        .await
        .map_err(Unmigrated::Silent)?;
    prepare(&mut connection).await.map_err(refusal)?;
    let migrations = pending(&mut connection).await?;
    if migrations > 0 {
        info!(
            migrations,
            "bringing the tables up to date; a large database takes minutes"
        );
    }
    MIGRATIONS.run(&mut connection).await?;
    connection
        .execute("grant select on _sqlx_migrations to saidso_app")
        .await
        .map_err(refusal)?;
    connection.close().await.map_err(Unmigrated::Silent)
}

/// How many migrations of this program the database lacks, as far as the role in force can see.
pub async fn pending(connection: &mut PgConnection) -> Result<usize, MigrateError> {
    let there = sqlx::query_scalar!(
        r#"select to_regclass('public._sqlx_migrations') is not null as "there!""#
    )
    .fetch_one(&mut *connection)
    .await?;
    let applied = match there {
        true => {
            connection
                .list_applied_migrations(&MIGRATIONS.table_name)
                .await?
        }
        false => Vec::new(),
    };
    let is_missing = |version| !applied.iter().any(|migration| migration.version == version);
    Ok(MIGRATIONS
        .iter()
        .filter(|migration| is_missing(migration.version))
        .count())
}

async fn prepare(connection: &mut PgConnection) -> sqlx::Result<()> {
    // "Already exists, skipping" is what a second run is meant to do.
    connection
        .execute("set client_min_messages = warning")
        .await?;
    connection.execute(PREPARING).await?;
    connection.execute(include_str!("bootstrap.sql")).await?;
    connection.execute("set role saidso_owner").await.map(drop)
}

fn refusal(error: sqlx::Error) -> Unmigrated {
    match error.as_database_error() {
        Some(refused) if refused.code().as_deref() == Some("42501") => {
            Unmigrated::NotAllowed(refused.message().to_owned())
        }
        _ => Unmigrated::Unprepared(error),
    }
}

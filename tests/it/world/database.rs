//! A fresh, migrated database for each test: a copy of a template that is named after the migrations and made once.

use super::server::Server;
use saidso::database::migrate;
use sha2::{Digest, Sha256};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::time::Duration;
use tokio::sync::OnceCell;
use uuid::Uuid;

static GROUND: OnceCell<Ground> = OnceCell::const_new();

/// A server whose template is ready.
struct Ground {
    server: Server,
    template: String,
}

pub struct TestDb {
    /// As the server's own role.
    pub app: PgPool,
    /// As the one who may do everything: for looking behind the scenes.
    pub superuser: PgPool,
}

impl TestDb {
    /// Every table, and nothing in any.
    pub async fn new() -> Self {
        let ground = GROUND.get_or_init(Ground::lay).await;
        Self::copy_of(&ground.template).await
    }

    /// A copy of another database, to which nobody may be connected.
    pub async fn copy_of(template: &str) -> Self {
        let ground = GROUND.get_or_init(Ground::lay).await;
        let name = format!("t_{}", Uuid::now_v7().simple());
        let options = ground.server.options();
        let mut admin = options.connect().await.expect("a connection");
        for statement in [
            format!("create database {name} template {template} strategy wal_log"),
            format!("revoke temporary on database {name} from public"),
        ] {
            run(&mut admin, statement).await;
        }
        let connect = |user: &str| {
            PgPoolOptions::new()
                .max_connections(12)
                .connect_lazy_with(options.clone().database(&name).username(user))
        };
        Self {
            app: connect("saidso_app"),
            superuser: connect("postgres"),
        }
    }

    /// Leaves it: its name.
    pub async fn shut(self) -> String {
        self.app.close().await;
        self.superuser.close().await;
        let name = self.app.connect_options().get_database().map(str::to_owned);
        name.expect("a name")
    }
}

impl Ground {
    async fn lay() -> Self {
        let server = Server::find().await;
        let template = format!("tpl_{}", fingerprint());
        let mut admin = server.options().connect().await.expect("a connection");
        // One process at a time makes a template, where several share a server.
        run(&mut admin, "select pg_advisory_lock(7290113206)".into()).await;
        clear_away(&mut admin, &server, &template).await;
        if !databases(&mut admin).await.contains(&template) {
            make(&mut admin, server.options(), &template).await;
        }
        admin.close().await.expect("closed");
        Self { server, template }
    }
}

/// What the migrations, and what comes before them, say today.
fn fingerprint() -> String {
    let mut text = Sha256::new_with_prefix(include_str!("../../../src/database/bootstrap.sql"));
    for migration in sqlx::migrate!().iter() {
        text.update(&migration.checksum);
    }
    let digest = text.finalize();
    digest.iter().take(10).map(|b| format!("{b:02x}")).collect()
}

/// Under its name it is whole: an interrupted one has another.
async fn make(admin: &mut PgConnection, server: PgConnectOptions, template: &str) {
    let unfinished = format!("t_{}", Uuid::now_v7().simple());
    run(admin, format!("create database {unfinished}")).await;
    migrate::run(&server.database(&unfinished))
        .await
        .expect("the migrations run");
    let rename = format!("alter database {unfinished} rename to {template}");
    run(admin, rename).await;
}

/// Drops what earlier runs left. A server that others use too keeps what is younger than an hour, and their templates.
async fn clear_away(admin: &mut PgConnection, server: &Server, template: &str) {
    let is_old = |name: &str| match name.strip_prefix("t_").map(Uuid::parse_str) {
        Some(Ok(id)) => server.is_ours() || age(id) > Duration::from_secs(3600),
        _ => name.starts_with("tpl_") && server.is_ours() && name != template,
    };
    for name in databases(admin).await.iter().filter(|name| is_old(name)) {
        run(
            admin,
            format!("drop database if exists {name} with (force)"),
        )
        .await;
    }
}

fn age(id: Uuid) -> Duration {
    let (seconds, _) = id.get_timestamp().map_or((0, 0), |made| made.to_unix());
    let made = std::time::UNIX_EPOCH + Duration::from_secs(seconds);
    made.elapsed().unwrap_or_default()
}

async fn databases(admin: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar("select datname::text from pg_database")
        .fetch_all(admin)
        .await
        .expect("the databases' names")
}

async fn run(admin: &mut PgConnection, statement: String) {
    let done = admin.execute(AssertSqlSafe(statement.clone())).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

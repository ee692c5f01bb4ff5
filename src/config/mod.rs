//! Typed settings from flags and `SAIDSO_…` variables; a wrong one stops the start with a sentence.

mod arguments;
mod secret;
#[cfg(test)]
mod tests;

pub use arguments::{Args, Command, LogFormat};
pub use secret::Secret;

use lettre::message::Mailbox;
use sqlx::postgres::PgConnectOptions;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// Every setting, checked.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    pub data: PathBuf,
    pub base_url: Url,
    /// None: the private database in `data`.
    pub database: Option<PgConnectOptions>,
    pub max_connections: u32,
    pub metrics_listen: Option<SocketAddr>,
    pub trusted_proxies: usize,
    /// None: links are shown to be copied, nothing is mailed.
    pub mail: Option<MailSettings>,
    pub log_format: LogFormat,
    pub log: String,
}

/// Where mails go out and whom they are from.
#[derive(Clone, Debug)]
pub struct MailSettings {
    pub smtp_url: Secret,
    pub from: Mailbox,
}

impl Config {
    /// Whether browsers come by https, so that cookies and headers may insist on it.
    pub fn is_https(&self) -> bool {
        self.base_url.scheme() == "https"
    }

    /// The session cookie's name. Browsers keep `__Host-` cookies to this host and to secure connections, and take
    /// localhost for one; a test site on plain http has to do without.
    pub fn session_cookie(&self) -> &'static str {
        if self.cookies_are_secure() {
            "__Host-sid"
        } else {
            "sid"
        }
    }

    /// Whether the session cookie may carry `Secure`.
    pub fn cookies_are_secure(&self) -> bool {
        self.is_https()
            || matches!(
                self.base_url.host_str(),
                Some("localhost" | "127.0.0.1" | "[::1]")
            )
    }

    /// The whole address of a path that begins with `/`, for a link in a mail or a log line.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Scheme, host and port of the base URL, as browsers send it in `Origin`.
    pub fn origin(&self) -> String {
        self.base_url.origin().ascii_serialization()
    }
}

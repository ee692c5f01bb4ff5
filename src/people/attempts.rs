//! Whether a typed password is somebody's, with a limit on trying that all processes share.
//!
//! Every attempt is counted before its password is looked at, so that many at once cannot slip through; the ones that
//! succeed are taken out again. An unknown address costs the same work and gets the same answer as a wrong password.

use super::{browser::Browser, password, person::Email, store};
use crate::{app::App, error::AppError, ids::PersonId};
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// Wrong passwords for one account, and from one address, in fifteen minutes.
pub const PER_ACCOUNT: i64 = 8;
pub const PER_ADDRESS: i64 = 30;

/// Why somebody is not let in. Says nothing about whether the account exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    Wrong,
    TooOften { seconds: i64 },
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong => f.write_str("That e-mail address and password do not go together."),
            Self::TooOften { seconds: ..=60 } => {
                f.write_str("That was tried too often. Please wait a minute, then try again.")
            }
            Self::TooOften { seconds } => write!(
                f,
                "That was tried too often. Please wait {} minutes, then try again.",
                (seconds + 59) / 60
            ),
        }
    }
}

/// The person whose address and password these are.
pub async fn prove(
    app: &App,
    browser: &Browser,
    email: &str,
    typed: String,
) -> Result<Result<PersonId, Denied>, AppError> {
    let account = Account::of(email);
    if let Some(denied) = count(app, browser, &account.hash).await? {
        return Ok(Err(denied));
    }
    let mut tx = app.db.begin_unscoped().await?;
    let known = match &account.email {
        Some(email) => store::person_of(&mut tx, email.as_str()).await?,
        None => None,
    };
    tx.commit().await?; // Nothing waits on the database while the password is hashed.
    let (id, hash) = known.map_or((None, None), |known| (Some(known.id), known.password_hash));
    let fits = password::matches(typed, hash).await?;
    Ok(id.filter(|_| fits).ok_or(Denied::Wrong))
}

/// Takes out what was counted against an account. To be called when its person is in.
pub async fn forgive(connection: &mut sqlx::PgConnection, email: &str) -> sqlx::Result<()> {
    store::forget_attempts_on(connection, &Account::of(email).hash).await
}

/// What attempts are counted by. Every way to write one address is one account; what is no address is nobody's.
/// Somebody may have typed a secret into the wrong field: only a hash is kept.
struct Account {
    email: Option<Email>,
    hash: Vec<u8>,
}

impl Account {
    fn of(typed: &str) -> Self {
        let email: Option<Email> = typed.parse().ok();
        let hash = Sha256::digest(email.as_ref().map_or(typed, Email::as_str)).to_vec();
        Self { email, hash }
    }
}

/// Counts this attempt, then asks whether it is one too many. One that was turned away does not count: waiting helps.
async fn count(app: &App, browser: &Browser, account: &[u8]) -> Result<Option<Denied>, AppError> {
    let (id, network) = (Uuid::now_v7(), browser.network());
    let mut tx = app.db.begin_unscoped().await?;
    store::note_attempt(&mut tx, id, account, &network).await?;
    tx.commit().await?;
    let mut tx = app.db.begin_unscoped().await?;
    let limits = (PER_ACCOUNT, PER_ADDRESS);
    let seconds = store::seconds_to_wait(&mut tx, account, &network, limits).await?;
    if seconds.is_some() {
        store::forget_attempt(&mut tx, id).await?;
    }
    tx.commit().await?;
    Ok(seconds.map(|seconds| Denied::TooOften { seconds }))
}

#[cfg(test)]
mod tests {
    use super::{Account, Denied};

    #[test]
    fn every_way_to_write_an_address_is_one_account() {
        let hash = |typed| Account::of(typed).hash;
        assert_eq!(hash(" Ana@Lumen.example\t"), hash("ana@lumen.example"));
        assert!(Account::of("ana@lumen.example\0").email.is_none());
    }

    #[test]
    fn the_time_to_wait_is_told_in_minutes() {
        let told = |seconds| Denied::TooOften { seconds }.to_string();
        assert!(told(20).contains("wait a minute"));
        assert!(told(61).contains("wait 2 minutes"));
        assert!(told(900).contains("wait 15 minutes"));
    }
}

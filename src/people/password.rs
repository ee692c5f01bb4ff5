//! Passwords: good enough when chosen, and only ever kept as Argon2id hashes.
//!
//! One hash takes 19 MiB and a few hundredths of a second on purpose. So hashing happens away from the threads that
//! serve pages, and only a few at a time: many sign-ins at once wait for each other instead of taking all memory.

use crate::error::AppError;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::{sync::LazyLock, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};
use zxcvbn::{Score, feedback::Warning, zxcvbn};

static PLACES: Semaphore = Semaphore::const_new(4);

/// How long somebody waits for a place before being asked to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Compared with where there is no hash, so that an unknown person takes as long as a known one.
static NOBODYS: LazyLock<Result<String, AppError>> = LazyLock::new(|| hashed("nobody's password"));

/// A password that somebody chose, and that is hard enough to guess.
pub struct Password(String);

/// The hash of a password, as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl Password {
    pub const SHORTEST: usize = 10;
    pub const LONGEST: usize = 200;

    /// Takes a new password, or says kindly how to choose a better one. `own` is what others know about this person.
    pub fn choose(text: &str, own: &[&str]) -> Result<Self, String> {
        let length = text.chars().count();
        if length < Self::SHORTEST {
            return Err("Please take at least 10 characters. A few words are fine.".into());
        }
        if length > Self::LONGEST {
            return Err("Please take at most 200 characters.".into());
        }
        let parts: Vec<&str> = own
            .iter()
            .flat_map(|known| known.split([' ', '@', '.', '-', '_']).chain([*known]))
            .filter(|part| !part.is_empty())
            .collect();
        let estimate = zxcvbn(text, &parts);
        if estimate.score() >= Score::Three {
            return Ok(Self(text.to_owned()));
        }
        let warning = estimate.feedback().and_then(|feedback| feedback.warning());
        Err(format!(
            "{} Add another word or two that nobody would expect.",
            weakness(warning)
        ))
    }

    /// What is stored of it.
    pub async fn hash(self) -> Result<PasswordHash, AppError> {
        away(move || hashed(&self.0)).await?.map(PasswordHash)
    }
}

impl PasswordHash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn weakness(warning: Option<Warning>) -> &'static str {
    use Warning::*;
    match warning {
        Some(StraightRowsOfKeysAreEasyToGuess | ShortKeyboardPatternsAreEasyToGuess) => {
            "Keys that lie side by side are easy to guess."
        }
        Some(RepeatsLikeAaaAreEasyToGuess | RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            "Repetitions are easy to guess."
        }
        Some(SequencesLikeAbcAreEasyToGuess) => "Sequences like abc or 6543 are easy to guess.",
        Some(RecentYearsAreEasyToGuess | DatesAreOftenEasyToGuess) => {
            "Dates and years are easy to guess."
        }
        Some(NamesAndSurnamesByThemselvesAreEasyToGuess | CommonNamesAndSurnamesAreEasyToGuess) => {
            "Names are easy to guess."
        }
        Some(
            ThisIsATop10Password
            | ThisIsATop100Password
            | ThisIsACommonPassword
            | ThisIsSimilarToACommonlyUsedPassword,
        ) => "Many people use a password like this.",
        Some(AWordByItselfIsEasyToGuess) | None => "This one is easy to guess.",
    }
}

/// Whether a typed password is the one that was hashed. Takes the same time where nothing was.
pub async fn matches(typed: String, stored: Option<String>) -> Result<bool, AppError> {
    away(move || {
        let nobodys = NOBODYS.as_deref().unwrap_or_default();
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| nobodys.to_owned());
        let fits = hasher().is_ok_and(|argon| {
            argon
                .verify_password(typed.as_bytes(), stored.as_str())
                .is_ok()
        });
        fits && known
    })
    .await
}

async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let place = timeout(PATIENCE, PLACES.acquire())
        .await
        .map_err(|_| AppError::Busy)?
        .map_err(AppError::broken)?;
    spawn_blocking(move || {
        let done = work();
        drop(place); // Held until the work is done, even where its visitor has gone.
        done
    })
    .await
    .map_err(AppError::broken)
}

fn hasher() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| failed(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hashed(password: &str) -> Result<String, AppError> {
    let hash = hasher()?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> AppError {
    AppError::Broken(anyhow::anyhow!("hashing a password: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let chosen = Password::choose("velvet otter under glass", &[]).map_err(AppError::refused);
        let hash = chosen.expect("good").hash().await.expect("a hash");
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let stored = || Some(hash.as_str().to_owned());
        let tried = async |typed: &str, stored| matches(typed.to_owned(), stored).await.ok();
        assert_eq!(
            tried("velvet otter under glass", stored()).await,
            Some(true)
        );
        assert_eq!(
            tried("velvet otter under glas", stored()).await,
            Some(false)
        );
        assert_eq!(tried("nobody's password", None).await, Some(false));
    }

    #[test]
    fn a_weak_password_is_refused_with_one_kind_sentence() {
        let own = ["Valentina Quattrocchi", "vq@lumen.example"];
        let cases = [
            ("short", "at least 10"),
            ("qwertyuiop", "Many people"),
            ("password123", "Many people"),
            ("Valentina Quattrocchi", "easy to guess"),
            ("aaaaaaaaaaaa", "Repetitions"),
            (&"x".repeat(201), "at most 200"),
        ];
        for (text, part) in cases {
            let sentence = Password::choose(text, &own).err().unwrap_or_default();
            assert!(
                sentence.contains(part),
                "{sentence:?} should speak of {part:?}"
            );
        }
        assert!(Password::choose("velvet otter under glass", &own).is_ok());
    }
}

//! Words between the database and the vocabularies of `journey::terms`.

use std::str::FromStr;

/// A stored word of a closed vocabulary. One that is not in it can only come from a newer version of Saidso.
pub fn stored<T: FromStr>(word: &str) -> sqlx::Result<T> {
    word.parse().map_err(|_| {
        sqlx::Error::Decode(
            format!(
                "“{word}” is not in the vocabulary of {}",
                std::any::type_name::<T>()
            )
            .into(),
        )
    })
}

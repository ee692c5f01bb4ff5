//! Which deals can hold some words in their names.

use crate::database::Tx;
use sqlx::Result;
use uuid::Uuid;

/// More deals of one name than these are not told one by one.
const MOST: i32 = 12_000;

/// The deals in whose names, or in whose accounts' names, all these words may stand, as they are now; none is missing.
/// `None`: too many, or words by which nothing is found. Asked of the find room's words (migration 0027), because under
/// row level security no index serves a part of a name.
pub async fn named(tx: &mut Tx, words: &[String]) -> Result<Option<Vec<Uuid>>> {
    sqlx::query_scalar!("select find_deals_holding($1, $2)", words, MOST)
        .fetch_one(&mut **tx)
        .await
}

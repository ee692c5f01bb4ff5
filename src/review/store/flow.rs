//! What moved between two moments.

use super::{Scope, phase, sum};
use crate::{
    database::{Tx, vocabulary::stored},
    journey::terms::Phase,
    money::Currency,
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// Deals that moved alike: in the same line, from the same phase and currency to the same.
#[derive(Clone, Debug)]
pub struct Moved {
    pub line: String,
    pub deals: i64,
    /// Where and for how much they counted then; none: they did not.
    pub then: Option<(Phase, Currency, i128)>,
    /// … and now.
    pub now: Option<(Phase, Currency, i128)>,
    /// Which way they went between the stages: below zero they fell back.
    pub way: i32,
}

/// What moved from one moment, exclusive, to another, inclusive; of the same there may be several. The cost grows with the
/// deals that changed; where a flow of nearly the same moments is kept, with those that changed in between (see
/// `verified_sums` in migration 0036).
pub async fn flow(
    tx: &mut Tx,
    scope: Scope,
    since: DateTime<Utc>,
    upto: DateTime<Utc>,
) -> Result<Vec<Moved>> {
    let rows = sqlx::query!(
        r#"
        select f.line as "line!", f.then_phase, f.then_currency, f.now_phase, f.now_currency, f.way as "way!", f.deals as "deals!",
            f.then_amount::text as "then_amount!", f.now_amount::text as "now_amount!"
        from verified_sums($1, $2, $3, $4, $5) as f
        "#,
        since,
        upto,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0),
        scope.least()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Moved {
                line: row.line,
                deals: row.deals,
                then: side(row.then_phase, row.then_currency, &row.then_amount)?,
                now: side(row.now_phase, row.now_currency, &row.now_amount)?,
                way: row.way,
            })
        })
        .collect()
}

/// Keeps what moved between two moments: one question that reckons it whole. Of a rehearsal nothing is kept: what is
/// written there next may be older.
pub async fn keep_flow(
    tx: &mut Tx,
    scope: Scope,
    since: DateTime<Utc>,
    upto: DateTime<Utc>,
) -> Result<()> {
    sqlx::query_scalar!(
        "
        select keep_flow($2, $3, $4, $5, $6)
        from workspace
        where id = $1 and not rehearsal
        ",
        tx.workspace().0,
        since,
        upto,
        scope.owner.map(|id| id.0),
        scope.journey.map(|id| id.0),
        scope.least()
    )
    .fetch_optional(&mut **tx)
    .await
    .map(drop)
}

fn side(
    at: Option<i16>,
    currency: Option<String>,
    amount: &str,
) -> Result<Option<(Phase, Currency, i128)>> {
    let Some((at, currency)) = at.zip(currency) else {
        return Ok(None);
    };
    Ok(Some((phase(at)?, stored(&currency)?, sum(amount)?)))
}

//! All SQL of this room.

use crate::{
    database::{Tx, vocabulary::stored},
    ids::RateId,
    money::{Currency, Rate, Rates},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// What counts of the rates in a workspace whose currency is `own`.
pub async fn rates(tx: &mut Tx, own: Currency) -> Result<Rates> {
    let rows = sqlx::query!(
        r#"
        select distinct on (currency, from_on) currency, from_on, rate::text as rate
        from exchange_rate
        where workspace_id = $1 and per = $2
        order by currency, from_on desc, at desc, id desc
        "#,
        tx.workspace().0,
        own.code()
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut rates = Rates::new(own);
    for row in rows {
        let rate = row.rate.as_deref().map(stored).transpose()?;
        rates.set(stored(&row.currency)?, row.from_on, rate);
    }
    Ok(rates)
}

/// A row of the table, with who wrote it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub currency: Currency,
    pub from_on: NaiveDate,
    /// None: no rate from that day on.
    pub rate: Option<Rate>,
    pub by: String,
    pub at: DateTime<Utc>,
    /// No later row for the same day replaces it.
    pub counts: bool,
}

/// Every row about the workspace's present currency, by currency and the latest day first.
pub async fn entries(tx: &mut Tx, own: Currency) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"
        select r.currency, r.from_on, r.rate::text as rate, m.name as by, r.at,
            row_number() over (partition by r.currency, r.from_on order by r.at desc, r.id desc) = 1 as "counts!"
        from exchange_rate r
        join member m
            on m.workspace_id = r.workspace_id and m.id = r.member_id
        where r.workspace_id = $1 and r.per = $2
        order by r.currency, r.from_on desc, r.at desc, r.id desc
        "#,
        tx.workspace().0,
        own.code()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Entry {
                currency: stored(&row.currency)?,
                from_on: row.from_on,
                rate: row.rate.as_deref().map(stored).transpose()?,
                by: row.by,
                at: row.at,
                counts: row.counts,
            })
        })
        .collect()
}

/// In which other currencies open deals are made, and how many.
pub async fn foreign_deals(tx: &mut Tx, own: Currency) -> Result<Vec<(Currency, i64)>> {
    let rows = sqlx::query!(
        r#"
        select currency, count(*) as "deals!"
        from opportunity
        where workspace_id = $1 and outcome is null and currency <> $2
        group by currency
        order by currency
        "#,
        tx.workspace().0,
        own.code()
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| Ok((stored(&row.currency)?, row.deals)))
        .collect()
}

/// What a currency is worth from a day on.
#[derive(Clone, Copy, Debug)]
pub struct NewRate {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: RateId,
    pub own: Currency,
    pub currency: Currency,
    pub from_on: NaiveDate,
    /// None: no rate from that day on.
    pub rate: Option<Rate>,
}

/// Adds a row. False: this very row was added already.
pub async fn add(tx: &mut Tx, new: &NewRate) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into exchange_rate (workspace_id, id, per, currency, from_on, rate)
        values ($1, $2, $3, $4, $5, $6::text::numeric)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.own.code(),
        new.currency.code(),
        new.from_on,
        new.rate.map(|rate| rate.to_string())
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

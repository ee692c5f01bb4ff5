//! All SQL of this room: which deals are looked at, and what is asked of them. A handful of questions, however many deals.

mod asked;
mod people;
mod promises;
mod tried;

pub use asked::waiting;
pub use people::{left, planned, spoke};
pub use promises::{MOST, coming, passed};
pub use tried::tried;

use super::next_word::Asked;
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{MemberId, OpportunityId, VerifierId},
    money::{Currency, DayRates},
};
use chrono::NaiveDate;
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

/// So many deals of each kind are looked at: the largest, those whose gate is open, those that were silent longest.
pub const CANDIDATES: i64 = 40;

/// Whether this member owns any open deal.
pub async fn owns_any(tx: &mut Tx, member: MemberId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from opportunity
            where workspace_id = $1 and owner_id = $2 and outcome is null) as "any!"
        "#,
        tx.workspace().0,
        member.0
    )
    .fetch_one(&mut **tx)
    .await
}

/// The open deals that are looked at, of one owner or of all. The largest are those worth most at these rates: a currency
/// without one counts for nothing.
pub async fn candidates(
    tx: &mut Tx,
    owner: Option<MemberId>,
    rates: &DayRates,
) -> Result<Vec<OpportunityId>> {
    let (currencies, factors) = rates.columns();
    sqlx::query_scalar!(
        r#"
        with among as not materialized (
            select o.id, o.currency, o.amount, o.ready, o.heard_at
            from opportunity o
            where o.workspace_id = $1 and o.outcome is null and ($2::uuid is null or o.owner_id = $2)
        ), rate as (
            select r.currency, r.factor::numeric as factor
            from unnest($4::text[], $5::text[]) as r (currency, factor)
        )
        (select l.id as "id!: OpportunityId"
        from rate r
        cross join lateral (
            select a.id, a.amount
            from among a
            where a.currency = r.currency and a.amount is not null
            order by a.amount desc, a.id desc
            limit $3) l
        order by l.amount * r.factor desc, l.id
        limit $3)
        union (
            select a.id
            from among a
            left join rate r
                on r.currency = a.currency
            where a.ready
            order by a.amount * r.factor desc nulls last, a.id
            limit $3)
        union (select id from among order by heard_at, id limit $3)
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        CANDIDATES,
        &currencies,
        &factors
    )
    .fetch_all(&mut **tx)
    .await
}

/// What is known of a deal beside what the rules of the talk list know.
pub struct Money {
    pub amount: Option<i64>,
    pub currency: Currency,
    pub customer_date: Option<NaiveDate>,
}

/// Amounts and the customers' dates.
pub async fn money(tx: &mut Tx, deals: &[Uuid]) -> Result<HashMap<OpportunityId, Money>> {
    let rows = sqlx::query!(
        r#"
        select id as "id: OpportunityId", amount, currency, customer_date
        from opportunity
        where workspace_id = $1 and id = any($2)
        "#,
        tx.workspace().0,
        deals
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let money = Money {
                amount: row.amount,
                currency: stored(&row.currency)?,
                customer_date: row.customer_date,
            };
            Ok((row.id, money))
        })
        .collect()
}

/// How these verifiers are worded.
pub async fn asked(tx: &mut Tx, verifiers: &[Uuid]) -> Result<HashMap<VerifierId, Asked>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", v.statement,
            case v.coaching when '' then s.coaching else v.coaching end as "coaching!"
        from verifier v
        join stage s
            on s.workspace_id = v.workspace_id and s.id = v.stage_id
        where v.workspace_id = $1 and v.id = any($2)
        "#,
        tx.workspace().0,
        verifiers
    )
    .fetch_all(&mut **tx)
    .await?;
    let asked = rows.into_iter().map(|row| {
        let asked = Asked {
            statement: row.statement,
            coaching: row.coaching,
        };
        (row.id, asked)
    });
    Ok(asked.collect())
}

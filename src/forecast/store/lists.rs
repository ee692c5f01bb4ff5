//! The deals behind a number of the latest forecast, by id; and what they come to.

use crate::{
    database::Tx,
    forecast::model::state::{Ending, State},
    ids::OpportunityId,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// A deal of a list. What a list does not tell is none.
#[derive(Clone, Debug)]
pub struct Row {
    pub deal: OpportunityId,
    pub name: String,
    pub account: String,
    pub phase: i16,
    pub footing: Option<i16>,
    pub amount: Option<i64>,
    pub currency: String,
    pub worth: Option<i64>,
    pub call_on: Option<NaiveDate>,
    pub call_odds: Option<i16>,
    pub weeks: Option<i32>,
    pub ended: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// What the deals of a list come to.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    pub deals: i64,
    pub weeks: i64,
    pub worth: i64,
}

/// Open deals: in one state or all; or only those of which nobody knows what they are worth.
pub async fn open(
    tx: &mut Tx,
    state: Option<State>,
    without_worth: bool,
    after: Option<OpportunityId>,
    most: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select d.opportunity_id as "deal: OpportunityId", o.name, a.name as account, d.phase, d.footing as "footing?",
            d.amount, d.currency, d.worth, d.call_on, d.call_odds, null::integer as weeks, null::text as ended,
            null::timestamptz as ended_at
        from forecast_deal d
        join opportunity o
            on o.workspace_id = d.workspace_id and o.id = d.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        where d.workspace_id = $1 and ($2::smallint is null or (d.phase, d.footing) = ($2, $3::smallint))
            and (d.worth is null or not $4) and ($5::uuid is null or d.opportunity_id > $5)
        order by d.opportunity_id
        limit $6
        "#,
        tx.workspace().0,
        state.map(|state| state.phase.code()),
        state.map(|state| state.footing.code()),
        without_worth,
        after.map(|deal| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

pub async fn sum_open(tx: &mut Tx, state: Option<State>, without_worth: bool) -> Result<Sum> {
    sqlx::query_as!(
        Sum,
        r#"
        select count(*) as "deals!", 0::bigint as "weeks!", coalesce(sum(d.worth), 0)::bigint as "worth!"
        from forecast_deal d
        where d.workspace_id = $1 and ($2::smallint is null or (d.phase, d.footing) = ($2, $3::smallint))
            and (d.worth is null or not $4)
        "#,
        tx.workspace().0,
        state.map(|state| state.phase.code()),
        state.map(|state| state.footing.code()),
        without_worth
    )
    .fetch_one(&mut **tx)
    .await
}

/// Open deals whose owner's call has its day between two, inclusive.
pub async fn called(
    tx: &mut Tx,
    (from_on, until_on): (NaiveDate, NaiveDate),
    after: Option<OpportunityId>,
    most: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select d.opportunity_id as "deal: OpportunityId", o.name, a.name as account, d.phase, d.footing as "footing?",
            d.amount, d.currency, d.worth, d.call_on, d.call_odds, null::integer as weeks, null::text as ended,
            null::timestamptz as ended_at
        from forecast_deal d
        join opportunity o
            on o.workspace_id = d.workspace_id and o.id = d.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        where d.workspace_id = $1 and d.call_on between $2 and $3
            and ($4::uuid is null or d.opportunity_id > $4)
        order by d.opportunity_id
        limit $5
        "#,
        tx.workspace().0,
        from_on,
        until_on,
        after.map(|deal| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

/// What the calls come to: odds times worth, each rounded.
pub async fn sum_called(tx: &mut Tx, (from_on, until_on): (NaiveDate, NaiveDate)) -> Result<Sum> {
    sqlx::query_as!(
        Sum,
        r#"
        select count(*) as "deals!", 0::bigint as "weeks!",
            coalesce(sum((coalesce(d.worth, 0)::numeric * d.call_odds + 50)::bigint / 100), 0)::bigint as "worth!"
        from forecast_deal d
        where d.workspace_id = $1 and d.call_on between $2 and $3
        "#,
        tx.workspace().0,
        from_on,
        until_on
    )
    .fetch_one(&mut **tx)
    .await
}

/// Deals that lived weeks in a state; or those that ended, from one state or any, in one way or any.
pub async fn lived(
    tx: &mut Tx,
    state: Option<State>,
    (only_ended, ending): (bool, Option<Ending>),
    after: Option<OpportunityId>,
    most: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select l.opportunity_id as "deal: OpportunityId", o.name, a.name as account, l.phase, l.footing as "footing?",
            o.amount, o.currency, null::bigint as worth, null::date as call_on, null::smallint as call_odds,
            l.weeks as "weeks?", l.ended, case when l.ended is not null then o.outcome_at end as ended_at
        from forecast_lived l
        join opportunity o
            on o.workspace_id = l.workspace_id and o.id = l.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        where l.workspace_id = $1 and ($2::smallint is null or (l.phase, l.footing) = ($2, $3::smallint))
            and (l.ended is not null or not $4) and ($5::text is null or l.ended = $5)
            and ($6::uuid is null or l.opportunity_id > $6)
        order by l.opportunity_id
        limit $7
        "#,
        tx.workspace().0,
        state.map(|state| state.phase.code()),
        state.map(|state| state.footing.code()),
        only_ended,
        ending.map(|ending| ending.outcome().name()),
        after.map(|deal| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

pub async fn sum_lived(
    tx: &mut Tx,
    state: Option<State>,
    (only_ended, ending): (bool, Option<Ending>),
) -> Result<Sum> {
    sqlx::query_as!(
        Sum,
        r#"
        select count(*) as "deals!", coalesce(sum(l.weeks), 0)::bigint as "weeks!", 0::bigint as "worth!"
        from forecast_lived l
        where l.workspace_id = $1 and ($2::smallint is null or (l.phase, l.footing) = ($2, $3::smallint))
            and (l.ended is not null or not $4) and ($5::text is null or l.ended = $5)
        "#,
        tx.workspace().0,
        state.map(|state| state.phase.code()),
        state.map(|state| state.footing.code()),
        only_ended,
        ending.map(|ending| ending.outcome().name())
    )
    .fetch_one(&mut **tx)
    .await
}

/// Deals that had been won on one of these days, as it was on record at a moment.
pub async fn won(
    tx: &mut Tx,
    at: DateTime<Utc>,
    (from_on, until_on): (NaiveDate, NaiveDate),
    after: Option<OpportunityId>,
    most: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select v.opportunity_id as "deal: OpportunityId", v.name, a.name as account, v.phase, null::smallint as footing,
            v.amount, v.currency, null::bigint as worth, null::date as call_on, null::smallint as call_odds,
            null::integer as weeks, v.outcome as ended, v.outcome_at as ended_at
        from deal_version v
        join account a
            on a.workspace_id = v.workspace_id and a.id = v.account_id
        where v.workspace_id = $1 and v.outcome = 'won' and v.from_at <= $2 and v.until_at > $2
            and (v.outcome_at at time zone 'UTC')::date between $3 and $4
            and ($5::uuid is null or v.opportunity_id > $5)
        order by v.opportunity_id
        limit $6
        "#,
        tx.workspace().0,
        at,
        from_on,
        until_on,
        after.map(|deal| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

pub async fn sum_won(
    tx: &mut Tx,
    at: DateTime<Utc>,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "deals!"
        from deal_version v
        where v.workspace_id = $1 and v.outcome = 'won' and v.from_at <= $2 and v.until_at > $2
            and (v.outcome_at at time zone 'UTC')::date between $3 and $4
        "#,
        tx.workspace().0,
        at,
        from_on,
        until_on
    )
    .fetch_one(&mut **tx)
    .await
}

/// Deals that were on hold at a moment.
pub async fn held(
    tx: &mut Tx,
    at: DateTime<Utc>,
    after: Option<OpportunityId>,
    most: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select v.opportunity_id as "deal: OpportunityId", v.name, a.name as account, v.phase, null::smallint as footing,
            v.amount, v.currency, null::bigint as worth, null::date as call_on, null::smallint as call_odds,
            null::integer as weeks, v.outcome as ended, v.outcome_at as ended_at
        from deal_version v
        join account a
            on a.workspace_id = v.workspace_id and a.id = v.account_id
        where v.workspace_id = $1 and v.outcome = 'on_hold' and v.from_at <= $2 and v.until_at > $2
            and ($3::uuid is null or v.opportunity_id > $3)
        order by v.opportunity_id
        limit $4
        "#,
        tx.workspace().0,
        at,
        after.map(|deal| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

pub async fn sum_held(tx: &mut Tx, at: DateTime<Utc>) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "deals!"
        from deal_version v
        where v.workspace_id = $1 and v.outcome = 'on_hold' and v.from_at <= $2 and v.until_at > $2
        "#,
        tx.workspace().0,
        at
    )
    .fetch_one(&mut **tx)
    .await
}

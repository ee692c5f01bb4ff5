//! What was said and has come true or not since. What came of each is looked up by its key: tables to which thousands of
//! rows were just added have no statistics yet, and a join of the two was once planned for one row each.

use crate::{database::Tx, forecast::model::honesty::CERTAIN, ids::OpportunityId};
use chrono::NaiveDate;
use sqlx::Result;
use std::collections::HashMap;

/// Something said on the first of a month that has come true or not. Chances are of 10,000.
#[derive(Clone, Copy, Debug)]
pub struct Resolved {
    pub month: NaiveDate,
    pub deal: OpportunityId,
    pub chance: i16,
    pub base: i16,
    pub call: Option<i16>,
    /// The call was for a later day, and said nothing of it.
    pub call_later: bool,
    pub came: bool,
    /// It was worked out on a later day, from what was on record then.
    pub afterwards: bool,
}

/// Everything that was said and has come true or not since, of the months from one on. Tens of thousands of rows: each side
/// is read once, along its key, and they are put together here.
pub async fn resolved(tx: &mut Tx, since: NaiveDate) -> Result<Vec<Resolved>> {
    let came = came(tx, since).await?;
    let said = sqlx::query!(
        r#"
        select s.month, s.opportunity_id as "deal: OpportunityId", s.chance, s.base, s.call, s.call_later,
            (s.made_at at time zone 'UTC')::date > s.month + 1 as "afterwards!"
        from forecast_said s
        where s.workspace_id = $1 and s.month >= $2
        order by s.month, s.opportunity_id
        "#,
        tx.workspace().0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    let resolved = said.into_iter().filter_map(|said| {
        Some(Resolved {
            came: *came.get(&(said.month, said.deal))?,
            month: said.month,
            deal: said.deal,
            chance: said.chance,
            base: said.base,
            call: said.call,
            call_later: said.call_later,
            afterwards: said.afterwards,
        })
    });
    Ok(resolved.collect())
}

/// Whether it came, of all that one knows it of.
async fn came(tx: &mut Tx, since: NaiveDate) -> Result<HashMap<(NaiveDate, OpportunityId), bool>> {
    let rows = sqlx::query!(
        r#"
        select k.month, k.opportunity_id as "deal: OpportunityId", k.came as "came!"
        from forecast_came k
        where k.workspace_id = $1 and k.month >= $2 and k.came is not null
        "#,
        tx.workspace().0,
        since
    )
    .fetch_all(&mut **tx)
    .await?;
    let came = rows
        .into_iter()
        .map(|row| ((row.month, row.deal), row.came));
    Ok(came.collect())
}

/// Whose statements, about which deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Forecast,
    Calls,
    /// The forecast's, about deals that were called within the 90 days too.
    Beside,
    /// Calls for a later day, which say nothing of the 90 days.
    Later,
}

impl Whose {
    pub const ALL: [Self; 4] = [Self::Forecast, Self::Calls, Self::Beside, Self::Later];

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Calls => "calls",
            Self::Beside => "beside",
            Self::Later => "later",
        }
    }
}

/// Statements of the months from one on and before another, with a chance from one on and below another.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    pub whose: Whose,
    pub from: i16,
    pub until: i16,
    pub since: NaiveDate,
    /// None: up to now.
    pub before: Option<NaiveDate>,
}

impl Between {
    /// Certainty is in the last bucket.
    fn below(self) -> i16 {
        match self.until {
            CERTAIN => i16::MAX,
            until => until,
        }
    }
}

/// A deal of which something was said, for a list.
#[derive(Clone, Debug)]
pub struct SaidDeal {
    pub month: NaiveDate,
    pub deal: OpportunityId,
    pub name: String,
    pub account: String,
    /// None: nothing of these 90 days.
    pub chance: Option<i16>,
    pub came: bool,
}

/// What was said so, and has come true or not since. The latest month first.
pub async fn said_between(
    tx: &mut Tx,
    between: Between,
    after: Option<(NaiveDate, OpportunityId)>,
    most: i64,
) -> Result<Vec<SaidDeal>> {
    sqlx::query_as!(
        SaidDeal,
        r#"
        select s.month, s.opportunity_id as "deal: OpportunityId", o.name, a.name as account,
            case $2 when 'calls' then s.call when 'later' then null else s.chance end as "chance?", c.came as "came!"
        from forecast_said s
        cross join lateral (
            select k.came
            from forecast_came k
            where k.workspace_id = s.workspace_id and k.month = s.month and k.opportunity_id = s.opportunity_id
            limit 1) c
        join opportunity o
            on o.workspace_id = s.workspace_id and o.id = s.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        where s.workspace_id = $1 and s.month >= $5 and ($6::date is null or s.month < $6) and c.came is not null
            and case $2::text when 'beside' then s.call is not null when 'later' then s.call_later else true end
            and case when $2 = 'calls' then s.call else s.chance end >= $3
            and case when $2 = 'calls' then s.call else s.chance end < $4
            and ($7::date is null or (s.month, s.opportunity_id) < ($7, $8::uuid))
        order by s.month desc, s.opportunity_id desc
        limit $9
        "#,
        tx.workspace().0,
        between.whose.word(),
        between.from,
        between.below(),
        between.since,
        between.before,
        after.map(|(month, _)| month),
        after.map(|(_, deal)| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

/// What statements come to.
#[derive(Clone, Copy, Debug)]
pub struct SaidSum {
    pub said: i64,
    pub deals: i64,
    pub came: i64,
    /// By how much they missed on average. None: nothing was said.
    pub missed: Option<f64>,
}

/// How much was said so and has come true or not since, about how many deals, how much of it came, and by how much it missed.
pub async fn sum_between(tx: &mut Tx, between: Between) -> Result<SaidSum> {
    sqlx::query_as!(
        SaidSum,
        r#"
        select count(*) as "said!", count(distinct s.opportunity_id) as "deals!", count(*) filter (where c.came) as "came!",
            avg(power(case $2 when 'calls' then s.call when 'later' then null else s.chance end / 10000.0::float8
                - c.came::integer, 2)) as missed
        from forecast_said s
        cross join lateral (
            select k.came
            from forecast_came k
            where k.workspace_id = s.workspace_id and k.month = s.month and k.opportunity_id = s.opportunity_id
            limit 1) c
        where s.workspace_id = $1 and s.month >= $5 and ($6::date is null or s.month < $6) and c.came is not null
            and case $2::text when 'beside' then s.call is not null when 'later' then s.call_later else true end
            and case when $2 = 'calls' then s.call else s.chance end >= $3
            and case when $2 = 'calls' then s.call else s.chance end < $4
        "#,
        tx.workspace().0,
        between.whose.word(),
        between.from,
        between.below(),
        between.since,
        between.before
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether deals of at least two owners were called, in the months from one on: what calls are worth is told of several people
/// together, never of one. Nothing is kept of who they are.
pub async fn called_by_several(tx: &mut Tx, since: NaiveDate) -> Result<bool> {
    sqlx::query_scalar!(
        r#"
        with called as not materialized (
            select s.month, s.opportunity_id, v.owner_id
            from forecast_said s
            cross join lateral (
                select v.owner_id
                from deal_version v
                where v.workspace_id = s.workspace_id and v.opportunity_id = s.opportunity_id
                    and v.from_at <= s.month::timestamp at time zone 'UTC'
                order by v.from_at desc
                limit 1) v
            where s.workspace_id = $1 and s.month >= $2 and (s.call is not null or s.call_later)
        )
        select exists (
            select from called
            where owner_id <> (select c.owner_id from called c order by c.month, c.opportunity_id limit 1)) as "several!"
        "#,
        tx.workspace().0,
        since
    )
    .fetch_one(&mut **tx)
    .await
}

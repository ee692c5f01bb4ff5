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
        select s.month, s.opportunity_id as "deal: OpportunityId", s.chance, s.base, s.call,
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

/// What was said with a chance from one on and below another: by the forecast, or by the owners' calls.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    pub by_calls: bool,
    pub from: i16,
    pub until: i16,
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
    pub chance: i16,
    pub came: bool,
}

/// What was said so, and has come true or not since. The latest month first.
pub async fn said_between(
    tx: &mut Tx,
    between: Between,
    since: NaiveDate,
    after: Option<(NaiveDate, OpportunityId)>,
    most: i64,
) -> Result<Vec<SaidDeal>> {
    sqlx::query_as!(
        SaidDeal,
        r#"
        select s.month, s.opportunity_id as "deal: OpportunityId", o.name, a.name as account,
            case when $2 then s.call else s.chance end as "chance!", c.came as "came!"
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
        where s.workspace_id = $1 and s.month >= $5 and c.came is not null
            and case when $2 then s.call else s.chance end >= $3
            and case when $2 then s.call else s.chance end < $4
            and ($6::date is null or (s.month, s.opportunity_id) < ($6, $7::uuid))
        order by s.month desc, s.opportunity_id desc
        limit $8
        "#,
        tx.workspace().0,
        between.by_calls,
        between.from,
        between.below(),
        since,
        after.map(|(month, _)| month),
        after.map(|(_, deal)| deal.0),
        most
    )
    .fetch_all(&mut **tx)
    .await
}

/// How much was said so and has come true or not since, and how much of it came.
pub async fn sum_between(tx: &mut Tx, between: Between, since: NaiveDate) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "said!", count(*) filter (where c.came) as "came!"
        from forecast_said s
        cross join lateral (
            select k.came
            from forecast_came k
            where k.workspace_id = s.workspace_id and k.month = s.month and k.opportunity_id = s.opportunity_id
            limit 1) c
        where s.workspace_id = $1 and s.month >= $5 and c.came is not null
            and case when $2 then s.call else s.chance end >= $3
            and case when $2 then s.call else s.chance end < $4
        "#,
        tx.workspace().0,
        between.by_calls,
        between.from,
        between.below(),
        since
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.said, row.came))
}

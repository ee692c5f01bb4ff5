//! What was said on the first of a month, once, and whether it came.

use crate::{
    database::Tx,
    forecast::{call::Says, model::WITHIN_DAYS},
    ids::OpportunityId,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::Result;
use uuid::Uuid;

/// The months of which everything is said that is to be said.
pub async fn months_said(tx: &mut Tx) -> Result<Vec<NaiveDate>> {
    sqlx::query_scalar!(
        "select month from forecast_month where workspace_id = $1",
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Takes a month to say it. False: it has been said.
pub async fn take_month(tx: &mut Tx, month: NaiveDate) -> Result<bool> {
    let done = sqlx::query!(
        "insert into forecast_month (workspace_id, month) values ($1, $2) on conflict do nothing",
        tx.workspace().0,
        month
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One thing said about a deal.
pub struct Statement {
    pub deal: OpportunityId,
    pub chance: i16,
    pub call: Option<Says>,
}

/// Says it, with what always saying how much came so far would have said. It is never changed.
pub async fn say_month(
    tx: &mut Tx,
    month: NaiveDate,
    statements: &[Statement],
    base: i16,
    made_at: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = statements.iter().map(|one| one.deal.0).collect();
    let chances: Vec<i16> = statements.iter().map(|one| one.chance).collect();
    let odds = |call: Option<Says>| match call? {
        Says::Odds(odds) => Some(odds),
        Says::Later => None,
    };
    let calls: Vec<Option<i16>> = statements.iter().map(|one| odds(one.call)).collect();
    let laters = statements.iter().map(|one| one.call == Some(Says::Later));
    let laters: Vec<bool> = laters.collect();
    sqlx::query!(
        "
        insert into forecast_said (workspace_id, month, opportunity_id, chance, base, call, call_later, made_at)
        select $1, $2, s.id, s.chance, $6, s.call, s.call_later, $7
        from unnest($3::uuid[], $4::smallint[], $5::smallint[], $8::boolean[]) as s (id, chance, call, call_later)
        ",
        tx.workspace().0,
        month,
        &ids,
        &chances,
        &calls as &[Option<i16>],
        base,
        made_at,
        &laters
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Looks at everything said whose 90 days were over on a day, and keeps whether the deal was won by then: as it was on
/// record at that moment.
pub async fn see_what_came(tx: &mut Tx, day: NaiveDate) -> Result<()> {
    let due = sqlx::query_scalar!(
        r#"
        select m.month
        from forecast_month m
        where m.workspace_id = $1 and m.month <= $2
            and exists (select from forecast_said s where s.workspace_id = m.workspace_id and s.month = m.month)
            and not exists (select from forecast_came c where c.workspace_id = m.workspace_id and c.month = m.month)
        order by m.month
        "#,
        tx.workspace().0,
        day - Days::new(WITHIN_DAYS as u64)
    )
    .fetch_all(&mut **tx)
    .await?;
    for month in due {
        sqlx::query!(
            "
            insert into forecast_came (workspace_id, month, opportunity_id, came)
            select s.workspace_id, s.month, s.opportunity_id,
                case when v.outcome = 'void' then null else v.outcome is not distinct from 'won' end
            from forecast_said s
            cross join lateral (
                select v.outcome
                from deal_version v
                where v.workspace_id = s.workspace_id and v.opportunity_id = s.opportunity_id
                    and v.from_at <= (s.month + $3::integer)::timestamp at time zone 'UTC'
                order by v.from_at desc
                limit 1) as v
            where s.workspace_id = $1 and s.month = $2
            on conflict do nothing
            ",
            tx.workspace().0,
            month,
            WITHIN_DAYS as i32
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Of everything said whose 90 days were over on a day: how much came, of how much.
pub async fn came_by(tx: &mut Tx, day: NaiveDate) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"
        select count(*) filter (where came) as "came!", count(came) as "said!"
        from forecast_came
        where workspace_id = $1 and month <= $2
        "#,
        tx.workspace().0,
        day - Days::new(WITHIN_DAYS as u64)
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.came, row.said))
}

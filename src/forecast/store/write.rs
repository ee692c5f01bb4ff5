//! What a forecast leaves behind. All of it in one transaction: a page shows one forecast, never parts of two.

use crate::{
    database::Tx,
    forecast::{
        gather::Lived,
        model::{
            honesty::chance,
            outlook::{Chance, Likely},
            state::{Ending, State},
        },
        span::Span,
    },
    ids::OpportunityId,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;
use uuid::Uuid;

/// The head of a forecast.
pub struct Head {
    pub day: NaiveDate,
    pub said_at: DateTime<Utc>,
    pub seed: i64,
    pub runs: i32,
    pub currency: &'static str,
    pub open: i32,
    pub without_worth: i32,
    pub held: i32,
}

/// Says a forecast. False: the one of this day is there.
pub async fn say(tx: &mut Tx, head: &Head) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into forecast (workspace_id, day, said_at, seed, runs, currency, open_deals, without_worth, held_deals)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (workspace_id, day) do nothing
        ",
        tx.workspace().0,
        head.day,
        head.said_at,
        head.seed,
        head.runs,
        head.currency,
        head.open,
        head.without_worth,
        head.held
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is known of a span.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    pub won_deals: i32,
    pub won_worth: i64,
    pub won_without_worth: i32,
    pub called_deals: i32,
    pub called_worth: i64,
}

/// A span: what is known, and what is likely, with what is won already. None: too few deals ended to say.
pub async fn say_span(
    tx: &mut Tx,
    day: NaiveDate,
    span: &Span,
    known: &Known,
    likely: Option<Likely>,
) -> Result<()> {
    let money = likely.map(|likely| likely.money.and(known.won_worth));
    let deals = likely.map(|likely| likely.deals.and(known.won_deals.into()));
    let number = |deals: i64| i32::try_from(deals).unwrap_or(i32::MAX);
    sqlx::query!(
        "
        insert into forecast_span (workspace_id, day, span, from_on, until_on, won_deals, won_worth, won_without_worth,
            called_deals, called_worth, low, middle, high, deals_low, deals_middle, deals_high)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ",
        tx.workspace().0,
        day,
        span.which.word(),
        span.from_on,
        span.until_on,
        known.won_deals,
        known.won_worth,
        known.won_without_worth,
        known.called_deals,
        known.called_worth,
        money.map(|range| range.low),
        money.map(|range| range.middle),
        money.map(|range| range.high),
        deals.map(|range| number(range.low)),
        deals.map(|range| number(range.middle)),
        deals.map(|range| number(range.high))
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// What was lived in a state, and what becomes of a deal there.
pub struct StateRow {
    pub state: State,
    pub weeks: i64,
    pub open: i64,
    pub ended: [i64; 4],
    /// With the weeks to win. None: too few deals ended to say.
    pub chance: Option<(Chance, Option<i16>)>,
}

pub async fn say_state(tx: &mut Tx, day: NaiveDate, row: &StateRow) -> Result<()> {
    let number = |lived: i64| i32::try_from(lived).unwrap_or(i32::MAX);
    let of = |ending: Ending| {
        let (known, _) = row.chance.as_ref()?;
        Some(chance(known.ends[ending as usize]))
    };
    let known = row.chance.as_ref().map(|(known, _)| known);
    sqlx::query!(
        "
        insert into forecast_state (workspace_id, day, phase, footing, weeks, open_deals, won, lost_to_supplier, no_decision,
            qualified_out, chance_won, chance_won_low, chance_won_high, chance_lost_to_supplier, chance_no_decision,
            chance_qualified_out, chance_won_soon, weeks_to_win)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ",
        tx.workspace().0,
        day,
        row.state.phase.code(),
        row.state.footing.code(),
        number(row.weeks),
        number(row.open),
        number(row.ended[0]),
        number(row.ended[1]),
        number(row.ended[2]),
        number(row.ended[3]),
        of(Ending::Won),
        known.map(|known| chance(known.won_low)),
        known.map(|known| chance(known.won_high)),
        of(Ending::LostToSupplier),
        of(Ending::NoDecision),
        of(Ending::QualifiedOut),
        known.map(|known| chance(known.won_soon)),
        row.chance.as_ref().and_then(|(_, weeks)| *weeks)
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// An open deal, as the forecast counts it.
pub struct OpenRow {
    pub deal: OpportunityId,
    pub state: State,
    pub amount: Option<i64>,
    pub currency: &'static str,
    pub worth: Option<i64>,
    pub call: Option<(NaiveDate, i16)>,
}

/// The open deals instead of those of the forecast before.
pub async fn replace_open(tx: &mut Tx, rows: &[OpenRow]) -> Result<()> {
    sqlx::query!(
        "delete from forecast_deal where workspace_id = $1",
        tx.workspace().0
    )
    .execute(&mut **tx)
    .await?;
    for rows in rows.chunks(5_000) {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.deal.0).collect();
        let phases: Vec<i16> = rows.iter().map(|row| row.state.phase.code()).collect();
        let footings: Vec<i16> = rows.iter().map(|row| row.state.footing.code()).collect();
        let amounts: Vec<Option<i64>> = rows.iter().map(|row| row.amount).collect();
        let currencies: Vec<&str> = rows.iter().map(|row| row.currency).collect();
        let worths: Vec<Option<i64>> = rows.iter().map(|row| row.worth).collect();
        let days: Vec<Option<NaiveDate>> = rows.iter().map(|row| row.call.map(|c| c.0)).collect();
        let odds: Vec<Option<i16>> = rows.iter().map(|row| row.call.map(|c| c.1)).collect();
        sqlx::query!(
            "
            insert into forecast_deal (workspace_id, opportunity_id, phase, footing, amount, currency, worth, call_on, call_odds)
            select $1, d.id, d.phase, d.footing, d.amount, d.currency, d.worth, d.call_on, d.call_odds
            from unnest($2::uuid[], $3::smallint[], $4::smallint[], $5::bigint[], $6::text[], $7::bigint[], $8::date[], $9::smallint[])
                as d (id, phase, footing, amount, currency, worth, call_on, call_odds)
            ",
            tx.workspace().0,
            &ids,
            &phases,
            &footings,
            &amounts as &[Option<i64>],
            &currencies as &[&str],
            &worths as &[Option<i64>],
            &days as &[Option<NaiveDate>],
            &odds as &[Option<i16>]
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// What all deals lived. Only what has changed since the forecast before is written: most deals ended long ago.
/// `rows` is in the order of the deals' ids.
pub async fn keep_lived(tx: &mut Tx, rows: &[Lived]) -> Result<()> {
    let mut rest = rows;
    let mut after = Uuid::nil();
    while !rest.is_empty() {
        // A deal's rows are never parted.
        let most = rest.len().min(5_000);
        let last = rest[most - 1].deal;
        let end = rest.partition_point(|row| row.deal <= last);
        let (some, others) = rest.split_at(end);
        let upto = if others.is_empty() {
            Uuid::max()
        } else {
            last.0
        };
        keep_some(tx, some, (after, upto)).await?;
        (rest, after) = (others, last.0);
    }
    if rows.is_empty() {
        keep_some(tx, &[], (Uuid::nil(), Uuid::max())).await?;
    }
    Ok(())
}

async fn keep_some(tx: &mut Tx, rows: &[Lived], (after, upto): (Uuid, Uuid)) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.deal.0).collect();
    let phases: Vec<i16> = rows.iter().map(|row| row.state.phase.code()).collect();
    let footings: Vec<i16> = rows.iter().map(|row| row.state.footing.code()).collect();
    let weeks: Vec<i32> = rows.iter().map(|row| row.weeks).collect();
    let ended: Vec<Option<&str>> = rows
        .iter()
        .map(|row| row.ended.map(|ending| ending.outcome().name()))
        .collect();
    sqlx::query!(
        "
        delete from forecast_lived l
        where l.workspace_id = $1 and l.opportunity_id > $5 and l.opportunity_id <= $6
            and (l.opportunity_id, l.phase, l.footing) not in (
                select d.id, d.phase, d.footing
                from unnest($2::uuid[], $3::smallint[], $4::smallint[]) as d (id, phase, footing))
        ",
        tx.workspace().0,
        &ids,
        &phases,
        &footings,
        after,
        upto
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        insert into forecast_lived as l (workspace_id, opportunity_id, phase, footing, weeks, ended)
        select $1, d.id, d.phase, d.footing, d.weeks, d.ended
        from unnest($2::uuid[], $3::smallint[], $4::smallint[], $5::integer[], $6::text[]) as d (id, phase, footing, weeks, ended)
        on conflict (workspace_id, opportunity_id, phase, footing) do update
        set weeks = excluded.weeks, ended = excluded.ended
        where (l.weeks, l.ended) is distinct from (excluded.weeks, excluded.ended)
        ",
        tx.workspace().0,
        &ids,
        &phases,
        &footings,
        &weeks,
        &ended as &[Option<&str>]
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

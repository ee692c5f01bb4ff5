//! What pages show of the latest forecast.

use crate::{
    database::{Tx, vocabulary::stored},
    forecast::{
        model::{
            outlook::Range,
            state::{ENDINGS, Footing, State},
        },
        span::Which,
    },
    journey::terms::Phase,
    money::Currency,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Result;

/// The workspace's currency.
pub async fn currency(tx: &mut Tx) -> Result<Currency> {
    let code = sqlx::query_scalar!(
        "select currency from workspace where id = $1",
        tx.workspace().0
    )
    .fetch_one(&mut **tx)
    .await?;
    stored(&code)
}

/// The head of a forecast, with what it rests on.
#[derive(Clone, Debug)]
pub struct Head {
    pub day: NaiveDate,
    pub said_at: DateTime<Utc>,
    pub currency: Currency,
    pub runs: i32,
    pub seed: i64,
    pub open: i64,
    pub without_worth: i64,
    pub held: i64,
}

/// The latest forecast; none: nothing was worked out yet.
pub async fn head(tx: &mut Tx) -> Result<Option<Head>> {
    let row = sqlx::query!(
        "
        select day, said_at, currency, runs, seed, open_deals, without_worth, held_deals
        from forecast
        where workspace_id = $1
        order by day desc
        limit 1
        ",
        tx.workspace().0
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(Head {
            day: row.day,
            said_at: row.said_at,
            currency: stored(&row.currency)?,
            runs: row.runs,
            seed: row.seed,
            open: row.open_deals.into(),
            without_worth: row.without_worth.into(),
            held: row.held_deals.into(),
        })
    })
    .transpose()
}

/// What was said of a span.
#[derive(Clone, Debug)]
pub struct SpanRow {
    pub which: Which,
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
    pub won_deals: i64,
    pub won_worth: i64,
    pub won_without_worth: i64,
    pub called_deals: i64,
    pub called_worth: i64,
    /// With what is won already. None: too few deals ended to say.
    pub money: Option<Range>,
    pub deals: Option<Range>,
}

/// What was said on a day of each span, in their order.
pub async fn spans(tx: &mut Tx, day: NaiveDate) -> Result<Vec<SpanRow>> {
    let rows = sqlx::query!(
        "
        select span, from_on, until_on, won_deals, won_worth, won_without_worth, called_deals, called_worth,
            low, middle, high, deals_low, deals_middle, deals_high
        from forecast_span
        where workspace_id = $1 and day = $2
        ",
        tx.workspace().0,
        day
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut spans = vec![];
    for row in rows {
        let which: Which = row
            .span
            .parse()
            .map_err(|()| sqlx::Error::Decode("an unknown span".into()))?;
        let range = |low: Option<i64>, middle: Option<i64>, high: Option<i64>| {
            Some(Range {
                low: low?,
                middle: middle?,
                high: high?,
            })
        };
        spans.push(SpanRow {
            which,
            from_on: row.from_on,
            until_on: row.until_on,
            won_deals: row.won_deals.into(),
            won_worth: row.won_worth,
            won_without_worth: row.won_without_worth.into(),
            called_deals: row.called_deals.into(),
            called_worth: row.called_worth,
            money: range(row.low, row.middle, row.high),
            deals: range(
                row.deals_low.map(i64::from),
                row.deals_middle.map(i64::from),
                row.deals_high.map(i64::from),
            ),
        });
    }
    spans.sort_by_key(|span| Which::ALL.iter().position(|which| *which == span.which));
    Ok(spans)
}

/// What was lived in a state, and what becomes of a deal there. Chances are of 10,000.
#[derive(Clone, Debug)]
pub struct StateRow {
    pub state: State,
    pub weeks: i64,
    pub open: i64,
    pub ended: [i64; ENDINGS],
    pub chance: Option<DealChance>,
}

/// What becomes of a deal, by how it stands. Chances are of 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealChance {
    /// At last, in the order of [`Ending::ALL`](crate::forecast::Ending::ALL).
    pub ends: [i16; ENDINGS],
    /// That it is won at last: between these in eight of ten cases.
    pub won_low: i16,
    pub won_high: i16,
    /// That it is won within 90 days.
    pub won_soon: i16,
    /// Half of those that are won are won within so many weeks.
    pub weeks_to_win: Option<i16>,
}

/// The states of a day's forecast, by phase and footing.
pub async fn states(tx: &mut Tx, day: NaiveDate) -> Result<Vec<StateRow>> {
    let rows = sqlx::query!(
        "
        select phase, footing, weeks, open_deals, won, lost_to_supplier, no_decision, qualified_out, chance_won,
            chance_won_low, chance_won_high, chance_lost_to_supplier, chance_no_decision, chance_qualified_out,
            chance_won_soon, weeks_to_win
        from forecast_state
        where workspace_id = $1 and day = $2
        order by phase, footing
        ",
        tx.workspace().0,
        day
    )
    .fetch_all(&mut **tx)
    .await?;
    let states = rows.into_iter().filter_map(|row| {
        let chance = || {
            Some(DealChance {
                ends: [
                    row.chance_won?,
                    row.chance_lost_to_supplier?,
                    row.chance_no_decision?,
                    row.chance_qualified_out?,
                ],
                won_low: row.chance_won_low?,
                won_high: row.chance_won_high?,
                won_soon: row.chance_won_soon?,
                weeks_to_win: row.weeks_to_win,
            })
        };
        Some(StateRow {
            state: state(row.phase, row.footing)?,
            weeks: row.weeks.into(),
            open: row.open_deals.into(),
            ended: [
                row.won,
                row.lost_to_supplier,
                row.no_decision,
                row.qualified_out,
            ]
            .map(i64::from),
            chance: chance(),
        })
    });
    Ok(states.collect())
}

fn state(phase: i16, footing: i16) -> Option<State> {
    Some(State {
        phase: Phase::from_code(phase)?,
        footing: Footing::from_code(footing)?,
    })
}

//! Works a workspace's forecast out: reads the record of every deal, learns, draws, and leaves what pages read.

use super::{
    gather::{Gathered, OpenDeal, begins},
    model::{
        FEWEST_CLOSED, RUNS, STATEMENT_RUNS, honesty,
        outlook::{self, Chance, Likely, Open},
        state::{Ending, State},
    },
    span::Span,
    store::{self, Head, Known, OpenRow, StateRow, Statement},
};
use crate::{
    database::{Database, Scope, Tx},
    ids::WorkspaceId,
    money::{Currency, DayRates},
    rates,
};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use std::sync::Arc;

/// Of how many months a new forecast says what it would have said.
const MONTHS: u32 = 24;

/// How much is said to come before anything came: so many of so many.
const BASE: (f64, f64) = (2.0, 20.0);

/// Works out today's forecast of a workspace. False: it is there.
pub async fn work_out(
    db: &Database,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let scope = Scope {
        workspace,
        member: None,
    };
    let mut tx = db.begin(scope).await?;
    if store::head(&mut tx)
        .await?
        .is_some_and(|said| said.day >= now.date_naive())
    {
        store::look_again(&mut tx, tomorrow(now)).await?;
        tx.commit().await?;
        return Ok(false);
    }
    drop(tx);
    let (gathered, rates) = gather(db, scope, now).await?;
    let drawn = tokio::task::spawn_blocking(move || Drawn::of(gathered, &rates, now)).await?;
    let mut tx = db.begin(scope).await?;
    if !drawn.write(&mut tx, now).await? {
        return Ok(false);
    }
    store::look_again(&mut tx, tomorrow(now)).await?;
    tx.commit().await?;
    Ok(true)
}

fn tomorrow(now: DateTime<Utc>) -> DateTime<Utc> {
    begins(now.date_naive() + Days::new(1))
}

/// Goes through all deals, some at a time.
async fn gather(
    db: &Database,
    scope: Scope,
    now: DateTime<Utc>,
) -> anyhow::Result<(Gathered, Arc<DayRates>)> {
    let mut tx = db.read(scope).await?;
    let own = store::currency(&mut tx).await?;
    let rates = rates::store::rates(&mut tx, own).await?;
    let said = store::months_said(&mut tx).await?;
    let months: Vec<_> = months(now.date_naive())
        .filter(|month| !said.contains(month))
        .collect();
    let mut gathered = Gathered::new(now, &months);
    let mut after = None;
    loop {
        let records = store::records(&mut tx, after).await?;
        let Some(last) = records.last() else {
            return Ok((gathered, Arc::new(rates.on(now.date_naive()))));
        };
        after = Some(last.deal);
        gathered = tokio::task::spawn_blocking(move || {
            records.iter().for_each(|record| gathered.add(record));
            gathered
        })
        .await?;
    }
}

/// The first days of this month and of those before it, the earliest first.
fn months(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    (0..MONTHS).rev().map(move |ago| first - Months::new(ago))
}

/// All that is said.
struct Drawn {
    gathered: Gathered,
    open: Vec<OpenRow>,
    spans: Vec<(Span, Known, Option<Likely>)>,
    states: Vec<StateRow>,
    months: Vec<(NaiveDate, Vec<Statement>)>,
    seed: u64,
    own: Currency,
}

impl Drawn {
    fn of(mut gathered: Gathered, rates: &DayRates, now: DateTime<Utc>) -> Self {
        // A seed for each day: who wants to can draw the same futures again.
        let seed = u64::from(now.date_naive().num_days_from_ce().unsigned_abs());
        let open: Vec<_> = gathered.open.iter().map(|d| open_row(d, rates)).collect();
        let spans = Span::all(now.date_naive());
        let can_say = gathered.counts.closed() >= FEWEST_CLOSED;
        let drawn = can_say.then(|| {
            let deals: Vec<_> = open
                .iter()
                .map(|row| Open {
                    state: row.state,
                    worth: row.worth,
                })
                .collect();
            let to_come = spans.map(|span| span.to_come(now));
            let outlook = outlook::draw(&gathered.counts, &deals, &to_come, seed, RUNS);
            (outlook, outlook::weeks_to_win(&gathered.counts, seed))
        });
        let likely = |place: usize| drawn.as_ref().map(|(outlook, _)| outlook.spans[place]);
        let spans = spans
            .iter()
            .enumerate()
            .map(|(place, span)| (*span, known(span, &gathered, &open, rates), likely(place)));
        let spans = spans.collect();
        let chance = |state: State| {
            let (outlook, weeks) = drawn.as_ref()?;
            Some((outlook.chances[state.place()], weeks[state.place()]))
        };
        Self {
            states: State::all()
                .map(|state| state_row(state, &gathered, chance(state)))
                .collect(),
            months: statements(&mut gathered),
            open,
            spans,
            seed,
            own: rates.own(),
            gathered,
        }
    }

    /// Writes all of it. False: today's forecast is there.
    async fn write(&self, tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let day = now.date_naive();
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let head = Head {
            day,
            said_at: now,
            seed: self.seed.cast_signed(),
            runs: count(RUNS),
            currency: self.own.code(),
            open: count(self.open.len()),
            without_worth: count(self.open.iter().filter(|row| row.worth.is_none()).count()),
            held: self.gathered.held,
        };
        if !store::say(tx, &head).await? {
            return Ok(false);
        }
        for (span, known, likely) in &self.spans {
            store::say_span(tx, day, span, known, *likely).await?;
        }
        for state in &self.states {
            store::say_state(tx, day, state).await?;
        }
        store::replace_open(tx, &self.open).await?;
        store::keep_lived(tx, &self.gathered.lived).await?;
        for (month, statements) in &self.months {
            store::see_what_came(tx, *month).await?;
            let base = base(store::came_by(tx, *month).await?);
            if store::take_month(tx, *month).await? {
                store::say_month(tx, *month, statements, base, now).await?;
            }
        }
        store::see_what_came(tx, day).await?;
        Ok(true)
    }
}

fn open_row(deal: &OpenDeal, rates: &DayRates) -> OpenRow {
    OpenRow {
        deal: deal.deal,
        state: deal.state,
        amount: deal.amount.map(|amount| amount.minor),
        currency: deal.currency.code(),
        worth: deal.amount.and_then(|amount| rates.converted(amount)),
        call: deal.call.map(|call| (call.on, call.odds)),
    }
}

/// What is won already in a span, and what the owners' calls put there.
fn known(span: &Span, gathered: &Gathered, open: &[OpenRow], rates: &DayRates) -> Known {
    let mut known = Known::default();
    let won = gathered
        .won
        .iter()
        .filter(|won| span.counts_won() && span.holds(won.on));
    for won in won {
        known.won_deals += 1;
        match won.amount.and_then(|amount| rates.converted(amount)) {
            Some(worth) => known.won_worth += worth,
            None => known.won_without_worth += 1,
        }
    }
    for deal in open {
        let Some((_, odds)) = deal.call.filter(|(on, _)| span.holds(*on)) else {
            continue;
        };
        known.called_deals += 1;
        known.called_worth += called(deal.worth, odds);
    }
    known
}

/// Odds times worth, in whole minor units.
pub fn called(worth: Option<i64>, odds: i16) -> i64 {
    let worth = i128::from(worth.unwrap_or_default()) * i128::from(odds);
    i64::try_from((worth + 50) / 100).unwrap_or(i64::MAX)
}

fn state_row(state: State, gathered: &Gathered, chance: Option<(Chance, Option<i16>)>) -> StateRow {
    let fates = gathered.counts.fates[state.place()];
    let open = gathered.open.iter().filter(|deal| deal.state == state);
    StateRow {
        state,
        weeks: gathered.counts.weeks(state),
        open: open.count() as i64,
        ended: Ending::ALL.map(|ending| fates[ending as usize].into()),
        chance,
    }
}

/// What is said on the first of each month, from what was on record by then. Where too few deals had ended, nothing.
fn statements(gathered: &mut Gathered) -> Vec<(NaiveDate, Vec<Statement>)> {
    let months = gathered.months.iter_mut().map(|(month, then)| {
        if then.counts.closed() < FEWEST_CLOSED {
            return (*month, vec![]);
        }
        then.draw_lots();
        let seed = u64::from(month.num_days_from_ce().unsigned_abs());
        let chances = outlook::draw(&then.counts, &[], &[], seed, STATEMENT_RUNS).chances;
        let said = then.open.iter().map(|(_, deal, state, call)| Statement {
            deal: *deal,
            chance: honesty::chance(chances[state.place()].won_soon),
            call: *call,
        });
        (*month, said.collect())
    });
    months.collect()
}

/// What always saying how much came so far says.
fn base((came, said): (i64, i64)) -> i16 {
    honesty::chance((came as f64 + BASE.0) / (said as f64 + BASE.1))
}

//! Goes once through the record of every deal, and keeps of it what a forecast rests on: as of now, and as of the first of
//! each month of which nothing has been said yet.

use super::{
    call::{Call, Says},
    model::{
        counts::Counts,
        history::{History, Next},
        state::{Ending, State},
    },
};
use crate::{
    ids::OpportunityId,
    journey::terms::OutcomeKind,
    money::{Currency, Money},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::collections::BTreeMap;

/// What is said of a month is said of so many deals at most. Of more, these are drawn by lot.
pub const MOST_SAID: usize = 2_000;

/// A deal as it is on record.
pub struct Record {
    pub deal: OpportunityId,
    pub history: History,
    /// What else each version of the history says.
    pub facts: Vec<Facts>,
}

/// What a version says beside where the deal stood.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub amount: Option<i64>,
    pub currency: Currency,
    pub outcome_at: Option<DateTime<Utc>>,
    pub call: Option<Call>,
}

/// An open deal.
#[derive(Clone, Copy, Debug)]
pub struct OpenDeal {
    pub deal: OpportunityId,
    pub state: State,
    pub amount: Option<Money>,
    pub currency: Currency,
    pub call: Option<Call>,
}

/// What a deal lived in one state.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    pub deal: OpportunityId,
    pub state: State,
    pub weeks: i32,
    pub ended: Option<Ending>,
}

/// A deal that was won.
#[derive(Clone, Copy, Debug)]
pub struct WonDeal {
    pub on: NaiveDate,
    pub amount: Option<Money>,
}

/// What can be said on the first of a month.
#[derive(Debug, Default)]
pub struct Month {
    pub counts: Counts,
    /// With the lot that each drew.
    pub open: Vec<(u64, OpportunityId, State, Option<Says>)>,
}

/// All of it.
#[derive(Debug)]
pub struct Gathered {
    now: DateTime<Utc>,
    pub counts: Counts,
    pub open: Vec<OpenDeal>,
    pub held: i32,
    pub lived: Vec<Lived>,
    pub won: Vec<WonDeal>,
    pub months: BTreeMap<NaiveDate, Month>,
}

impl Gathered {
    pub fn new(now: DateTime<Utc>, months: &[NaiveDate]) -> Self {
        Self {
            now,
            counts: Counts::default(),
            open: vec![],
            held: 0,
            lived: vec![],
            won: vec![],
            months: months.iter().map(|m| (*m, Month::default())).collect(),
        }
    }

    pub fn add(&mut self, record: &Record) {
        self.add_lived(record);
        let Some(facts) = record.facts_at(self.now) else {
            return;
        };
        let amount = facts.money();
        match record.history.outcome(self.now) {
            Some(OutcomeKind::OnHold) => self.held += 1,
            Some(OutcomeKind::Won) => self.won.extend(facts.outcome_at.map(|at| WonDeal {
                on: at.date_naive(),
                amount,
            })),
            _ => {}
        }
        self.open
            .extend(record.history.open_state(self.now).map(|state| OpenDeal {
                deal: record.deal,
                state,
                amount,
                currency: facts.currency,
                call: facts.call,
            }));
        for (month, said) in &mut self.months {
            said.add(record, *month);
        }
    }

    fn add_lived(&mut self, record: &Record) {
        let mut by_state: BTreeMap<State, (i32, Option<Ending>)> = BTreeMap::new();
        for week in record.history.weeks(self.now) {
            self.counts.add(week);
            let lived = by_state.entry(week.state).or_default();
            lived.0 += 1;
            if let Next::Ended(ending) = week.next {
                lived.1 = Some(ending);
            }
        }
        let lived = by_state.into_iter().map(|(state, (weeks, ended))| Lived {
            deal: record.deal,
            state,
            weeks,
            ended,
        });
        self.lived.extend(lived);
    }
}

impl Month {
    fn add(&mut self, record: &Record, month: NaiveDate) {
        let then = begins(month);
        for week in record.history.weeks(then) {
            self.counts.add(week);
        }
        let Some(state) = record.history.open_state(then) else {
            return;
        };
        let call = record.facts_at(then).and_then(|facts| facts.call);
        let call = call.map(|call| call.says(month));
        self.open
            .push((lot(record.deal, month), record.deal, state, call));
        if self.open.len() >= 2 * MOST_SAID {
            self.draw_lots();
        }
    }

    /// Keeps those that are spoken of.
    pub fn draw_lots(&mut self) {
        self.open
            .sort_unstable_by_key(|(lot, deal, ..)| (*lot, *deal));
        self.open.truncate(MOST_SAID);
    }
}

impl Record {
    fn facts_at(&self, at: DateTime<Utc>) -> Option<&Facts> {
        let versions = &self.history.versions;
        let begun = versions.partition_point(|version| version.from <= at);
        self.facts.get(begun.checked_sub(1)?)
    }
}

impl Facts {
    fn money(&self) -> Option<Money> {
        Some(Money {
            minor: self.amount?,
            currency: self.currency,
        })
    }
}

/// The moment at which a day begins.
pub fn begins(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// Mixes what a deal is known by with the month: nobody chooses of whom is spoken, and everybody finds the same.
fn lot(deal: OpportunityId, month: NaiveDate) -> u64 {
    let (high, low) = deal.0.as_u64_pair();
    let months = u64::from(chrono::Datelike::num_days_from_ce(&month).unsigned_abs());
    [high, low, months].into_iter().fold(0, |mixed, part| {
        let mut z = (mixed ^ part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::model::history::Version;
    use crate::journey::terms::Phase;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn open(number: u128) -> Record {
        let opened_at = begins(day("2026-01-05"));
        Record {
            deal: OpportunityId(Uuid::from_u128(number)),
            history: History {
                opened_at,
                versions: vec![Version {
                    from: opened_at,
                    phase: Phase::Notice,
                    outcome: None,
                }],
                words: vec![],
            },
            facts: vec![Facts {
                amount: None,
                currency: "EUR".parse().expect("a currency"),
                outcome_at: None,
                call: None,
            }],
        }
    }

    #[test]
    fn a_month_is_said_by_what_was_there_then_and_of_a_lot_of_them_where_there_are_many() {
        let (before, after) = (day("2026-01-01"), day("2026-02-01"));
        let mut gathered = Gathered::new(begins(day("2026-03-01")), &[before, after]);
        for number in 0..4_500 {
            gathered.add(&open(number));
        }
        assert_eq!(gathered.open.len(), 4_500);
        assert!(gathered.months[&before].open.is_empty());
        let month = gathered.months.get_mut(&after).expect("it");
        month.draw_lots();
        assert_eq!(month.open.len(), MOST_SAID);
        let early = month
            .open
            .iter()
            .filter(|(_, deal, ..)| deal.0.as_u128() < 2_250);
        let early = early.count();
        assert!(
            (900..1_100).contains(&early),
            "{early}: not the first ones, but by lot"
        );
    }
}

//! Workspaces whose truth is known: each with rates of its own, in which deals are opened, heard of, moved on and ended
//! day by day. What the method learns it learns from what is on record of them, and what comes is drawn by the same rates.
//!
//! It is not the model's own chain: words come and grow old by the day, and what a deal stands on follows from them.

use chrono::{DateTime, Days, NaiveTime, Utc};
use saidso::{
    forecast::model::{
        counts::Counts,
        dice::Dice,
        history::{History, Version, Word},
        outlook::Open,
        state::{Ending, FIRM_DAYS, FRESH_DAYS, Footing},
    },
    journey::terms::{OutcomeKind, Phase},
};

/// The rates of one workspace.
#[derive(Clone, Debug)]
pub struct Truth {
    /// Each ending's chance a week by phase, before what a deal stands on.
    ends: [[f64; 6]; 4],
    /// The chance a week to move on, by phase.
    moves: [f64; 6],
    back: f64,
    /// The chance a week that the customer is heard, while the deal lives and once it is asleep.
    heard: (f64, f64),
    /// That what is heard is done or confirmed.
    firm: f64,
    /// That a deal falls asleep in a week, and that it wakes up.
    asleep: (f64, f64),
}

/// A deal of it.
#[derive(Clone, Debug)]
pub struct Deal {
    pub history: History,
    pub worth: i64,
    phase: usize,
    asleep: bool,
    ended: bool,
}

/// So many deals have ended, and so many are open.
pub struct Place {
    pub truth: Truth,
    pub deals: Vec<Deal>,
    pub now: DateTime<Utc>,
}

const CLOSED: usize = 150;
const OPEN: usize = 80;

pub fn day(number: u64) -> DateTime<Utc> {
    let first: DateTime<Utc> = "2026-01-05T00:00:00Z".parse().expect("a moment");
    first + Days::new(number)
}

impl Truth {
    /// Rates drawn around plausible ones.
    pub fn drawn(dice: &mut Dice) -> Self {
        let mut about = |rate: f64, spread: f64| rate * (spread * dice.normal()).exp();
        let lost = about(0.006, 0.4);
        let nothing = about(0.009, 0.4);
        let out = about(0.005, 0.5);
        let won = about(0.09, 0.4);
        let earlier = about(0.02, 0.5);
        let moves = about(0.13, 0.35);
        Self {
            ends: [
                [0.0, 0.0, 0.0, 0.0, earlier, won.min(0.4)],
                [0.2, 0.4, 0.8, 1.6, 1.6, 1.4].map(|times| lost * times),
                [0.8, 1.0, 1.2, 1.2, 1.0, 0.6].map(|times| nothing * times),
                [2.2, 1.4, 0.8, 0.4, 0.2, 0.1].map(|times| out * times),
            ],
            moves: [1.3, 1.1, 1.0, 0.8, 0.8, 0.0].map(|times| (moves * times).min(0.5)),
            back: about(0.012, 0.4),
            heard: (about(0.4, 0.2).min(0.8), about(0.05, 0.4).min(0.3)),
            firm: about(0.3, 0.25).min(0.7),
            asleep: (about(0.03, 0.3), about(0.06, 0.3)),
        }
    }

    /// How much what a deal stands on helps each ending and moving on.
    fn footing(footing: Footing) -> ([f64; 4], f64) {
        match footing {
            Footing::FirmFresh => ([1.6, 0.8, 0.5, 0.6], 1.5),
            Footing::FirmOlder => ([0.6, 1.0, 1.2, 0.8], 0.5),
            Footing::SaidFresh => ([0.9, 1.0, 0.8, 1.2], 1.0),
            Footing::SaidOlder => ([0.15, 1.2, 2.2, 1.2], 0.2),
        }
    }

    /// A week of a deal that begins on this day. It happens on some day of it.
    pub fn live(&self, deal: &mut Deal, begins: u64, dice: &mut Dice) {
        let at = day(begins) + chrono::TimeDelta::minutes((dice.share() * 10_000.0) as i64);
        let footing = deal.footing(day(begins));
        let (ends, moves) = Self::footing(footing);
        let mut drawn = dice.share();
        for (ending, times) in Ending::ALL.into_iter().zip(ends) {
            let chance = self.ends[ending as usize][deal.phase] * times;
            if drawn < chance {
                deal.ended = true;
                deal.becomes(at, Some(ending.outcome()));
                return;
            }
            drawn -= chance;
        }
        let (falls, wakes) = self.asleep;
        deal.asleep = match deal.asleep {
            true => dice.share() >= wakes,
            false => dice.share() < falls,
        };
        let heard = if deal.asleep {
            self.heard.1
        } else {
            self.heard.0
        };
        let moves = self.moves[deal.phase] * moves;
        if dice.share() < moves {
            deal.phase += 1;
            deal.becomes(at, None);
            deal.hears(at, true);
        } else if deal.phase > 0 && dice.share() < self.back {
            deal.phase -= 1;
            deal.becomes(at, None);
        } else if dice.share() < heard {
            let is_firm = dice.share() < self.firm;
            deal.hears(at, is_firm);
        }
    }
}

impl Deal {
    fn opened(begins: u64, dice: &mut Dice) -> Self {
        let opened_at = day(begins);
        let mut deal = Self {
            history: History {
                opened_at,
                versions: vec![],
                words: vec![],
            },
            // Forty thousand in the middle, some ten times as much.
            worth: (4_000_000.0 * (dice.normal()).exp()) as i64,
            phase: 0,
            asleep: false,
            ended: false,
        };
        deal.becomes(opened_at, None);
        deal
    }

    fn becomes(&mut self, from: DateTime<Utc>, outcome: Option<OutcomeKind>) {
        let phase = Phase::ALL[self.phase];
        self.history.versions.push(Version {
            from,
            phase,
            outcome,
        });
    }

    fn hears(&mut self, at: DateTime<Utc>, is_firm: bool) {
        self.history.words.push(Word {
            happened_on: at.date_naive(),
            recorded_at: at,
            withdrawn_at: None,
            is_firm,
        });
    }

    /// What it stands on, said here a second time.
    fn footing(&self, at: DateTime<Utc>) -> Footing {
        let age = |word: &Word| (at.date_naive() - word.happened_on).num_days();
        // They are in the order in which they were heard.
        let mut latest_first = self.history.words.iter().rev();
        let opened = (at - self.history.opened_at).num_days();
        let latest = latest_first.clone().next().map_or(opened, age);
        let fresh = latest.min(opened) <= FRESH_DAYS;
        let firm = latest_first.find(|word| word.is_firm);
        let firm = firm.is_some_and(|word| age(word) <= FIRM_DAYS);
        Footing::of(firm, fresh)
    }

    /// Whether it was won after one moment and by another.
    pub fn was_won(&self, after: DateTime<Utc>, by: DateTime<Utc>) -> bool {
        let versions = self.history.versions.iter();
        let mut won = versions.filter(|version| version.outcome == Some(OutcomeKind::Won));
        won.any(|version| version.from > after && version.from <= by)
    }
}

impl Place {
    /// Deals are opened through two years and more, until enough have ended; then as many are left open as is usual.
    pub fn lived(truth: Truth, dice: &mut Dice) -> Self {
        let mut deals: Vec<Deal> = vec![];
        let mut today = 0;
        loop {
            let closed = deals.iter().filter(|deal| deal.ended).count();
            let open = deals.len() - closed;
            if closed >= CLOSED && open >= OPEN || today > 7 * 400 {
                break;
            }
            // As many as keep about eighty open.
            while deals.iter().filter(|deal| !deal.ended).count() < OPEN.min(8 + today as usize / 7)
            {
                deals.push(Deal::opened(today, dice));
            }
            for deal in deals.iter_mut().filter(|deal| !deal.ended) {
                truth.live(deal, today, dice);
            }
            today += 7;
        }
        let now = day(today).date_naive().and_time(NaiveTime::MIN).and_utc();
        Self { truth, deals, now }
    }

    pub fn counts(&self) -> Counts {
        self.counts_by(self.now)
    }

    /// What was lived by a moment, as it was on record then.
    pub fn counts_by(&self, at: DateTime<Utc>) -> Counts {
        let mut counts = Counts::default();
        for deal in &self.deals {
            deal.history
                .weeks(at)
                .into_iter()
                .for_each(|week| counts.add(week));
        }
        counts
    }

    /// The open deals, as the method sees them.
    pub fn open(&self) -> Vec<Open> {
        let open = self.deals.iter().filter_map(|deal| {
            Some(Open {
                state: deal.history.open_state(self.now)?,
                worth: Some(deal.worth),
            })
        });
        open.collect()
    }

    /// What comes, for so many weeks, of the deals that are open now.
    pub fn goes_on(&mut self, weeks: u64, dice: &mut Dice) {
        let first = (self.now - day(0)).num_days().unsigned_abs();
        let (truth, now) = (&self.truth, self.now);
        let open = self.deals.iter_mut().filter(|deal| !deal.ended);
        for deal in open {
            for week in 0..weeks {
                if !deal.ended {
                    truth.live(deal, first + week * 7, dice);
                }
            }
            debug_assert!(deal.history.opened_at <= now);
        }
    }

    /// What was won in so many days from now, in money.
    pub fn won_within(&self, days: u64) -> i64 {
        let by = self.now + Days::new(days);
        let won = self.deals.iter().filter(|deal| deal.was_won(self.now, by));
        won.map(|deal| deal.worth).sum()
    }
}

//! Every number of the review, by the list of deals that it opens to: what a page tells and what its lists add up to is
//! reckoned here once.

use super::{
    line::Listed,
    store::{Figure, Moved, Scope, Stand},
    worth::Worth,
};
use crate::{journey::terms::Phase, money::DayRates};
use std::sync::Arc;

/// At which of the moments asked for the sums are those of the beginning, of the end, and of the past that the picture of
/// where the money stands is held against.
pub const THEN: usize = 0;
pub const NOW: usize = 1;
pub const AGO: usize = 2;

/// What the database summed up for the review, in every currency by itself.
pub struct Numbers {
    pub rates: Arc<DayRates>,
    /// Whose deals were summed up; of phases, what stands has all.
    pub scope: Scope,
    pub stands: Vec<Stand>,
    pub moved: Vec<Moved>,
    pub figures: Vec<Figure>,
}

impl Numbers {
    /// How many deals are in a list, and what they come to: what they count for now less what they counted for then,
    /// where the list is of what moved.
    pub fn of(&self, listed: Listed) -> Worth {
        match listed {
            Listed::Then(phase) => self.proved(THEN, phase),
            Listed::Now(phase) => self.proved(NOW, phase),
            Listed::Ready => self.figure("ready"),
            Listed::Line(line) => self.moved(|moved| moved.line == line.word()),
            Listed::Further => self.worth_now(|moved| moved.way > 0),
            Listed::Lower => self.worth_now(|moved| moved.way < 0),
            Listed::In(phase) => self.in_phase(phase, |was, is| is && !was),
            Listed::Out(phase) => self.in_phase(phase, |was, is| was && !is),
            Listed::Changed(phase) => self.moved(|moved| {
                let sides = moved.then.zip(moved.now);
                sides.is_some_and(|(was, is)| (was.0, is.0) == (phase, phase) && was != is)
            }),
        }
    }

    /// What stood at one of the moments: in one phase, or, without one, what nothing is proved of yet.
    pub fn standing(&self, place: usize, phase: Option<Phase>) -> Worth {
        self.sum(|stand| stand.place == place && stand.proved.then_some(stand.phase) == phase)
    }

    /// How many deals are open now, in whichever phase.
    pub fn open(&self) -> i64 {
        let now = self.stands.iter().filter(|stand| stand.place == NOW);
        now.map(|stand| stand.deals).sum()
    }

    /// How many deals moved, in whichever way.
    pub fn deals_moved(&self) -> i64 {
        self.moved.iter().map(|moved| moved.deals).sum()
    }

    /// Figures of one kind.
    pub fn figure(&self, kind: &str) -> Worth {
        let mut worth = Worth::new(&self.rates);
        for figure in self.figures.iter().filter(|figure| figure.kind == kind) {
            worth.add(figure.deals, figure.currency, figure.amount);
        }
        worth
    }

    fn proved(&self, place: usize, phase: Option<Phase>) -> Worth {
        self.sum(|stand| {
            stand.place == place && stand.proved && phase.is_none_or(|phase| stand.phase == phase)
        })
    }

    fn sum(&self, counts: impl Fn(&Stand) -> bool) -> Worth {
        let mut worth = Worth::new(&self.rates);
        let least = self.scope.proved;
        let stands = self.stands.iter();
        let stands = stands.filter(|stand| least.is_none_or(|least| stand.phase >= least));
        for stand in stands.filter(|stand| counts(stand)) {
            worth.add(stand.deals, stand.currency, stand.amount);
        }
        worth
    }

    fn moved(&self, counts: impl Fn(&Moved) -> bool) -> Worth {
        let mut worth = Worth::new(&self.rates);
        for moved in self.moved.iter().filter(|moved| counts(moved)) {
            worth.deals += moved.deals;
            if let Some((_, currency, amount)) = moved.now {
                worth.add(0, currency, amount);
            }
            if let Some((_, currency, amount)) = moved.then {
                worth.add(0, currency, -amount);
            }
        }
        worth
    }

    /// What deals that counted all along are worth now.
    fn worth_now(&self, counts: impl Fn(&Moved) -> bool) -> Worth {
        let mut worth = Worth::new(&self.rates);
        for moved in self.moved.iter().filter(|moved| counts(moved)) {
            if let Some((_, (_, currency, amount))) = moved.then.zip(moved.now) {
                worth.add(moved.deals, currency, amount);
            }
        }
        worth
    }

    /// What came into a phase or left it, by whether it was there and is there now.
    fn in_phase(&self, phase: Phase, counts: impl Fn(bool, bool) -> bool) -> Worth {
        let mut worth = Worth::new(&self.rates);
        for moved in &self.moved {
            let was = moved.then.filter(|(at, ..)| *at == phase);
            let is = moved.now.filter(|(at, ..)| *at == phase);
            if !counts(was.is_some(), is.is_some()) {
                continue;
            }
            if let Some((_, currency, amount)) = is {
                worth.add(moved.deals, currency, amount);
            }
            if let Some((_, currency, amount)) = was {
                worth.add(moved.deals, currency, -amount);
            }
        }
        worth
    }
}

//! How a deal ends other than by being won, and how some come back.

use super::{Tale, What, doubts::pick};
use crate::journey::terms::OutcomeKind;
use crate::seed::{twins::own, words};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use rand::{RngExt, seq::IndexedRandom};

const BACK_WHEN: [&str; 3] = [
    "Their new budget is decided.",
    "The person who looks after it has started.",
    "The other project of theirs is done.",
];

const REOPENED: [&str; 3] = [
    "They called: it is on their list again.",
    "Somebody new there has taken it up.",
    "What they waited for has come.",
];

impl Tale<'_> {
    /// Ends the deal as its fate says, where it is not to be won or to stay open; and lets some come back.
    pub(super) fn end(&mut self) {
        let Some(kind) = self.fate.end.filter(|kind| *kind != OutcomeKind::Won) else {
            return;
        };
        self.day = self.workday(self.day);
        if self.day >= self.world.today() {
            return;
        }
        self.settle_until(self.day);
        self.close(kind);
        self.come_back(kind);
    }

    fn close(&mut self, kind: OutcomeKind) {
        let id = own();
        let held = kind == OutcomeKind::OnHold;
        let by_date = held && self.dice.random_ratio(2, 3);
        let day = by_date.then(|| self.day + Days::new(self.dice.random_range(20..300)));
        let words = match held && !by_date {
            true => pick(&BACK_WHEN, self),
            false => "",
        };
        let rival = match kind {
            OutcomeKind::LostToSupplier => words::site(&mut self.dice),
            _ => String::new(),
        };
        let name = self.reason(kind);
        self.act(What::Outcome {
            id,
            word: kind.name(),
            name,
            note: String::new(),
            currency: rival,
            words,
            day,
        });
        self.facts.closed = true;
        self.outcome = Some(id);
        self.comes_back_on = day;
    }

    /// One in ten, and half of what was held until a day that has come.
    fn come_back(&mut self, kind: OutcomeKind) {
        let today = self.world.today();
        let due = self.comes_back_on.filter(|day| *day <= today);
        let back = match (kind, due) {
            (OutcomeKind::Void, _) => None,
            (_, Some(day)) => self.dice.random_ratio(1, 2).then_some(day),
            _ if self.dice.random_ratio(1, 10) => {
                Some(self.day + Days::new(self.dice.random_range(15..120)))
            }
            _ => None,
        };
        // Whoever comes back before the day that was held for does not wait for it.
        if let Some(day) = due.filter(|day| back.is_none_or(|back| *day <= back)) {
            let at = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(2);
            self.acts.push(self.done_by(at, None, What::Back));
        }
        let Some(day) = back.map(|day| self.workday(day)).filter(|day| *day < today) else {
            return;
        };
        self.reopen(day, today);
    }

    fn reopen(&mut self, day: NaiveDate, today: NaiveDate) {
        let Some(about) = self.outcome.take() else {
            return;
        };
        self.day = day;
        let words = pick(&REOPENED, self);
        self.act(What::Reopening { about, words });
        self.facts.closed = false;
        self.fall();
        self.fate.end = None;
        self.fate.until = today - Days::new(1);
        self.go_on();
    }

    /// A reason for an end of this kind.
    pub(super) fn reason(&mut self, kind: OutcomeKind) -> &'static str {
        let groups = kind.reasons();
        let all: Vec<&'static str> = groups
            .iter()
            .flat_map(|group| group.reasons)
            .map(|reason| reason.code)
            .collect();
        all.choose(&mut self.dice).copied().unwrap_or_default()
    }
}

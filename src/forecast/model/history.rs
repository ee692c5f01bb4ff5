//! What is on record of one deal, and the weeks that it lived. Nobody's opinion is in it.

use super::state::{Ending, FIRM_DAYS, FRESH_DAYS, Footing, State};
use crate::journey::terms::{OutcomeKind, Phase};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// What is on record of a deal.
#[derive(Clone, Debug)]
pub struct History {
    pub opened_at: DateTime<Utc>,
    /// By `from`, the earliest first.
    pub versions: Vec<Version>,
    pub words: Vec<Word>,
}

/// How a deal stood from a moment on, until its next version.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    pub from: DateTime<Utc>,
    pub phase: Phase,
    /// None: open.
    pub outcome: Option<OutcomeKind>,
}

/// Something that the customer said, wrote, did or confirmed.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub happened_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    /// Since when it counts no more: it was withdrawn, or a colleague's doubt was found right.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// They did or confirmed it, and it speaks for something.
    pub is_firm: bool,
}

/// A whole week of an open deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub state: State,
    pub next: Next,
}

/// What became of the deal by the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    State(State),
    Ended(Ending),
}

impl History {
    /// The whole weeks that the deal was open, as far as they were over and on record by a moment. They are counted from its
    /// opening, or from its return where it was on hold or its ending was taken back. The week in which it was put on
    /// hold is left out, and a deal opened by mistake is left out whole.
    pub fn weeks(&self, upto: DateTime<Utc>) -> Vec<Week> {
        let known = self.known(upto);
        if known.last().and_then(|last| last.outcome) == Some(OutcomeKind::Void) {
            return vec![];
        }
        let mut weeks = vec![];
        let mut at = 0;
        while at < known.len() {
            let until = (at..known.len()).find(|next| known[*next].outcome.is_some());
            if until != Some(at) {
                let ended = until.and_then(|until| ending_for_good(&known[until..]));
                let ends = until.map(|until| known[until].from);
                self.live(known[at].from, (ends, ended), upto, &mut weeks);
            }
            let closed = until.unwrap_or(known.len());
            at = (closed..known.len())
                .find(|next| known[*next].outcome.is_none())
                .unwrap_or(known.len());
        }
        weeks
    }

    /// The weeks from a moment at which the deal was open until it was not, or until now.
    fn live(
        &self,
        from: DateTime<Utc>,
        (ends, ended): (Option<DateTime<Utc>>, Option<Ending>),
        upto: DateTime<Utc>,
        weeks: &mut Vec<Week>,
    ) {
        let week = TimeDelta::weeks(1);
        let mut begins = from;
        let mut state = self.state(begins);
        while begins + week <= upto {
            let over = begins + week;
            match (ends, ended) {
                (Some(ends), Some(ending)) if ends < over => {
                    weeks.push(Week {
                        state,
                        next: Next::Ended(ending),
                    });
                    return;
                }
                (Some(ends), None) if ends < over => return,
                _ => {
                    let next = self.state(over);
                    weeks.push(Week {
                        state,
                        next: Next::State(next),
                    });
                    state = next;
                }
            }
            begins = over;
        }
    }

    /// How it stands at a moment, if it is open then and was there.
    pub fn open_state(&self, at: DateTime<Utc>) -> Option<State> {
        let last = self.known(at).last()?;
        last.outcome.is_none().then(|| self.state(at))
    }

    /// The outcome on record at a moment.
    pub fn outcome(&self, at: DateTime<Utc>) -> Option<OutcomeKind> {
        self.known(at).last()?.outcome
    }

    /// The versions that had begun by a moment.
    fn known(&self, upto: DateTime<Utc>) -> &[Version] {
        let known = self
            .versions
            .partition_point(|version| version.from <= upto);
        &self.versions[..known]
    }

    /// How it stood at a moment, whether it was open or not.
    fn state(&self, at: DateTime<Utc>) -> State {
        let phase = self.known(at).last().map_or(Phase::Notice, |v| v.phase);
        let today = at.date_naive();
        // Somebody had reason to open it: until the customer is heard, that counts as a word.
        let mut latest = self.opened_at.date_naive();
        let mut firm = None;
        for word in &self.words {
            if word.recorded_at > at || word.withdrawn_at.is_some_and(|gone| gone <= at) {
                continue;
            }
            latest = latest.max(word.happened_on);
            if word.is_firm {
                firm = firm.max(Some(word.happened_on));
            }
        }
        let within = |day: NaiveDate, days| (today - day).num_days() <= days;
        State {
            phase,
            footing: Footing::of(
                firm.is_some_and(|day| within(day, FIRM_DAYS)),
                within(latest, FRESH_DAYS),
            ),
        }
    }
}

/// The ending that versions begin with, if it has not been taken back since. What ends while it is on hold ends in no week
/// that it lived.
fn ending_for_good(versions: &[Version]) -> Option<Ending> {
    let is_over = versions.iter().all(|version| version.outcome.is_some());
    let (first, last) = (versions.first()?, versions.last().filter(|_| is_over)?);
    Ending::of(first.outcome?)?;
    Ending::of(last.outcome?)
}

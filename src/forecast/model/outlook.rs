//! Many futures, drawn. In each the world is in one way, the same for all deals: where little was lived the ways differ much,
//! and the range is wide because of it.

use super::{
    WITHIN_DAYS,
    chain::{ByState, Chain},
    counts::Counts,
    dice::Dice,
    posterior::Posterior,
    state::{ENDINGS, Ending, STATES, State},
};

/// An open deal.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub state: State,
    /// What it is worth, in the smallest unit; none: nobody knows, and it is counted only.
    pub worth: Option<i64>,
}

/// The time in question, in days from now: after the first, until the second.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub after: f64,
    pub until: f64,
}

/// What is likely.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// What is won in each span.
    pub spans: Vec<Likely>,
    /// By state.
    pub chances: Vec<Chance>,
}

/// What is likely to be won in a span: in money, and how many deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likely {
    pub money: Range,
    pub deals: Range,
}

/// In one of ten futures it is less than `low`, in half of them less than `middle`, in one of ten more than `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub low: i64,
    pub middle: i64,
    pub high: i64,
}

/// What becomes of a deal in one state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chance {
    /// How it ends at last.
    pub ends: [f64; ENDINGS],
    /// That it is won at last: between these in eight of ten ways the world may be.
    pub won_low: f64,
    pub won_high: f64,
    /// That it is won within [`WITHIN_DAYS`].
    pub won_soon: f64,
}

/// How far ahead is looked for the time to win.
const LONGEST_WEEKS: usize = 156;

/// In how many ways the world may be is looked for it: it is told in whole weeks.
const WAYS: usize = 200;

/// Draws so many futures of these deals, after what was lived.
pub fn draw(counts: &Counts, open: &[Open], spans: &[Span], seed: u64, runs: usize) -> Outlook {
    let mut dice = Dice::new(seed);
    let posterior = Posterior::new(counts);
    let last = spans
        .iter()
        .fold(WITHIN_DAYS as f64, |last, span| last.max(span.until));
    let mut by_week = vec![[0.0; STATES]; weeks_for(last) + 2];
    let mut told = vec![(Vec::with_capacity(runs), Vec::with_capacity(runs)); spans.len()];
    let mut states = ByStates::new(runs);
    for _ in 0..runs {
        let chain = posterior.draw(&mut dice);
        chain.won_within(&mut by_week);
        states.add(&chain, &by_week);
        one_future(open, spans, &by_week, &mut dice, &mut told);
    }
    let spans = told.into_iter().map(|(money, deals)| Likely {
        money: Range::of(money),
        deals: Range::of(deals),
    });
    Outlook {
        spans: spans.collect(),
        chances: states.chances(runs),
    }
}

/// Within how many weeks half of those deals are won that are won at all, by state; none: it takes them longer than three
/// years.
pub fn weeks_to_win(counts: &Counts, seed: u64) -> Vec<Option<i16>> {
    let mut dice = Dice::new(seed);
    let posterior = Posterior::new(counts);
    let mut by_week = vec![[0.0; STATES]; LONGEST_WEEKS];
    let mut sums = by_week.clone();
    let mut at_last = [0.0; STATES];
    for _ in 0..WAYS {
        let chain = posterior.draw(&mut dice);
        chain.won_within(&mut by_week);
        for (sums, week) in sums.iter_mut().zip(&by_week) {
            for (sum, chance) in sums.iter_mut().zip(week) {
                *sum += chance;
            }
        }
        for (sum, ends) in at_last.iter_mut().zip(chain.at_last()) {
            *sum += ends[Ending::Won as usize];
        }
    }
    (0..STATES)
        .map(|place| {
            let week = sums
                .iter()
                .position(|week| week[place] >= at_last[place] / 2.0)?;
            i16::try_from(week).ok()
        })
        .collect()
}

/// The fate of every deal in one future, added up: each deal draws once, and is won in the span into which that falls.
fn one_future(
    open: &[Open],
    spans: &[Span],
    by_week: &[ByState],
    dice: &mut Dice,
    told: &mut [(Vec<i64>, Vec<i64>)],
) {
    let edges: Vec<(ByState, ByState)> = spans
        .iter()
        .map(|span| (within(by_week, span.after), within(by_week, span.until)))
        .collect();
    let mut sums = vec![(0i64, 0i64); spans.len()];
    for deal in open {
        let (drawn, place) = (dice.share(), deal.state.place());
        for ((after, until), (money, deals)) in edges.iter().zip(&mut sums) {
            if drawn >= after[place] && drawn < until[place] {
                *money = money.saturating_add(deal.worth.unwrap_or_default());
                *deals += 1;
            }
        }
    }
    for ((money, deals), (all_money, all_deals)) in sums.into_iter().zip(told) {
        all_money.push(money);
        all_deals.push(deals);
    }
}

fn weeks_for(days: f64) -> usize {
    (days / 7.0).ceil().max(0.0) as usize
}

/// The chance to be won within so many days, between two weeks in proportion.
fn within(by_week: &[ByState], days: f64) -> ByState {
    let weeks = (days / 7.0).clamp(0.0, (by_week.len() - 2) as f64);
    let (whole, rest) = (weeks as usize, weeks.fract());
    std::array::from_fn(|place| {
        let (before, after) = (by_week[whole][place], by_week[whole + 1][place]);
        before + (after - before) * rest
    })
}

impl Range {
    /// Of so many results.
    fn of(mut results: Vec<i64>) -> Self {
        results.sort_unstable();
        Self {
            low: percentile(&results, 10),
            middle: percentile(&results, 50),
            high: percentile(&results, 90),
        }
    }

    /// With something certain on top.
    pub fn and(self, certain: i64) -> Self {
        Self {
            low: self.low.saturating_add(certain),
            middle: self.middle.saturating_add(certain),
            high: self.high.saturating_add(certain),
        }
    }
}

/// The least of sorted numbers that so many of a hundred do not exceed.
pub fn percentile<T: Copy + Default>(sorted: &[T], percent: usize) -> T {
    let nth = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(nth - 1).copied().unwrap_or_default()
}

/// What is gathered of each state over all futures.
struct ByStates {
    ends: [[f64; ENDINGS]; STATES],
    won: Vec<Vec<f64>>,
    soon: ByState,
}

impl ByStates {
    fn new(runs: usize) -> Self {
        Self {
            ends: [[0.0; ENDINGS]; STATES],
            won: (0..STATES).map(|_| Vec::with_capacity(runs)).collect(),
            soon: [0.0; STATES],
        }
    }

    fn add(&mut self, chain: &Chain, by_week: &[ByState]) {
        let soon = within(by_week, WITHIN_DAYS as f64);
        for (place, ends) in chain.at_last().into_iter().enumerate() {
            self.won[place].push(ends[Ending::Won as usize]);
            self.soon[place] += soon[place];
            for (sum, chance) in self.ends[place].iter_mut().zip(ends) {
                *sum += chance;
            }
        }
    }

    fn chances(mut self, runs: usize) -> Vec<Chance> {
        let runs = runs as f64;
        (0..STATES)
            .map(|place| {
                let won = &mut self.won[place];
                won.sort_unstable_by(f64::total_cmp);
                Chance {
                    ends: self.ends[place].map(|sum| sum / runs),
                    won_low: percentile(won, 10),
                    won_high: percentile(won, 90),
                    won_soon: self.soon[place] / runs,
                }
            })
            .collect()
    }
}

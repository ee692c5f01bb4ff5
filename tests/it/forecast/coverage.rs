//! What a forecast is worth: held against two hundred workspaces whose truth is known.

use super::truth::{Place, Truth, day};
use saidso::forecast::model::{
    WITHIN_DAYS,
    dice::Dice,
    honesty::{chance, miss},
    outlook::{self, Span},
};
use std::thread;

const WORKSPACES: u64 = 200;
const RUNS: usize = 100;
const WEEKS: u64 = 13;

/// What came of one workspace's forecast.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    inside: u32,
    below: u32,
    above: u32,
    statements: u32,
    miss: f64,
    base_miss: f64,
    sure: [(u32, u32); 10],
}

#[test]
fn eight_of_ten_results_lie_in_the_range_and_it_is_better_than_always_saying_the_base_rate() {
    let workers = (0..2u64).map(|worker| {
        thread::spawn(move || {
            let mine = (0..WORKSPACES).filter(|number| number % 2 == worker);
            mine.map(hold).fold(Held::default(), Held::with)
        })
    });
    let workers: Vec<_> = workers.collect();
    let held = workers
        .into_iter()
        .map(|worker| worker.join().expect("it held"));
    let all = held.fold(Held::default(), Held::with);
    let of = f64::from(all.statements);
    let (model, base) = (all.miss / of, all.base_miss / of);
    println!(
        "{WORKSPACES} workspaces: {} inside the 80 % range, {} below, {} above",
        all.inside, all.below, all.above
    );
    println!("missed by {model:.4}, always the base rate by {base:.4}, {of} statements");
    for (tenth, (said, came)) in all.sure.iter().enumerate() {
        println!("said {}0 to {}0 %: {came} of {said} came", tenth, tenth + 1);
    }
    let inside = f64::from(all.inside) / WORKSPACES as f64;
    assert!(
        (0.75..=0.85).contains(&inside),
        "{inside} of the results lie in the range"
    );
    assert!(model < base * 0.95, "{model} {base}");
}

/// Lives a workspace, forecasts a quarter, and lets it come.
fn hold(number: u64) -> Held {
    let mut dice = Dice::new(number);
    let truth = Truth::drawn(&mut dice);
    let mut place = Place::lived(truth, &mut dice);
    let (counts, open) = (place.counts(), place.open());
    let span = Span {
        after: 0.0,
        until: (WEEKS * 7) as f64,
    };
    let outlook = outlook::draw(&counts, &open, &[span], number, RUNS);
    let base = chance(base_rate(&place));
    let said: Vec<_> = place
        .deals
        .iter()
        .enumerate()
        .filter_map(|(deal, one)| Some((deal, one.history.open_state(place.now)?)))
        .map(|(deal, state)| (deal, chance(outlook.chances[state.place()].won_soon)))
        .collect();
    place.goes_on(WEEKS, &mut dice);
    let (won, money) = (place.won_within(WEEKS * 7), outlook.spans[0].money);
    let mut held = Held {
        below: u32::from(won < money.low),
        above: u32::from(won > money.high),
        inside: u32::from((money.low..=money.high).contains(&won)),
        ..Held::default()
    };
    let by = place.now + chrono::Days::new(WITHIN_DAYS as u64);
    for (deal, said) in said {
        let came = place.deals[deal].was_won(place.now, by);
        held.statements += 1;
        held.miss += miss(said, came);
        held.base_miss += miss(base, came);
        let bucket = &mut held.sure[(said / 1_000).min(9) as usize];
        bucket.0 += 1;
        bucket.1 += u32::from(came);
    }
    held
}

/// How much of what was open on some day came true in 90 days, as far as it is known.
fn base_rate(place: &Place) -> f64 {
    let last = (place.now - day(0)).num_days() - WITHIN_DAYS;
    let (mut said, mut came) = (20.0, 2.0);
    for begins in (0..last.max(0)).step_by(90) {
        let at = day(begins.unsigned_abs());
        let by = at + chrono::Days::new(WITHIN_DAYS as u64);
        for deal in &place.deals {
            if deal.history.open_state(at).is_some() {
                said += 1.0;
                came += f64::from(u8::from(deal.was_won(at, by)));
            }
        }
    }
    came / said
}

impl Held {
    fn with(mut self, other: Self) -> Self {
        self.inside += other.inside;
        self.below += other.below;
        self.above += other.above;
        self.statements += other.statements;
        self.miss += other.miss;
        self.base_miss += other.base_miss;
        for (bucket, other) in self.sure.iter_mut().zip(other.sure) {
            *bucket = (bucket.0 + other.0, bucket.1 + other.1);
        }
        self
    }
}

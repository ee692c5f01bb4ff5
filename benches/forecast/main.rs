//! How long a forecast takes, and what it is worth with all its futures. `benches/README.md` has the figures.

#[path = "../../tests/it/forecast/truth.rs"]
mod truth;

use saidso::forecast::model::{
    RUNS, WITHIN_DAYS,
    dice::Dice,
    honesty::{chance, miss},
    outlook::{self, Open, Span},
    state::State,
};
use std::time::Instant;
use truth::{Place, Truth};

const WORKSPACES: u64 = 1_000;
const WEEKS: u64 = 13;

fn main() {
    how_long();
    what_it_is_worth();
}

/// A forecast of the four spans, for workspaces with more and more open deals.
fn how_long() {
    let mut dice = Dice::new(1);
    let truth = Truth::drawn(&mut dice);
    let place = Place::lived(truth, &mut dice);
    let counts = place.counts();
    let states: Vec<_> = State::all().collect();
    let spans = [(0.0, 30.0), (0.0, 33.0), (33.0, 123.0), (0.0, 365.0)];
    let spans = spans.map(|(after, until)| Span { after, until });
    for deals in [100, 1_000, 10_000, 50_000] {
        let open: Vec<_> = (0..deals)
            .map(|number| Open {
                state: states[number % states.len()],
                worth: Some(1_000_000 + number as i64),
            })
            .collect();
        let times = (0..5).map(|seed| {
            let began = Instant::now();
            let outlook = outlook::draw(&counts, &open, &spans, seed, RUNS);
            assert!(outlook.spans[3].money.high > 0);
            began.elapsed().as_millis()
        });
        let least = times.min().unwrap_or_default();
        println!("{deals} open deals, {RUNS} futures: {least} ms (the least of five)");
    }
    let began = Instant::now();
    outlook::weeks_to_win(&counts, 1);
    println!("weeks to win: {} ms", began.elapsed().as_millis());
}

/// As `tests/it/forecast/coverage.rs`, with more workspaces and all the futures.
fn what_it_is_worth() {
    let (mut inside, mut below, mut width) = (0, 0, 0.0);
    let (mut missed, mut said) = (0.0, 0.0);
    for number in 0..WORKSPACES {
        let mut dice = Dice::new(10_000 + number);
        let truth = Truth::drawn(&mut dice);
        let mut place = Place::lived(truth, &mut dice);
        let span = Span {
            after: 0.0,
            until: (WEEKS * 7) as f64,
        };
        let outlook = outlook::draw(&place.counts(), &place.open(), &[span], number, RUNS);
        let now = place.now;
        let states: Vec<_> = place
            .deals
            .iter()
            .map(|deal| deal.history.open_state(now))
            .collect();
        place.goes_on(WEEKS, &mut dice);
        let (won, money) = (place.won_within(WEEKS * 7), outlook.spans[0].money);
        inside += i32::from((money.low..=money.high).contains(&won));
        below += i32::from(won < money.low);
        width += (money.high - money.low) as f64 / (money.middle.max(1)) as f64;
        let by = now + chrono::Days::new(WITHIN_DAYS as u64);
        for (deal, state) in place.deals.iter().zip(states) {
            let Some(state) = state else { continue };
            let chance = chance(outlook.chances[state.place()].won_soon);
            missed += miss(chance, deal.was_won(now, by));
            said += 1.0;
        }
    }
    let of = f64::from(u32::try_from(WORKSPACES).unwrap_or(1));
    println!(
        "{WORKSPACES} workspaces: {:.1} % inside the 80 % range, {:.1} % below; the range is {:.1} times its middle",
        f64::from(inside) / of * 100.0,
        f64::from(below) / of * 100.0,
        width / of
    );
    println!("missed by {:.4} over {said} statements", missed / said);
}

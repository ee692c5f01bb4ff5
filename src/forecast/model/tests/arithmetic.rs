//! The chain, the dice, the ranges and the holding to account.

use crate::{
    forecast::model::{
        chain::Chain,
        counts::Counts,
        dice::Dice,
        history::{Next, Week},
        outlook::{self, Open, Outlook, Span, percentile},
        posterior::Posterior,
        state::{Ending, FOOTINGS, Footing, STATES, State},
    },
    journey::terms::Phase,
};

const COMMIT: State = State {
    phase: Phase::Commit,
    footing: Footing::FirmFresh,
};

/// A history in which deals are won from the last phase and lost from all.
fn lived(times: u32) -> Counts {
    let mut counts = Counts::default();
    for (number, state) in State::all().enumerate() {
        let next = (number + FOOTINGS) % STATES;
        let to = State::all().nth(next).expect("a state");
        for round in 0..times * 10 {
            let next = match round % 10 {
                0 if state.phase == Phase::Commit => Next::Ended(Ending::Won),
                1 if number % 3 == 0 => Next::Ended(Ending::NoDecision),
                2 => Next::State(to),
                _ => Next::State(state),
            };
            counts.add(Week { state, next });
        }
    }
    counts
}

fn a_world() -> Chain {
    Posterior::new(&lived(3)).draw(&mut Dice::new(5))
}

/// One deal's life in this world: the ending and its week.
fn a_life(chain: &Chain, from: usize, dice: &mut Dice) -> (usize, usize) {
    let mut at = from;
    for week in 1.. {
        let mut drawn = dice.share();
        for (ending, chance) in chain.ends[at].iter().enumerate() {
            if drawn < *chance {
                return (ending, week);
            }
            drawn -= chance;
        }
        for to in 0..STATES {
            let chance = chain.step(at, to);
            if drawn < chance || to == STATES - 1 {
                at = to;
                break;
            }
            drawn -= chance;
        }
    }
    unreachable!("a deal ends")
}

#[test]
fn the_chances_of_a_week_add_up_to_one() {
    let chain = a_world();
    for from in 0..STATES {
        let ends: f64 = chain.ends[from].iter().sum();
        let steps: f64 = (0..STATES).map(|to| chain.step(from, to)).sum();
        assert!((ends + steps - 1.0).abs() < 1e-12, "{from}");
    }
}

#[test]
fn reckoned_backward_it_is_what_brute_force_finds() {
    let chain = a_world();
    let mut by_week = vec![[0.0; STATES]; 30];
    chain.won_within(&mut by_week);
    let at_last = chain.at_last();
    let mut dice = Dice::new(11);
    const LIVES: usize = 4_000;
    for from in [0, 5, 14, 23] {
        let lives: Vec<_> = (0..LIVES)
            .map(|_| a_life(&chain, from, &mut dice))
            .collect();
        let share = |of: &dyn Fn(&(usize, usize)) -> bool| {
            lives.iter().filter(|life| of(life)).count() as f64 / LIVES as f64
        };
        // Four standard deviations of a share of one half.
        let give = 4.0 * 0.5 / (LIVES as f64).sqrt();
        for weeks in [1, 4, 13, 29] {
            let won = share(&|(ending, week)| *ending == 0 && *week <= weeks);
            let reckoned = by_week[weeks][from];
            assert!(
                (won - reckoned).abs() < give,
                "{from}: {won} {reckoned} in {weeks}"
            );
        }
        for (ending, reckoned) in at_last[from].into_iter().enumerate() {
            let ended = share(&|(how, _)| *how == ending);
            assert!(
                (ended - reckoned).abs() < give,
                "{from}: {ended} {reckoned}"
            );
        }
        let sum: f64 = at_last[from].iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}

#[test]
fn dice_have_the_mean_and_the_spread_they_should() {
    let mut dice = Dice::new(1);
    const THROWS: usize = 20_000;
    for shape in [0.05, 0.5, 1.0, 3.7, 400.0] {
        let drawn: Vec<f64> = (0..THROWS).map(|_| dice.gamma(shape)).collect();
        let mean = drawn.iter().sum::<f64>() / THROWS as f64;
        let spread = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / THROWS as f64;
        // A gamma's mean and variance are its shape.
        let give = 5.0 * (shape / THROWS as f64).sqrt();
        assert!((mean - shape).abs() < give, "{shape}: {mean}");
        assert!((spread / shape - 1.0).abs() < 0.25, "{shape}: {spread}");
    }
    let shares = dice.shares([1.0, 2.0, 0.000_001]);
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

fn outlook(seed: u64) -> Outlook {
    let open: Vec<Open> = State::all()
        .map(|state| Open {
            state,
            worth: Some(100_000 * (1 + state.place() as i64)),
        })
        .collect();
    let spans = [(0.0, 30.0), (30.0, 120.0), (0.0, 120.0)];
    let spans = spans.map(|(after, until)| Span { after, until });
    outlook::draw(&lived(3), &open, &spans, seed, 300)
}

#[test]
fn the_same_seed_draws_the_same_futures_on_every_machine() {
    let (one, again, other) = (outlook(7), outlook(7), outlook(8));
    assert_eq!(one.spans, again.spans);
    assert_eq!(one.chances, again.chances);
    assert_ne!(one.spans, other.spans);
    // As it was on the machine on which this was written.
    let money = one.spans[2].money;
    assert_eq!((money.low, money.middle, money.high), GOLDEN);
    let mut dice = Dice::new(7);
    let drawn = [
        dice.share(),
        dice.normal(),
        dice.gamma(0.3),
        dice.gamma(9.0),
    ];
    assert_eq!(drawn.map(f64::to_bits), GOLDEN_DICE);
}

const GOLDEN: (i64, i64, i64) = (2_700_000, 6_900_000, 11_900_000);
const GOLDEN_DICE: [u64; 4] = [
    4_588_139_100_750_830_880,
    13_828_893_248_895_239_645,
    4_598_152_630_943_318_044,
    4_619_143_516_825_173_622,
];

#[test]
fn a_deal_is_won_in_one_span_and_what_is_won_in_two_is_won_in_both_together() {
    let outlook = outlook(7);
    let [first, second, both] = &outlook.spans[..] else {
        panic!("three spans");
    };
    assert!(first.deals.middle <= both.deals.middle && second.deals.middle <= both.deals.middle);
    assert!(both.deals.high <= first.deals.high + second.deals.high + 4);
    assert!(both.money.low <= both.money.middle && both.money.middle <= both.money.high);
}

#[test]
fn a_certain_win_is_in_every_future_and_none_is_in_none() {
    let mut counts = Counts::default();
    for _ in 0..1_000_000 {
        counts.fates[COMMIT.place()][Ending::Won as usize] += 1;
    }
    let open = [Open {
        state: COMMIT,
        worth: Some(500),
    }];
    let spans = [(0.0, 70.0), (70.0, 140.0)];
    let spans = spans.map(|(after, until)| Span { after, until });
    let won = outlook::draw(&counts, &open, &spans, 1, 200);
    let money = won.spans[0].money;
    assert_eq!((money.low, money.middle, money.high), (500, 500, 500));
    let later = won.spans[1];
    assert_eq!(
        (later.money.high, later.deals.high),
        (0, 0),
        "it is won once"
    );
    assert!(won.chances[COMMIT.place()].ends[0] > 0.999);
    assert_eq!(outlook::weeks_to_win(&counts, 1)[COMMIT.place()], Some(1));
    let nothing = outlook::draw(&counts, &[], &spans, 1, 200);
    assert_eq!(nothing.spans[0].money.high, 0);
}

#[test]
fn little_history_makes_wide_ranges() {
    let width = |times| {
        let chance = outlook::draw(&lived(times), &[], &[], 1, 300).chances[COMMIT.place()];
        chance.won_high - chance.won_low
    };
    assert!(width(1) > 1.5 * width(10), "{} {}", width(1), width(10));
}

#[test]
fn a_percentile_is_the_least_that_so_many_do_not_exceed() {
    let numbers: Vec<i64> = (1..=10).collect();
    assert_eq!(
        [10, 50, 90, 100].map(|percent| percentile(&numbers, percent)),
        [1, 5, 9, 10]
    );
    assert_eq!(percentile(&[7], 10), 7);
    assert_eq!(percentile::<i64>(&[], 50), 0);
}

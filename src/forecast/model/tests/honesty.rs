//! What was said, held against what came.

use crate::forecast::model::{
    dice::Dice,
    honesty::{Bucket, CERTAIN, Said, buckets, chance, falls, mean, miss},
};

fn said(about: u32, percent: i16, came: bool) -> Said<u32> {
    Said {
        about,
        chance: percent * (CERTAIN / 100),
        came,
    }
}

fn told(found: &[Bucket]) -> Vec<(i16, i16, i64, i64, i64)> {
    let told = |b: &Bucket| (b.from, b.until, b.said, b.came, b.deals);
    found.iter().map(told).collect()
}

#[test]
fn small_buckets_are_put_together_and_no_statement_is_lost() {
    let mut statements: Vec<_> = (0..30).map(|n| said(n, 5, n == 0)).collect();
    statements.extend((0..15).map(|n| said(n, 35, n < 5)));
    statements.extend((0..15).map(|n| said(n, 65, n < 10)));
    statements.extend((0..3).map(|n| said(n, 100, true)));
    let found = buckets(&statements);
    let expected = [(0, 1_000, 30, 1, 30), (1_000, CERTAIN, 33, 18, 15)];
    assert_eq!(told(&found), expected);
    let Bucket { mean, .. } = found[1];
    assert!((mean - (15.0 * 0.35 + 15.0 * 0.65 + 3.0) / 33.0).abs() < 1e-9);
    assert_eq!(buckets::<u32>(&[]), []);
}

#[test]
fn many_statements_about_few_deals_are_too_few_for_a_bucket() {
    // Seven deals, each said four times; then one more.
    let mut statements: Vec<_> = (0..28).map(|n| said(n % 7, 5, false)).collect();
    statements.extend((0..28).map(|n| said(n % 7, 55, n % 7 == 0)));
    let found = buckets(&statements);
    assert_eq!(told(&found), [(0, CERTAIN, 56, 4, 7)]);
    assert!(found[0].is_few());
    statements.push(said(7, 5, false));
    let found = buckets(&statements);
    assert_eq!(told(&found), [(0, CERTAIN, 57, 4, 8)]);
    assert!(!found[0].is_few());
    assert!(
        buckets(&statements[..19])[0].is_few(),
        "nineteen statements"
    );
}

/// In how many of a thousand worlds the interval holds the true share, where deals are said of up to twelve times and what
/// is said of one mostly comes out alike; and in how many it would, if each statement were a case of its own.
fn holds(deals: u32, share: f64) -> (u32, u32) {
    let mut dice = Dice::new(7);
    let (mut held, mut naive) = (0, 0);
    for _ in 0..1_000 {
        let mut statements = vec![];
        for deal in 0..deals {
            let fate = dice.share() < share;
            let times = 1 + (dice.share() * 12.0) as u32;
            for _ in 0..times {
                let alike = dice.share() < 0.7;
                let came = if alike { fate } else { dice.share() < share };
                statements.push(said(deal, 5, came));
            }
        }
        let bucket = buckets(&statements)[0];
        let within = |(low, high): (f64, f64)| u32::from(low <= share && share <= high);
        held += within(bucket.interval());
        let came = bucket.came.unsigned_abs();
        naive += within(crate::interval::wilson(came, bucket.said.unsigned_abs()));
    }
    (held, naive)
}

#[test]
fn the_true_share_is_in_its_interval_as_often_as_is_said_though_deals_are_said_of_many_times() {
    for (deals, share) in [(12, 0.3), (40, 0.3), (40, 0.1), (150, 0.5)] {
        let (held, naive) = holds(deals, share);
        assert!(held >= 920, "{deals} deals, {share}: {held} of 1,000");
        assert!(
            naive < 800,
            "{deals} deals, {share}: {naive} would do as well"
        );
    }
}

#[test]
fn statements_of_a_deal_each_count_in_full_and_what_only_repeats_itself_does_not() {
    let apart: Vec<_> = (0..40).map(|n| said(n, 5, n % 4 == 0)).collect();
    let counts_for = buckets(&apart)[0].counts_for;
    assert!((counts_for - 40.0).abs() < 1.1, "{counts_for}");
    let repeated: Vec<_> = (0..80).map(|n| said(n % 10, 5, n % 10 < 3)).collect();
    let counts_for = buckets(&repeated)[0].counts_for;
    assert!((counts_for - 10.0).abs() < 1e-9, "{counts_for}");
    // Where nothing came there is no spread to go by.
    let nothing: Vec<_> = (0..80).map(|n| said(n % 10, 5, false)).collect();
    assert!((buckets(&nothing)[0].counts_for - 10.0).abs() < 1e-9);
}

#[test]
fn certainty_falls_into_the_last_bucket_and_an_edge_into_the_upper() {
    assert!(falls(CERTAIN, 9_000, CERTAIN));
    assert!(falls(1_000, 1_000, 2_000) && !falls(1_000, 0, 1_000));
    assert_eq!(
        (chance(0.0), chance(0.12345), chance(1.2)),
        (0, 1_235, CERTAIN)
    );
}

#[test]
fn a_miss_is_nothing_when_sure_and_right_and_one_when_sure_and_wrong() {
    assert_eq!(miss(CERTAIN, true), 0.0);
    assert_eq!(miss(CERTAIN, false), 1.0);
    assert!((miss(7_000, true) - 0.09).abs() < 1e-9);
}

#[test]
fn statements_about_one_deal_are_no_separate_evidence() {
    let separate = mean((0..40).map(|n| (n, f64::from(n % 2)))).expect("a mean");
    let together = mean((0..40).map(|n| (n % 4, f64::from(n % 2)))).expect("a mean");
    assert_eq!(separate.mean, 0.5);
    assert_eq!(together.mean, 0.5);
    assert!(
        together.give > 2.0 * separate.give,
        "{together:?} {separate:?}"
    );
    assert_eq!(
        mean([(1, 0.3), (1, 0.1)]),
        None,
        "of one deal nobody can tell"
    );
    assert_eq!(mean::<u32>([]), None);
}

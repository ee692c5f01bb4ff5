use super::*;
use crate::seed::world::Wish;
use std::collections::BTreeMap;

/// The acts of so many deals.
fn told(deals: usize) -> Vec<Vec<Act>> {
    let wish = Wish {
        name: "Imagined".into(),
        deals,
        seed: 7,
    };
    let now = "2026-11-23T00:00:05Z".parse().expect("a moment");
    let world = World::imagined(wish, now);
    let account = customers::account(1, &mut world.wish.dice(1));
    (0..deals)
        .map(|number| tell(&world, number, world.owners[0], &account).1)
        .collect()
}

fn kind(act: &Act) -> String {
    let told = serde_json::to_value(act).expect("it is JSON");
    told["kind"].as_str().unwrap_or_default().to_owned()
}

fn pieces(acts: &[Act]) -> impl Iterator<Item = &act::Piece> {
    acts.iter().flat_map(|act| match &act.what {
        What::Evidence { pieces } => pieces.as_slice(),
        _ => &[],
    })
}

#[test]
fn a_tale_begins_with_its_opening_and_goes_on_in_order_up_to_now() {
    let now: DateTime<Utc> = "2026-11-23T00:00:05Z".parse().expect("a moment");
    for acts in told(500) {
        assert!(matches!(acts[0].what, What::Open { .. }));
        assert!(acts.iter().map(|act| act.at).is_sorted(), "{acts:#?}");
        assert!(acts.iter().all(|act| act.at <= now));
        let opened = acts[0].at.date_naive();
        assert!(pieces(&acts).all(|piece| piece.day >= opened));
    }
}

#[test]
fn everything_that_can_happen_on_a_deal_happens_to_some() {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let all = told(1_000);
    for act in all.iter().flatten() {
        *counted.entry(kind(act)).or_default() += 1;
    }
    let known: Vec<&str> = include_str!("../store/acts.sql")
        .split("when '")
        .skip(1)
        .filter_map(|after| after.split('\'').next())
        .collect();
    assert_eq!(known.len(), counted.len(), "{counted:#?}");
    for kind in known {
        assert!(counted.contains_key(kind), "{kind} never happens");
    }
    let evidence: usize = all.iter().map(|acts| pieces(acts).count()).sum();
    assert!((6_000..10_000).contains(&evidence), "{evidence}");
}

#[test]
fn about_six_in_ten_deals_are_open_and_every_kind_of_end_has_its_share() {
    let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
    for acts in told(1_000) {
        let mut end = "open";
        for act in &acts {
            match &act.what {
                What::Outcome { word, .. } => end = *word,
                What::Passage { word, .. } if !word.is_empty() => end = "won",
                What::Reopening { .. } => end = "open",
                _ => {}
            }
        }
        *ends.entry(end).or_default() += 1;
    }
    assert!((550..650).contains(&ends["open"]), "{ends:?}");
    for kind in OutcomeKind::ALL {
        assert!(ends[kind.name()] >= 15, "{kind}: {ends:?}");
    }
}

#[test]
fn nobody_says_the_same_twice_on_one_deal() {
    for acts in told(300) {
        let words: Vec<&str> = pieces(&acts).map(|piece| piece.words.as_str()).collect();
        let different: HashSet<_> = words.iter().collect();
        assert_eq!(different.len(), words.len());
    }
}

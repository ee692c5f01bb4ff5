use super::*;
use crate::demo::rehearsal::{Cause, Ending as Stand, rehearse};
use crate::journey::terms::Phase;
use crate::journeys::library;
use chrono::Days;
use std::collections::{BTreeMap, BTreeSet};

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn stands(today: NaiveDate) -> Vec<(Script, Stand)> {
    let stand = |script: Script| {
        let stand = rehearse(&script, today)
            .unwrap_or_else(|complaint| panic!("{}, {complaint}", script.account.name));
        (script, stand)
    };
    compose(today).into_iter().map(stand).collect()
}

fn open_stands() -> Vec<(Script, Stand)> {
    let all = stands(monday()).into_iter();
    all.filter(|(_, stand)| stand.outcome.is_none()).collect()
}

fn quotes() -> Quotes {
    toml::from_str(include_str!("../quotes.toml")).expect("the book of quotes")
}

#[test]
fn every_composed_deal_could_have_happened_on_any_weekday() {
    for days in 0..7 {
        let all = stands(monday() + Days::new(days));
        assert!((122..=130).contains(&all.len()), "{}", all.len());
    }
}

#[test]
fn the_same_day_gives_the_same_deals() {
    let told = || format!("{:?}", compose(monday()));
    assert_eq!(told(), told());
}

#[test]
fn many_deals_are_open_and_every_phase_has_some_of_them() {
    let open = open_stands();
    assert!(open.len() >= 30, "{}", open.len());
    for phase in Phase::ALL {
        let here = open
            .iter()
            .filter(|(_, stand)| stand.phase == *phase)
            .count();
        assert!(here >= 2, "{phase}: {here}");
    }
    for owner in ["mara", "tiago", "jon"] {
        let own = open
            .iter()
            .filter(|(script, _)| script.owner == owner)
            .count();
        assert!(own >= 6, "{owner}: {own}");
    }
}

#[test]
fn the_year_knows_every_kind_of_end() {
    let mut ends = BTreeMap::new();
    for (_, stand) in stands(monday()) {
        *ends.entry(stand.outcome).or_insert(0) += 1;
    }
    for kind in OutcomeKind::ALL {
        let expected = if *kind == OutcomeKind::Void { 0 } else { 2 };
        let found = ends.get(&Some(*kind)).copied().unwrap_or(0);
        assert!(found >= expected, "{kind}: {found}");
    }
}

#[test]
fn twists_leave_a_trace_that_one_can_see() {
    let open = open_stands();
    for cause in [
        Cause::Lapse,
        Cause::Withdrawal,
        Cause::Contradiction,
        Cause::Upheld,
    ] {
        let fell = open.iter().any(|(_, stand)| stand.falls.contains(&cause));
        assert!(fell, "{cause:?}");
    }
    let ready = open.iter().filter(|(_, stand)| stand.ready).count();
    let planned = |(script, _): &&(Script, Stand)| {
        ["Aldermoor Homecare", "Wisła Cold Store", "Ashby Facilities"]
            .contains(&script.account.name.as_str())
    };
    assert_eq!(ready, open.iter().filter(planned).count());
    assert!(open.iter().filter(|(_, stand)| stand.challenged).count() >= 2);
    assert!(open.iter().filter(|(_, stand)| stand.ageing).count() >= 4);
}

#[test]
fn the_book_has_words_for_every_verifier_and_for_nothing_else() {
    let quotes = quotes();
    for journey in library::journeys() {
        let pool = &quotes.quotes[&journey.stem];
        let spoken: BTreeSet<_> = pool.keys().map(String::as_str).collect();
        let verifiers = journey.stages.iter().flat_map(|stage| &stage.verifiers);
        let asked: BTreeSet<_> = verifiers.map(|verifier| verifier.key.as_str()).collect();
        // These always begin a deal, with the deal's own words.
        let opening = ["results-stated", "intention-published"];
        let silent: Vec<_> = asked.difference(&spoken).collect();
        assert!(silent.iter().all(|key| opening.contains(key)), "{silent:?}");
        assert_eq!(spoken.difference(&asked).next(), None, "{}", journey.stem);
    }
}

#[test]
fn nobody_is_two_people_and_no_words_are_worn_out() {
    let mut people = BTreeMap::new();
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let all = compose(monday());
    let parts: Parts = toml::from_str(include_str!("../parts.toml")).expect("the parts");
    let present = parts.plans.len();
    for (place, script) in all.into_iter().enumerate() {
        for contact in script.contacts {
            let account = script.account.name.clone();
            let at = people.entry(contact.name.clone()).or_insert(account);
            assert_eq!(*at, script.account.name, "{}", contact.name);
        }
        let mut said = BTreeSet::new();
        for event in script.events {
            if let Event::Evidence(evidence) = event {
                assert!(said.insert(evidence.words.clone()), "{}", evidence.words);
                let uses = words.entry(evidence.words).or_default();
                *uses += 1;
                assert!(*uses <= 4 || place >= present, "worn out");
            }
        }
    }
    // Of earlier deals, which hardly anybody opens, they may be heard again.
    let worn = words.iter().filter(|(_, uses)| **uses > 12).count();
    assert_eq!(worn, 0, "{:?}", words.iter().max_by_key(|(_, uses)| **uses));
}

/// The earlier deals, each with how it ended.
fn earlier_ends() -> Vec<(Script, OutcomeKind)> {
    let parts: Parts = toml::from_str(include_str!("../parts.toml")).expect("the parts");
    let earlier = stands(monday()).split_off(parts.plans.len());
    let end = |(script, stand): (Script, Stand)| (script, stand.outcome.expect("it ended"));
    earlier.into_iter().map(end).collect()
}

#[test]
fn owners_called_earlier_deals_on_their_way_and_hoped_for_too_much() {
    let earlier = earlier_ends();
    let mut owners = BTreeSet::new();
    let (mut hoped, mut calls, mut won) = (0, 0, 0);
    for (script, end) in &earlier {
        let closed = script.events.iter().find_map(|event| match event {
            Event::Outcome(outcome) => Some(outcome.days_ago),
            _ => None,
        });
        for call in &script.calls {
            assert!(call.days_ago > closed, "called when it was over");
            owners.insert(script.owner.as_str());
            hoped += u32::from(call.percent);
            calls += 1;
            won += u32::from(*end == OutcomeKind::Won);
        }
    }
    assert_eq!(owners.len(), 3);
    assert!(calls > 2 * earlier.len(), "{calls}");
    assert!(hoped > 110 * won, "honest, and too hopeful: {hoped}, {won}");
}

#[test]
fn what_customers_showed_of_the_money_and_of_staying_went_with_the_ends() {
    let shown = |script: &Script, key: &str| {
        script.events.iter().any(|event| match event {
            Event::Evidence(evidence) => evidence.proves.iter().any(|proved| proved == key),
            _ => false,
        })
    };
    let mut compared = [(0, 0); 2];
    for (script, end) in earlier_ends() {
        if script.journey == "considered-purchase" && end != OutcomeKind::QualifiedOut {
            let (won, all) = &mut compared[usize::from(shown(&script, "staying-compared"))];
            *won += u32::from(end == OutcomeKind::Won);
            *all += 1;
        }
    }
    let [without, with] = compared.map(|(won, all)| f64::from(won) / f64::from(all));
    assert!(with > 3.0 * without, "{compared:?}");
}

//! From what is on record to lived weeks.

use crate::{
    forecast::model::{
        counts::Counts,
        history::{History, Next, Version, Week, Word},
        state::{Ending, Footing, State},
    },
    journey::terms::{OutcomeKind, Phase},
};
use chrono::{DateTime, Days, Utc};

fn day(number: u64) -> DateTime<Utc> {
    let first: DateTime<Utc> = "2026-01-05T09:00:00Z".parse().expect("a moment");
    first + Days::new(number)
}

fn version(from: u64, phase: Phase, outcome: Option<OutcomeKind>) -> Version {
    Version {
        from: day(from),
        phase,
        outcome,
    }
}

fn word(on: u64, is_firm: bool) -> Word {
    Word {
        happened_on: day(on).date_naive(),
        recorded_at: day(on),
        withdrawn_at: None,
        is_firm,
    }
}

fn deal(versions: Vec<Version>, words: Vec<Word>) -> History {
    History {
        opened_at: day(0),
        versions,
        words,
    }
}

fn state(phase: Phase, footing: Footing) -> State {
    State { phase, footing }
}

/// How the weeks went on, in few words: the phase's number, or the ending's first letter.
fn told(history: &History, upto: u64) -> String {
    let weeks = history.weeks(day(upto));
    let letter = |week: &Week| match week.next {
        Next::State(to) => to.phase.code().to_string(),
        Next::Ended(Ending::Won) => "w".into(),
        Next::Ended(Ending::LostToSupplier) => "l".into(),
        Next::Ended(Ending::NoDecision) => "n".into(),
        Next::Ended(Ending::QualifiedOut) => "q".into(),
    };
    weeks.iter().map(letter).collect()
}

#[test]
fn an_open_deal_has_lived_its_whole_weeks_and_no_part_of_one() {
    let open = deal(
        vec![
            version(0, Phase::Notice, None),
            version(16, Phase::Change, None),
        ],
        vec![],
    );
    assert_eq!(told(&open, 6), "");
    assert_eq!(told(&open, 7), "1");
    assert_eq!(told(&open, 27), "112");
    assert_eq!(told(&open, 28), "1122");
}

#[test]
fn each_ending_ends_the_week_that_it_fell_into_once_that_week_is_over() {
    for (outcome, letter) in [
        (OutcomeKind::Won, "w"),
        (OutcomeKind::LostToSupplier, "l"),
        (OutcomeKind::NoDecision, "n"),
        (OutcomeKind::QualifiedOut, "q"),
    ] {
        let ended = deal(
            vec![
                version(0, Phase::Notice, None),
                version(17, Phase::Notice, Some(outcome)),
            ],
            vec![],
        );
        // An open deal of that week is not counted before the week is over either.
        assert_eq!(told(&ended, 20), "11");
        assert_eq!(told(&ended, 21), format!("11{letter}"));
        assert_eq!(told(&ended, 300), format!("11{letter}"));
    }
}

#[test]
fn weeks_on_hold_are_left_out_and_counted_anew_from_the_return() {
    let held = deal(
        vec![
            version(0, Phase::Notice, None),
            version(10, Phase::Notice, Some(OutcomeKind::OnHold)),
            version(60, Phase::Change, None),
            version(70, Phase::Change, Some(OutcomeKind::NoDecision)),
        ],
        vec![],
    );
    assert_eq!(told(&held, 59), "1");
    assert_eq!(told(&held, 300), "12n");
}

#[test]
fn what_ended_while_it_was_on_hold_has_no_week_of_ending() {
    let held = deal(
        vec![
            version(0, Phase::Notice, None),
            version(10, Phase::Notice, Some(OutcomeKind::OnHold)),
            version(60, Phase::Notice, Some(OutcomeKind::NoDecision)),
        ],
        vec![],
    );
    assert_eq!(told(&held, 9), "1");
    assert_eq!(told(&held, 300), "1");
}

#[test]
fn an_ending_that_is_taken_back_counts_until_then_and_no_longer() {
    let reopened = deal(
        vec![
            version(0, Phase::Notice, None),
            version(10, Phase::Notice, Some(OutcomeKind::LostToSupplier)),
            version(30, Phase::Notice, None),
        ],
        vec![],
    );
    assert_eq!(told(&reopened, 29), "1l");
    assert_eq!(told(&reopened, 51), "1111");
    let won_then = deal(
        vec![
            version(0, Phase::Notice, None),
            version(10, Phase::Notice, Some(OutcomeKind::LostToSupplier)),
            version(30, Phase::Notice, None),
            version(45, Phase::Notice, Some(OutcomeKind::Won)),
        ],
        vec![],
    );
    assert_eq!(told(&won_then, 300), "111w");
}

#[test]
fn a_deal_opened_by_mistake_is_left_out_whole() {
    let void = deal(
        vec![
            version(0, Phase::Notice, None),
            version(30, Phase::Notice, Some(OutcomeKind::Void)),
        ],
        vec![],
    );
    assert_eq!(told(&void, 29), "1111");
    assert_eq!(told(&void, 31), "");
}

#[test]
fn a_deal_known_only_from_a_later_day_has_lived_from_then_on() {
    let mut late = deal(vec![version(100, Phase::Frame, None)], vec![]);
    late.opened_at = day(0);
    assert_eq!(told(&late, 99), "");
    assert_eq!(told(&late, 114), "33");
}

#[test]
fn what_it_stands_on_is_how_firm_and_how_fresh_the_words_were_that_day() {
    let history = deal(
        vec![version(0, Phase::Notice, None)],
        vec![word(40, false), word(50, true)],
    );
    let footing = |at: u64| history.open_state(day(at)).expect("open").footing;
    assert_eq!(footing(30), Footing::SaidFresh, "it was opened that month");
    assert_eq!(footing(31), Footing::SaidOlder);
    assert_eq!(footing(40), Footing::SaidFresh);
    assert_eq!(footing(50), Footing::FirmFresh);
    assert_eq!(footing(80), Footing::FirmFresh);
    assert_eq!(footing(81), Footing::FirmOlder);
    assert_eq!(footing(140), Footing::FirmOlder);
    assert_eq!(footing(141), Footing::SaidOlder);
}

#[test]
fn withdrawn_words_carry_until_they_are_withdrawn_and_late_ones_from_when_they_are_on_record() {
    let withdrawn = Word {
        withdrawn_at: Some(day(60)),
        ..word(50, true)
    };
    let late = Word {
        recorded_at: day(75),
        ..word(70, false)
    };
    let history = deal(vec![version(0, Phase::Notice, None)], vec![withdrawn, late]);
    let footing = |at: u64| history.open_state(day(at)).expect("open").footing;
    assert_eq!(footing(59), Footing::FirmFresh);
    assert_eq!(footing(60), Footing::SaidOlder);
    assert_eq!(footing(74), Footing::SaidOlder);
    assert_eq!(footing(75), Footing::SaidFresh);
}

#[test]
fn a_deal_that_is_not_open_has_no_state() {
    let won = deal(
        vec![
            version(5, Phase::Commit, None),
            version(10, Phase::Commit, Some(OutcomeKind::Won)),
        ],
        vec![],
    );
    assert_eq!(won.open_state(day(4)), None);
    assert_eq!(
        won.open_state(day(5)),
        Some(state(Phase::Commit, Footing::SaidFresh))
    );
    assert_eq!(won.open_state(day(10)), None);
    assert_eq!(won.outcome(day(10)), Some(OutcomeKind::Won));
}

#[test]
fn lived_weeks_add_up_by_how_they_began_and_went_on() {
    let history = deal(
        vec![
            version(0, Phase::Notice, None),
            version(8, Phase::Change, None),
            version(24, Phase::Notice, None),
            version(30, Phase::Notice, Some(OutcomeKind::QualifiedOut)),
        ],
        vec![word(8, true)],
    );
    let mut counts = Counts::default();
    for week in history.weeks(day(200)) {
        counts.add(week);
    }
    let new = state(Phase::Notice, Footing::SaidFresh);
    let moved = state(Phase::Change, Footing::FirmFresh);
    let back = state(Phase::Notice, Footing::FirmFresh);
    assert_eq!(
        (counts.weeks(new), counts.weeks(moved), counts.weeks(back)),
        (2, 2, 1)
    );
    assert_eq!(
        (counts.closed(), counts.ended(Ending::QualifiedOut)),
        (1, 1)
    );
    assert_eq!(counts.phases[new.place()], [1, 1, 0, 0, 0, 0]);
    assert_eq!(counts.phases[moved.place()], [1, 1, 0, 0, 0, 0]);
    let (said, firm) = (Footing::SaidFresh as usize, Footing::FirmFresh as usize);
    assert_eq!(counts.footings[said][2], [1, 0, 0, 0]);
    assert_eq!(counts.footings[said][1], [0, 0, 1, 0]);
    assert_eq!(counts.footings[firm][0], [1, 0, 0, 0]);
}

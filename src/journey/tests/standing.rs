//! When a verifier stands.

use super::*;

#[test]
fn a_verifier_needs_evidence_of_its_least_strength() {
    let v = verifier(1, Strength::Written);
    assert_eq!(Case::with(&[&v]).state(0, &v), State::Missing);
    assert_eq!(
        Case::with(&[&v]).yes(0, Strength::Heard, &v).state(0, &v),
        State::TooWeak
    );
    assert_eq!(
        Case::with(&[&v]).yes(0, Strength::Written, &v).state(0, &v),
        State::Stands
    );
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Confirmed, &v)
            .state(0, &v),
        State::Stands
    );
}

#[test]
fn many_weak_words_do_not_add_up_to_a_strong_one() {
    let v = verifier(1, Strength::Done);
    let case = Case::with(&[&v])
        .yes(0, Strength::Heard, &v)
        .yes(1, Strength::Written, &v)
        .yes(2, Strength::Written, &v);
    assert_eq!(case.state(3, &v), State::TooWeak);
}

#[test]
fn second_hand_reports_count_for_nothing_in_either_direction() {
    let v = verifier(1, Strength::Heard);
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Reported, &v)
            .state(0, &v),
        State::Reported
    );
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Heard, &v)
            .no(5, Strength::Reported, &v)
            .state(6, &v),
        State::Stands
    );
}

#[test]
fn the_customers_latest_word_counts() {
    let v = verifier(1, Strength::Heard);
    let contradicted = Case::with(&[&v])
        .yes(0, Strength::Confirmed, &v)
        .no(5, Strength::Heard, &v);
    assert_eq!(contradicted.state(6, &v), State::Contradicted);
    assert_eq!(
        contradicted.yes(7, Strength::Heard, &v).state(8, &v),
        State::Stands
    );
}

#[test]
fn a_weaker_yes_after_a_no_does_not_bring_the_stronger_one_back() {
    let v = verifier(1, Strength::Written);
    let case = Case::with(&[&v])
        .yes(0, Strength::Done, &v)
        .no(5, Strength::Heard, &v)
        .yes(7, Strength::Heard, &v);
    assert_eq!(case.state(8, &v), State::TooWeak);
}

#[test]
fn an_earlier_no_that_is_recorded_later_does_not_contradict() {
    let v = verifier(1, Strength::Heard);
    assert_eq!(
        Case::with(&[&v])
            .yes(5, Strength::Heard, &v)
            .no(2, Strength::Written, &v)
            .state(6, &v),
        State::Stands
    );
}

#[test]
fn of_two_words_on_one_day_the_later_recorded_is_the_later_word() {
    let v = verifier(1, Strength::Heard);
    assert_eq!(
        Case::with(&[&v])
            .yes(5, Strength::Heard, &v)
            .no(5, Strength::Heard, &v)
            .state(5, &v),
        State::Contradicted
    );
    assert_eq!(
        Case::with(&[&v])
            .no(5, Strength::Heard, &v)
            .yes(5, Strength::Heard, &v)
            .state(5, &v),
        State::Stands
    );
}

#[test]
fn what_is_withdrawn_or_overruled_no_longer_counts_and_neither_does_a_withdrawn_no() {
    let v = verifier(1, Strength::Heard);
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Done, &v)
            .withdrawn()
            .state(1, &v),
        State::Missing
    );
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Done, &v)
            .doubted(Doubt::Upheld)
            .state(1, &v),
        State::Missing
    );
    assert_eq!(
        Case::with(&[&v])
            .yes(0, Strength::Done, &v)
            .no(1, Strength::Done, &v)
            .withdrawn()
            .state(2, &v),
        State::Stands
    );
}

#[test]
fn evidence_ages_from_three_quarters_of_its_time_and_lapses_after_it() {
    let v = Verifier {
        fresh_days: Some(40),
        ..verifier(1, Strength::Heard)
    };
    let case = Case::with(&[&v]).yes(0, Strength::Written, &v);
    let ageing = |number| {
        case.deal
            .judged_on(day(number))
            .standing_of(v.id)
            .unwrap()
            .ageing
    };
    assert_eq!((ageing(29), ageing(30)), (false, true));
    assert_eq!(
        (case.state(40, &v), case.state(41, &v)),
        (State::Stands, State::Lapsed)
    );
    let standing = case
        .deal
        .judged_on(day(0))
        .standing_of(v.id)
        .unwrap()
        .clone();
    assert_eq!(standing.lapses_on, Some(day(41)));
}

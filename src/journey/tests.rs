//! The rule, line by line, in examples small enough to read.

use super::{
    facts::{Bearing, Deal, Doubt, Evidence, Tailoring, Verifier, tailored},
    gate::Refusal,
    leaning::{Leaning, leaning},
    standing::State,
    terms::{Dimension, Strength},
};
use crate::ids::{EvidenceId, TailoringId, VerifierId};
use chrono::{Days, NaiveDate};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + Days::new(number)
}

fn verifier(stage: i16, least_strength: Strength) -> Verifier {
    Verifier {
        id: VerifierId::new(),
        stage,
        required: true,
        least_strength,
        fresh_days: None,
    }
}

/// A deal in the making: evidence is added in the order in which it is recorded.
struct Case {
    deal: Deal,
}

impl Case {
    fn with(verifiers: &[&Verifier]) -> Self {
        let verifiers: Vec<Verifier> = verifiers.iter().map(|v| (*v).clone()).collect();
        Self {
            deal: Deal {
                stage: 1,
                stages: 3,
                closed: false,
                verifiers,
                evidence: vec![],
            },
        }
    }

    fn at(mut self, stage: i16) -> Self {
        self.deal.stage = stage;
        self
    }

    fn says(mut self, number: u64, strength: Strength, about: &Verifier, supports: bool) -> Self {
        let ordinal = i64::try_from(self.deal.evidence.len()).unwrap();
        self.deal.evidence.push(Evidence {
            id: EvidenceId::new(),
            happened_on: day(number),
            ordinal,
            strength,
            withdrawn: false,
            doubt: Doubt::None,
            bearings: vec![Bearing {
                verifier: about.id,
                supports,
            }],
        });
        self
    }

    fn yes(self, number: u64, strength: Strength, about: &Verifier) -> Self {
        self.says(number, strength, about, true)
    }

    fn no(self, number: u64, strength: Strength, about: &Verifier) -> Self {
        self.says(number, strength, about, false)
    }

    fn latest(&mut self) -> &mut Evidence {
        self.deal.evidence.last_mut().unwrap()
    }

    fn withdrawn(mut self) -> Self {
        self.latest().withdrawn = true;
        self
    }

    fn doubted(mut self, doubt: Doubt) -> Self {
        self.latest().doubt = doubt;
        self
    }

    fn state(&self, number: u64, about: &Verifier) -> State {
        self.deal
            .judged_on(day(number))
            .standing_of(about.id)
            .unwrap()
            .state
    }
}

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

#[test]
fn a_gate_opens_when_every_required_verifier_carries_and_optional_ones_do_not_matter() {
    let (a, b) = (verifier(1, Strength::Heard), verifier(1, Strength::Heard));
    let optional = Verifier {
        required: false,
        ..verifier(1, Strength::Heard)
    };
    let half = Case::with(&[&a, &b, &optional]).yes(0, Strength::Heard, &a);
    assert_eq!(
        half.deal.judged_on(day(1)).passage(),
        Err(Refusal::Shut(vec![b.id]))
    );
    let whole = half.yes(1, Strength::Written, &b);
    let passage = whole.deal.judged_on(day(1)).passage().unwrap();
    assert_eq!(
        (passage.from(), passage.to(), passage.rests_on().len()),
        (1, Some(2), 2)
    );
}

#[test]
fn nothing_passes_on_evidence_with_an_open_challenge_alone() {
    let v = verifier(1, Strength::Heard);
    let doubted = Case::with(&[&v])
        .yes(0, Strength::Heard, &v)
        .doubted(Doubt::Open);
    assert_eq!(doubted.state(1, &v), State::Challenged);
    assert!(doubted.deal.judged_on(day(1)).passage().is_err());
    let backed = doubted.yes(1, Strength::Heard, &v);
    assert!(backed.deal.judged_on(day(1)).passage().is_ok());
}

#[test]
fn an_open_challenge_does_not_pull_a_deal_back_and_an_upheld_one_does() {
    let v = verifier(1, Strength::Heard);
    let open = Case::with(&[&v])
        .at(2)
        .yes(0, Strength::Heard, &v)
        .doubted(Doubt::Open);
    assert_eq!(open.deal.judged_on(day(1)).fall_back(), None);
    assert_eq!(
        open.doubted(Doubt::Upheld)
            .deal
            .judged_on(day(1))
            .fall_back(),
        Some(1)
    );
}

#[test]
fn a_deal_falls_back_to_the_earliest_stage_that_no_longer_stands() {
    let (first, second, third) = (
        verifier(1, Strength::Heard),
        verifier(2, Strength::Heard),
        verifier(3, Strength::Heard),
    );
    let case = Case::with(&[&first, &second, &third])
        .at(3)
        .yes(0, Strength::Heard, &first)
        .yes(0, Strength::Heard, &second);
    assert_eq!(case.deal.judged_on(day(1)).fall_back(), None);
    assert_eq!(
        case.no(2, Strength::Heard, &second)
            .no(2, Strength::Heard, &first)
            .deal
            .judged_on(day(3))
            .fall_back(),
        Some(1)
    );
}

#[test]
fn a_closed_deal_neither_moves_nor_falls_back() {
    let v = verifier(1, Strength::Heard);
    let mut case = Case::with(&[&v]).at(2);
    case.deal.closed = true;
    let judged = case.deal.judged_on(day(0));
    assert_eq!(
        (judged.fall_back(), judged.passage()),
        (None, Err(Refusal::Closed))
    );
}

#[test]
fn the_last_passage_leads_nowhere_further() {
    let v = verifier(3, Strength::Heard);
    let passage = Case::with(&[&v])
        .at(3)
        .yes(0, Strength::Heard, &v)
        .deal
        .judged_on(day(0))
        .passage()
        .unwrap();
    assert_eq!(passage.to(), None);
}

#[test]
fn a_gate_without_a_required_verifier_stays_shut() {
    let optional = Verifier {
        required: false,
        ..verifier(1, Strength::Heard)
    };
    assert_eq!(
        Case::with(&[&optional]).deal.judged_on(day(0)).passage(),
        Err(Refusal::Shut(vec![]))
    );
}

#[test]
fn tailoring_drops_adds_and_can_be_undone() {
    let (old, new) = (verifier(1, Strength::Heard), verifier(1, Strength::Done));
    let replaced = Tailoring {
        id: TailoringId::new(),
        drops: Some(old.id),
        adds: Some(new.id),
        undoes: None,
    };
    let undone = Tailoring {
        id: TailoringId::new(),
        drops: None,
        adds: None,
        undoes: Some(replaced.id),
    };
    let counting = |tailorings: &[Tailoring]| -> Vec<VerifierId> {
        tailored([old.clone()], [new.clone()], tailorings)
            .into_iter()
            .map(|v| v.id)
            .collect()
    };
    assert_eq!(counting(&[]), [old.id]);
    assert_eq!(counting(&[replaced]), [new.id]);
    assert_eq!(counting(&[replaced, undone]), [old.id]);
}

#[test]
fn a_deal_strong_in_one_dimension_and_empty_in_the_next_leans_towards_no_decision() {
    let v: Vec<Verifier> = (0..4).map(|_| verifier(1, Strength::Heard)).collect();
    let case = Case::with(&[&v[0], &v[1], &v[2], &v[3]])
        .yes(0, Strength::Heard, &v[0])
        .yes(0, Strength::Heard, &v[1]);
    let leans = |case: &Case, dimensions: [Dimension; 4]| {
        let of = |id| {
            v.iter()
                .position(|v| v.id == id)
                .map(|index| dimensions[index])
        };
        leaning(&case.deal.judged_on(day(0)), 1, of)
    };
    use Dimension::{Change, Intent, Progress, Safety};
    assert_eq!(
        leans(&case, [Progress, Progress, Change, Safety]),
        Some(Leaning::NoDecision)
    );
    assert_eq!(
        leans(&case, [Change, Change, Safety, Intent]),
        Some(Leaning::CouldNotDecide)
    );
    assert_eq!(
        leans(&case, [Progress, Progress, Intent, Intent]),
        None,
        "nobody asked for change so far"
    );
    let moved = case.yes(0, Strength::Heard, &v[2]);
    assert_eq!(leans(&moved, [Progress, Progress, Change, Safety]), None);
}

//! When a deal moves, falls back, and leans.

use super::*;

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

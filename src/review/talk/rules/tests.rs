mod story;

use super::*;
use crate::{
    ids::{CommitmentId, ContactId, EvidenceId, OpportunityId, VerifierId},
    journey::{
        facts::{Bearing, Deal, Doubt, Evidence, Verifier},
        terms::{Dimension, StakeholderRole, Strength},
    },
    review::talk::facts::{Dropped, FallBack, Part, Said},
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use std::collections::HashMap;
use story::*;

const NOTHING: [&str; 0] = [];

#[test]
fn a_deal_that_goes_well_is_not_talked_about() {
    assert_eq!(Story::at(3).told(), NOTHING);
}

#[test]
fn a_fall_back_in_the_period_is_told_with_its_cause_and_one_before_it_is_not() {
    let fell = |days, cause: &str| {
        let mut story = Story::at(2);
        let evidence = story.facts.said[0].id;
        story.facts.fall_back = Some(FallBack {
            at: now() - TimeDelta::days(days),
            from_stage: 3,
            to_stage: 2,
            cause: cause.into(),
            evidence: Some(evidence),
        });
        story.told()
    };
    assert_eq!(
        fell(6, "withdrawal"),
        [
            "fell back from Choosing to Framing on 14 Nov when what Rui Antunes had said was withdrawn: “Not before the union vote.”"
        ]
    );
    assert_eq!(fell(7, "withdrawal"), NOTHING);
    assert!(
        fell(1, "challenge")[0].contains("when a doubt about what Rui Antunes said was upheld")
    );
    assert!(fell(1, "lapse")[0].contains("went out of date"));
}

#[test]
fn a_contradiction_counts_in_the_period_until_it_is_taken_back_and_is_told_once() {
    let against = |ago, taken_back: bool, fell_back: bool| {
        let mut story = Story::at(2);
        let asked = story.asks(2, Dimension::Progress, None);
        let ines = ContactId::new();
        let no = story.says(ines, "Ines Baptista", &[asked], false, ago);
        if taken_back {
            story.says(ines, "Ines Baptista", &[asked], true, 0);
        }
        if fell_back {
            story.facts.fall_back = Some(FallBack {
                at: now(),
                from_stage: 3,
                to_stage: 2,
                cause: "contradiction".into(),
                evidence: Some(no),
            });
        }
        story.told()
    };
    let no = "Ines Baptista said otherwise on 15 Nov: “Not before the union vote.”";
    assert_eq!(against(5, false, false), [no]);
    assert_eq!(against(5, true, false), NOTHING);
    assert_eq!(against(8, false, false), NOTHING);
    assert_eq!(against(5, false, true).len(), 1);
}

#[test]
fn what_was_dropped_counts_in_the_period() {
    let dropped = |days| {
        let mut story = Story::at(2);
        story.facts.dropped.push(Dropped {
            id: CommitmentId::new(),
            name: "Tomás Ferreira".into(),
            what: "Send the figures.".into(),
            at: now() - TimeDelta::days(days),
        });
        story.told()
    };
    assert_eq!(
        dropped(2),
        ["Tomás Ferreira dropped what they had agreed to do (Send the figures)"]
    );
    assert_eq!(dropped(8), NOTHING);
}

#[test]
fn evidence_ages_from_three_quarters_of_its_time_and_only_where_it_is_needed() {
    let heard = |ago, stage| {
        let mut story = Story::at(2);
        let asked = story.asks(stage, Dimension::Progress, Some(40));
        story.says(ContactId::new(), "Ines Baptista", &[asked], true, ago);
        story.told()
    };
    assert_eq!(heard(30, 2), ["what it stands on lapses on 1 Dec"]);
    assert_eq!(heard(29, 2), NOTHING);
    assert_eq!(heard(30, 3), NOTHING);
}

#[test]
fn quiet_begins_at_its_number_of_days() {
    let quiet = |days| {
        let mut story = Story::at(2);
        story.facts.heard_at = now() - TimeDelta::days(days);
        story.told()
    };
    assert_eq!(quiet(QUIET_DAYS), ["nothing heard for 30 days"]);
    assert_eq!(quiet(QUIET_DAYS - 1), NOTHING);
}

#[test]
fn a_call_is_told_only_where_it_is_further_than_the_proof() {
    let called = |call| {
        let mut story = Story::at(1);
        story.facts.call_stage = call;
        story.told()
    };
    assert_eq!(called(Some(3)), ["called Choosing, proved to Noticing"]);
    assert_eq!(called(Some(1)), NOTHING);
    assert_eq!(called(None), NOTHING);
}

#[test]
fn one_voice_is_told_from_choosing_on_and_from_two_pieces_on() {
    let alone = |stage, pieces: usize| {
        let mut story = Story::at(stage);
        let ines = story.facts.group[0].contact;
        story.facts.said.clear();
        for _ in 0..pieces {
            story.says(ines, "Ines Baptista", &[], true, 1);
        }
        story.told()
    };
    assert_eq!(alone(3, 2), ["only Ines Baptista has ever spoken"]);
    assert_eq!(alone(3, 1), NOTHING);
    assert_eq!(alone(2, 2), NOTHING);
    let mut story = Story::at(3);
    story.facts.said[0].counts = false;
    story.says(story.facts.group[0].contact, "Ines Baptista", &[], true, 1);
    assert_eq!(
        story.told(),
        ["only Ines Baptista has ever spoken"],
        "hearsay is no voice"
    );
}

#[test]
fn money_is_told_from_choosing_on_until_a_holder_is_heard() {
    let holder = |stage, role, heard: bool| {
        let mut story = Story::at(stage);
        let contact = match heard {
            true => story.facts.group[0].contact,
            false => ContactId::new(),
        };
        story.facts.group[0] = Part {
            contact,
            name: "Tomás Ferreira".into(),
            role,
        };
        story.told()
    };
    use StakeholderRole::{Approver, Legal};
    assert_eq!(
        holder(3, Approver, false),
        ["Tomás Ferreira, who holds the money, has never been heard"]
    );
    assert_eq!(holder(3, Approver, true), NOTHING);
    assert_eq!(
        holder(3, Legal, true),
        ["nobody has heard from whoever holds the money"]
    );
    assert_eq!(holder(2, Legal, true), NOTHING);
}

#[test]
fn a_deal_that_leans_is_told() {
    let leans = |strong, empty, pieces| {
        let mut story = Story::at(2);
        story.asks(2, empty, None);
        for _ in 0..pieces {
            let asked = story.asks(2, strong, None);
            story.says(ContactId::new(), "Ines Baptista", &[asked], true, 1);
        }
        story.told()
    };
    use Dimension::{Change, Progress, Safety};
    assert_eq!(
        leans(Progress, Change, 2),
        ["strong on progress, empty on change: on its way to do nothing"]
    );
    assert_eq!(leans(Progress, Change, 1), NOTHING);
    assert_eq!(
        leans(Change, Safety, 2),
        ["wants to change, does not feel safe: on its way to cannot decide"]
    );
}

#[test]
fn what_moves_against_a_deal_outweighs_everything_else_together() {
    let sum: u32 = Rule::ALL
        .iter()
        .filter(|rule| !rule.is_against())
        .map(|rule| rule.weight())
        .sum();
    let against = Rule::ALL.iter().filter(|rule| rule.is_against());
    assert!(against.map(|rule| rule.weight()).min() > Some(sum));
}

#[test]
fn deals_come_by_their_reasons_then_by_worth_and_at_most_ten() {
    let with = |worth: i64, rule: &[Rule]| {
        let reasons = rule.iter().map(|rule| Reason::leaning(*rule));
        (worth, Story::at(2).facts, reasons.collect())
    };
    let worths = |deals: Vec<(i64, Facts, Vec<Reason>)>| {
        // Of what is worth nothing here, nobody knows.
        let of = |(worth, facts, _): &(i64, Facts, _)| (facts.deal, (*worth > 0).then_some(*worth));
        let worth: HashMap<_, _> = deals.iter().map(of).collect();
        let deals = deals
            .into_iter()
            .map(|(_, facts, reasons)| (facts, reasons));
        let ordered = in_order(deals.collect(), |deal| worth[&deal]);
        let ordered = ordered.iter().map(|(facts, _)| worth[&facts.deal]);
        ordered.map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    let deals = vec![
        with(900, &[]),
        with(0, &[Rule::Quiet]),
        with(500, &[Rule::Quiet]),
        with(2, &[Rule::Quiet, Rule::Lapsing]),
        with(3, &[Rule::Dropped]),
    ];
    assert_eq!(worths(deals), [3, 2, 500, 0]);
    let many = (0..12).map(|worth| with(worth, &[Rule::Quiet])).collect();
    assert_eq!(worths(many), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

#[test]
fn the_book_tells_the_rules_as_they_are() {
    let book = include_str!("../../../../docs/review.md");
    for rule in Rule::ALL {
        let row = format!("| {} | {} | {} |", rule.name(), rule.told(), rule.weight());
        assert!(book.contains(&row), "docs/review.md lacks: {row}");
    }
    for sentence in [
        format!("At most {MOST} deals"),
        format!("the {CANDIDATES} deals that are worth most"),
    ] {
        assert!(book.contains(&sentence), "docs/review.md lacks: {sentence}");
    }
}

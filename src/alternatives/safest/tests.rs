use super::*;
use Risk::{High, Low, Some as Middling, Unknown};

fn said(by: &str, risk: Risk) -> Seen<'_> {
    Seen {
        by: Some(by),
        risk,
        is_theirs: true,
    }
}

fn believed_of(by: &str, risk: Risk) -> Seen<'_> {
    Seen {
        is_theirs: false,
        ..said(by, risk)
    }
}

fn way<'a>(name: &'a str, seen: &[Seen<'a>]) -> Compared<'a> {
    Compared {
        name,
        seen: seen.to_vec(),
    }
}

#[test]
fn a_way_is_as_risky_as_it_looks_to_the_most_careful_of_them() {
    let level = |seen: &[Seen<'static>]| way("ours", seen).level();
    assert_eq!(level(&[]), None);
    assert_eq!(level(&[said("Ines", Unknown)]), None);
    let seen = level(&[said("Ines", Low), said("Rui", High), said("Tom", High)]);
    let seen = seen.expect("known");
    assert_eq!((seen.risk, seen.on_word_of), (High, vec!["Rui", "Tom"]));
}

#[test]
fn what_they_said_weighs_before_what_we_believe() {
    let seen = way("ours", &[believed_of("Rui", High), said("Ines", Low)]).level();
    let seen = seen.expect("known");
    assert_eq!((seen.risk, seen.is_theirs), (Low, true));
    let seen = way("ours", &[believed_of("Rui", High), said("Ines", Unknown)]).level();
    assert!(!seen.expect("known").is_theirs);
}

#[test]
fn the_safest_is_named_with_those_on_whose_word_it_is() {
    let ways = [
        way(
            "doing nothing",
            &[said("Ines", Middling), said("Rui", High)],
        ),
        way("Routely", &[believed_of("Rui", Low)]),
        way("ours", &[said("Rui", Middling), said("Ines", Low)]),
    ];
    assert_eq!(
        sentence(&ways),
        "To the customer ours looks safest today: some risk, on the word of Rui."
    );
}

#[test]
fn a_tie_is_said() {
    let ways = [
        way("doing nothing", &[said("Ines", Low)]),
        way("Routely", &[said("Ines", High)]),
        way("ours", &[said("Rui", Low), said("Ines", Low)]),
    ];
    assert_eq!(
        sentence(&ways),
        "To the customer doing nothing and ours look equally safe today: low risk, on the word of Ines and Rui."
    );
}

#[test]
fn one_way_alone_is_no_comparison() {
    let ways = [
        way("doing nothing", &[said("Ines", Low)]),
        way("ours", &[believed_of("Ines", Low)]),
    ];
    let sentence = sentence(&ways);
    assert!(
        sentence.starts_with(
            "So far they have spoken of one way only: doing nothing, low risk on the word of Ines."
        ),
        "{sentence}"
    );
}

#[test]
fn where_nobody_there_spoke_a_belief_is_called_one() {
    let nobody = "Nobody there has said";
    let nothing = [way("doing nothing", &[]), way("ours", &[])];
    assert!(sentence(&nothing).starts_with(nobody));
    let one = [
        way("doing nothing", &[believed_of("Ines", Low)]),
        way("ours", &[]),
    ];
    assert!(sentence(&one).contains("a belief about one only"));
    let two = [
        way("doing nothing", &[believed_of("Ines", Low)]),
        way("ours", &[believed_of("Ines", Middling)]),
    ];
    assert!(
        sentence(&two).starts_with(nobody)
            && sentence(&two).ends_with("We think it is this one: doing nothing.")
    );
    let tie = [
        way("doing nothing", &[believed_of("Ines", Low)]),
        way("ours", &[believed_of("Ines", Low)]),
    ];
    assert!(sentence(&tie).ends_with("equally safe: doing nothing and ours."));
}

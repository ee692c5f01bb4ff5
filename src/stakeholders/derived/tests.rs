use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

struct Spoken(Vec<Word>);

impl Spoken {
    fn nothing() -> Self {
        Self(vec![])
    }

    fn by(mut self, by: ContactId, on: &str, strength: Strength, about: &[About]) -> Self {
        self.0.push(Word {
            id: EvidenceId::new(),
            by,
            on: day(on),
            ordinal: self.0.len().try_into().expect("few"),
            strength,
            about: about.to_vec(),
        });
        self
    }
}

fn about(stage: i16, dimension: Dimension) -> About {
    About {
        verifier: VerifierId::new(),
        stage,
        dimension,
        supports: true,
        lapsed: false,
    }
}

fn against(yes: About) -> About {
    About {
        supports: false,
        ..yes
    }
}

use Dimension::{Change, Intent, Progress, Safety};
use Strength::{Confirmed, Done, Heard, Written};

#[test]
fn somebody_was_last_heard_on_the_day_of_their_own_latest_word() {
    let (ines, rui) = (ContactId::new(), ContactId::new());
    let said = Spoken::nothing()
        .by(ines, "2026-03-02", Heard, &[])
        .by(ines, "2026-02-01", Heard, &[])
        .by(rui, "2026-04-01", Heard, &[]);
    assert_eq!(last_heard(ines, &said.0), Some(day("2026-03-02")));
    assert_eq!(last_heard(ContactId::new(), &said.0), None);
}

#[test]
fn where_somebody_stands_goes_by_the_furthest_stage_their_words_support() {
    let ines = ContactId::new();
    let at = |stage| {
        Spoken::nothing().by(
            ines,
            "2026-03-02",
            Heard,
            &[about(1, Progress), about(stage, Progress)],
        )
    };
    let positions: Vec<_> = (1..=5).map(|s| position(ines, &at(s).0, 4)).collect();
    use Position::{Ahead, Behind, With};
    assert_eq!(positions, [Behind, Behind, With, With, Ahead]);
    assert_eq!(position(ContactId::new(), &at(3).0, 4), Position::NotYet);
}

#[test]
fn what_is_out_of_date_or_taken_back_by_the_same_person_carries_nobody_forward() {
    let (ines, rui) = (ContactId::new(), ContactId::new());
    let old = About {
        lapsed: true,
        ..about(4, Progress)
    };
    let said = Spoken::nothing().by(ines, "2026-03-02", Heard, &[old]);
    assert_eq!(position(ines, &said.0, 4), Position::NotYet);
    let yes = about(4, Progress);
    let spoken = || Spoken::nothing().by(ines, "2026-03-02", Heard, &[yes]);
    let herself = spoken().by(ines, "2026-03-03", Heard, &[against(yes)]);
    assert_eq!(position(ines, &herself.0, 4), Position::NotYet);
    let other = spoken().by(rui, "2026-03-03", Heard, &[against(yes)]);
    assert_eq!(position(ines, &other.0, 4), Position::With);
    assert_eq!(
        position(rui, &other.0, 4),
        Position::NotYet,
        "a no supports nothing"
    );
    let before = Spoken::nothing()
        .by(ines, "2026-03-01", Heard, &[against(yes)])
        .by(ines, "2026-03-02", Heard, &[yes]);
    assert_eq!(
        position(ines, &before.0, 4),
        Position::With,
        "the latest word counts"
    );
}

#[test]
fn a_mobiliser_is_suggested_by_acts_on_two_days_and_by_nothing_less() {
    let ines = ContactId::new();
    let twice = |strength, dimension, second: &str| {
        let said = Spoken::nothing()
            .by(ines, "2026-03-02", Done, &[about(1, Intent)])
            .by(ines, second, strength, &[about(2, dimension)]);
        moved_things(ines, &said.0).len()
    };
    assert_eq!(twice(Done, Change, "2026-03-09"), 2);
    assert_eq!(twice(Confirmed, Intent, "2026-03-09"), 2);
    assert_eq!(twice(Done, Change, "2026-03-02"), 0, "one occasion");
    assert_eq!(twice(Written, Change, "2026-03-09"), 0, "words, no act");
    assert_eq!(
        twice(Done, Safety, "2026-03-09"),
        0,
        "neither intent nor change"
    );
    let rui = ContactId::new();
    let said = Spoken::nothing()
        .by(rui, "2026-03-09", Done, &[about(2, Change)])
        .by(rui, "2026-03-02", Done, &[about(1, Intent)]);
    assert_eq!(
        moved_things(rui, &said.0),
        [said.0[1].id, said.0[0].id],
        "oldest first"
    );
    assert_eq!(moved_things(ines, &said.0), []);
}

#[test]
fn a_deal_hangs_on_the_only_one_who_spoke_or_who_carries_the_open_gate() {
    let (ines, rui) = (ContactId::new(), ContactId::new());
    let one = Spoken::nothing().by(ines, "2026-03-02", Heard, &[]);
    let id = one.0[0].id;
    assert_eq!(hangs_on(&[], &[]), None);
    assert_eq!(hangs_on(&one.0, &[]), None, "every deal begins with one");
    assert_eq!(hangs_on(&one.0, &[id]), Some(HangsOn::ForTheGate(ines)));
    let two = one.by(ines, "2026-03-03", Heard, &[]);
    assert_eq!(hangs_on(&two.0, &[id]), Some(HangsOn::ForAll(ines)));
    let both = two.by(rui, "2026-03-03", Heard, &[]);
    assert_eq!(hangs_on(&both.0, &[]), None);
    assert_eq!(
        hangs_on(&both.0, &[both.0[2].id]),
        Some(HangsOn::ForTheGate(rui))
    );
    assert_eq!(hangs_on(&both.0, &[id, both.0[2].id]), None);
}

#[test]
fn the_money_is_heard_when_one_of_those_who_hold_it_is() {
    let (ines, rui, tom) = (ContactId::new(), ContactId::new(), ContactId::new());
    let said = Spoken::nothing().by(ines, "2026-03-02", Heard, &[]);
    use StakeholderRole::{Approver, BudgetHolder, DailyUser};
    let unheard = |group: &[_]| money_unheard(group, &said.0);
    assert_eq!(
        unheard(&[(ines, DailyUser)]),
        Some(MoneyUnheard::NobodyNamed)
    );
    assert_eq!(
        unheard(&[(ines, DailyUser), (rui, Approver), (tom, BudgetHolder)]),
        Some(MoneyUnheard::Silent(vec![rui, tom]))
    );
    assert_eq!(unheard(&[(ines, Approver), (rui, BudgetHolder)]), None);
}

use super::*;
use crate::demo::rehearsal::{Cause, Ending, rehearse};
use crate::journey::terms::{OutcomeKind, Phase};
use chrono_tz::Tz;

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn endings(today: NaiveDate) -> Vec<(Script, Ending)> {
    let ending = |script: Script| {
        let ending = rehearse(&script, today)
            .unwrap_or_else(|complaint| panic!("{}, {complaint}", script.account.name));
        (script, ending)
    };
    deals(today).into_iter().map(ending).collect()
}

fn ending_of(account: &str) -> Ending {
    let mut all = endings(monday()).into_iter();
    let found = all.find(|(script, _)| script.account.name.starts_with(account));
    found.expect("a deal of this account").1
}

#[test]
fn every_deal_written_by_hand_could_have_happened_and_ends_alike_on_any_weekday() {
    let sketch = |today| -> Vec<_> {
        let all = endings(today).into_iter();
        all.map(|(_, ending)| (ending.stage, ending.outcome, ending.falls, ending.missing))
            .collect()
    };
    for days in 1..7 {
        assert_eq!(sketch(monday() + Days::new(days)), sketch(monday()));
    }
}

#[test]
fn the_twelve_stand_where_their_stories_say() {
    let stand = |account| {
        let ending = ending_of(account);
        (ending.phase, ending.outcome)
    };
    assert_eq!(stand("Nordhavn"), (Phase::Notice, None));
    assert_eq!(stand("Halden"), (Phase::Change, None));
    assert_eq!(stand("Ravello"), (Phase::Change, None));
    assert_eq!(stand("Brückner"), (Phase::Frame, None));
    assert_eq!(stand("Acme"), (Phase::Choose, None));
    assert_eq!(stand("Grandvale"), (Phase::Choose, None));
    assert_eq!(stand("St Brannoc"), (Phase::Choose, None));
    assert_eq!(stand("Vesterlund"), (Phase::Choose, None));
    assert_eq!(stand("Pilar"), (Phase::Choose, None));
    assert_eq!(stand("Kestrel"), (Phase::Commit, None));
    assert_eq!(stand("Tejút"), (Phase::Commit, Some(OutcomeKind::Won)));
    assert_eq!(
        stand("Mercer"),
        (Phase::Choose, Some(OutcomeKind::NoDecision))
    );
}

#[test]
fn deals_fall_back_for_every_honest_reason() {
    assert_eq!(ending_of("Ravello").falls, [Cause::Withdrawal]);
    assert_eq!(ending_of("Grandvale").falls, [Cause::Contradiction]);
    assert_eq!(ending_of("St Brannoc").falls, [Cause::Lapse]);
}

#[test]
fn one_deal_is_ready_one_lacks_one_thing_and_one_hangs_on_a_doubt() {
    assert!(ending_of("Pilar").ready);
    assert_eq!(ending_of("Acme").missing, ["option-let-go"]);
    let kestrel = ending_of("Kestrel");
    assert!(kestrel.challenged && !kestrel.ready);
}

#[test]
fn one_deal_hangs_on_one_person() {
    let halden = &endings(monday())[3].0;
    let speakers = halden.events.iter().filter_map(|event| match event {
        Event::Evidence(evidence) => Some(evidence.by.as_str()),
        _ => None,
    });
    assert!(halden.account.name.starts_with("Halden"));
    assert!(speakers.into_iter().all(|by| by == "petra"));
}

#[test]
fn the_company_has_an_admin_a_manager_and_two_reps_at_an_address_that_cannot_exist() {
    let company = company();
    let mut roles: Vec<_> = company.members.iter().map(|m| m.role.as_str()).collect();
    roles.sort_unstable();
    assert_eq!(roles, ["admin", "manager", "rep", "rep"]);
    for member in &company.members {
        assert!(member.email.ends_with(".example"), "{}", member.email);
        assert!(
            member.time_zone.parse::<Tz>().is_ok(),
            "{}",
            member.time_zone
        );
    }
}

#[test]
fn a_weekend_becomes_the_friday_before_it() {
    let friday = monday() - Days::new(3);
    assert_eq!(day(monday(), 0), monday());
    assert_eq!([1, 2, 3].map(|days| day(monday(), days)), [friday; 3]);
}

#[test]
fn months_are_counted_from_the_day_on_which_they_were_said() {
    let said = NaiveDate::from_ymd_opt(2026, 10, 31).expect("a day");
    let words = with_months("{last_month} {next_month} {month}", said);
    assert_eq!(words, "September November January");
}

use super::*;
use crate::{
    ids::StakeholderId,
    journey::terms::{Reach, StakeholderRole},
    stakeholders::{
        derived::Position,
        stakeholder::{Part, Stakeholder},
    },
};

fn somebody(name: &str, to_change: ToChange, to_us: ToUs) -> Member {
    Member {
        who: Stakeholder {
            id: StakeholderId::new(),
            contact: ContactId::new(),
            name: name.to_owned(),
            title: String::new(),
            part: Part {
                role: StakeholderRole::DailyUser,
                to_change,
                to_us,
                reach: Reach::Directly,
            },
            version: 1,
        },
        heard_on: None,
        position: Position::NotYet,
        moved: vec![],
    }
}

/// Left, top, right and bottom of a dot with its name.
fn place(dot: &Dot) -> (i32, i32, i32, i32) {
    (
        dot.x - FIELD / 2,
        dot.y - dot.radius,
        dot.x + FIELD / 2,
        dot.name_y + 4,
    )
}

#[test]
fn no_two_people_touch_however_many_share_a_field() {
    for number in 1..20 {
        let mut group: Vec<Member> = (0..number)
            .map(|n| somebody(&format!("Person {n}"), ToChange::InFavour, ToUs::Open))
            .collect();
        group.push(somebody("Rui", ToChange::InFavour, ToUs::PrefersUs));
        group.push(somebody("Tom", ToChange::Resists, ToUs::AgainstUs));
        let map = draw(&group, &[]);
        let places: Vec<_> = map.dots.iter().map(place).collect();
        for (i, one) in places.iter().enumerate() {
            for other in &places[i + 1..] {
                let apart =
                    one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
                assert!(apart, "{one:?} {other:?}");
            }
            assert!(one.0 >= LEFT && one.2 <= map.width && one.1 >= TOP && one.3 <= map.foot);
        }
    }
}

#[test]
fn readiness_goes_across_and_attitude_up() {
    let map = draw(
        &[
            somebody("No", ToChange::Resists, ToUs::AgainstUs),
            somebody("Yes", ToChange::Pushes, ToUs::PrefersUs),
        ],
        &[],
    );
    let at = |name: &str| map.dots.iter().find(|d| d.name == name).map(|d| (d.x, d.y));
    let (no, yes) = (at("No").expect("drawn"), at("Yes").expect("drawn"));
    assert!(no.0 < yes.0 && no.1 > yes.1);
    assert!(map.columns.iter().all(|c| !c.is_unknown) && map.rows.iter().all(|r| !r.is_unknown));
}

#[test]
fn what_nobody_knows_has_a_margin_of_its_own() {
    let map = draw(&[somebody("Who", ToChange::Unknown, ToUs::Unknown)], &[]);
    assert!(map.columns[0].is_unknown && map.rows[4].is_unknown);
    let who = &map.dots[0];
    assert_eq!(who.x, map.columns[0].middle);
    assert!(who.y > map.rows[4].y);
}

#[test]
fn a_line_goes_from_who_is_listened_to_and_each_way_has_its_own() {
    let group = [
        somebody("Ines", ToChange::Pushes, ToUs::PrefersUs),
        somebody("Rui", ToChange::Resists, ToUs::Open),
    ];
    let (ines, rui) = (group[0].who.contact, group[1].who.contact);
    let both = [
        Influence {
            from: ines,
            to: rui,
        },
        Influence {
            from: rui,
            to: ines,
        },
    ];
    let map = draw(&group, &both);
    assert_eq!(map.lines[0].title, "Rui listens to Ines");
    assert_ne!(map.lines[0].path, map.lines[1].path);
    let strange = Influence {
        from: ContactId::new(),
        to: ines,
    };
    assert!(draw(&group, &[strange]).lines.is_empty());
}

#[test]
fn a_long_name_is_cut_and_its_title_is_whole() {
    let name = "Maximiliane von und zu Hohenschwangau";
    let map = draw(&[somebody(name, ToChange::Pushes, ToUs::Open)], &[]);
    assert_eq!(map.dots[0].name.chars().count(), LETTERS);
    assert!(map.dots[0].title.starts_with(name));
}

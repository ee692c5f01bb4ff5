//! What the team noted about a composed deal: everybody who was heard has a part, and here and there something is in the
//! way or on offer. Counted, not drawn, so that the rest of the year stays as it was.

use super::{Ending, InTheWay, Plan, in_the_way};
use crate::demo::script::{
    Alternative, Contact, Event, Evidence, Influence, Noted, Obstacle, ObstacleTurn, Stakeholder,
    Team,
};
use crate::journey::terms::{
    AlternativeKind, ObstacleKind as Kind, ObstacleState, OutcomeKind, Reach, ToChange, ToUs,
};

/// What can be in the way, and what helped where it was got past.
const IN_THE_WAY: [(Kind, &str, &str); 6] = [
    (
        Kind::InternalBuild,
        "Their own people would rather build it, and they have a quiet spring.",
        "We asked them to plan their own version to the end. The second year of it convinced them.",
    ),
    (
        Kind::Integration,
        "It has to fit a system that only one person there understands.",
        "One afternoon with the one who understands it, and no slides.",
    ),
    (
        Kind::FearOfBlame,
        "Nobody wants to be the one who signed it, if it goes wrong.",
        "They wrote down together what would count as going wrong, and who says so.",
    ),
    (
        Kind::Disagreement,
        "The people who would use it have not been asked, and they have heard of it.",
        "They tried it before anybody showed it to them.",
    ),
    (
        Kind::RivalPriority,
        "Another project stands before ours, and it has a roof or a ship in it.",
        "We asked what waiting for the other project costs. They did the sum themselves.",
    ),
    (
        Kind::ProcurementRule,
        "The sum is above what they may buy without other bids.",
        "Procurement showed us the way through its own rule, once it was asked first.",
    ),
];

/// What the team noted about the deal with this place among the composed ones.
pub(super) fn noted(
    (place, plan): (usize, &Plan),
    contacts: &[Contact],
    events: &[Event],
    (rival, ways): (&str, &[InTheWay]),
) -> Vec<Team> {
    let mut team = Vec::new();
    // Of an earlier deal one remembers those who were heard first, and no lines between them.
    let known = plan.past.as_ref().map_or(contacts.len(), |_| 2);
    for (nth, contact) in contacts.iter().take(known).enumerate() {
        let Some(first) = first_heard(events, &contact.key) else {
            continue;
        };
        team.push(at(first, part(place + nth, contact)));
        if let Some(before) = nth.checked_sub(1).filter(|_| plan.past.is_none()) {
            let line = Influence {
                from: contacts[before].key.clone(),
                to: contact.key.clone(),
            };
            team.push(at(first, Noted::Influence(line)));
        }
    }
    let middle = events.get(events.len() / 2).map_or(0, Event::days_ago);
    if place.is_multiple_of(3) {
        let other = Alternative {
            key: "rival".to_owned(),
            sort: AlternativeKind::Competitor,
            name: rival.to_owned(),
        };
        team.push(at(middle, Noted::Alternative(other)));
    }
    match &plan.past {
        Some(past) => {
            let way = past
                .in_the_way
                .map(|(nth, works)| (&ways[nth % ways.len()], works));
            let noted = way.map(|way| in_the_way::noted(way, plan, contacts, events));
            team.extend(noted.into_iter().flatten());
        }
        None if place % 3 == 1 => {
            team.extend(stopped(
                place / 3,
                middle,
                contacts,
                events,
                plan.ending.as_ref(),
            ));
        }
        None => {}
    }
    team.sort_by_key(|team| std::cmp::Reverse(team.days_ago));
    team
}

fn stopped(
    place: usize,
    days_ago: u16,
    contacts: &[Contact],
    events: &[Event],
    ending: Option<&Ending>,
) -> Vec<Team> {
    let (sort, words, what_helped) = IN_THE_WAY[place % IN_THE_WAY.len()];
    let obstacle = Obstacle {
        key: "in-the-way".to_owned(),
        sort,
        words: words.to_owned(),
        verifiers: Vec::new(),
        people: contacts
            .iter()
            .take(1)
            .map(|contact| contact.key.clone())
            .collect(),
    };
    let mut team = vec![at(days_ago, Noted::Obstacle(obstacle))];
    let last = events.last().map_or(0, Event::days_ago);
    let past = match ending {
        Some(ending) => ending.result == OutcomeKind::Won,
        None => last < days_ago && place.is_multiple_of(2),
    };
    if past {
        let turn = ObstacleTurn {
            obstacle: "in-the-way".to_owned(),
            state: ObstacleState::Gone,
            words: what_helped.to_owned(),
        };
        team.push(at(last, Noted::Turn(turn)));
    }
    team
}

fn first_heard(events: &[Event], key: &str) -> Option<u16> {
    events.iter().find_map(|event| match event {
        Event::Evidence(Evidence { by, days_ago, .. }) if by == key => Some(*days_ago),
        _ => None,
    })
}

fn part(place: usize, contact: &Contact) -> Noted {
    let to_change = [ToChange::Pushes, ToChange::InFavour, ToChange::Undecided];
    let to_us = [ToUs::Open, ToUs::PrefersUs, ToUs::Open, ToUs::Unknown];
    Noted::Stakeholder(Stakeholder {
        who: contact.key.clone(),
        to_change: to_change[place % to_change.len()],
        to_us: to_us[place % to_us.len()],
        reach: match place % 5 {
            4 => Reach::ThroughSomebody,
            _ => Reach::Directly,
        },
    })
}

fn at(days_ago: u16, what: Noted) -> Team {
    Team {
        days_ago,
        by: None,
        what,
    }
}

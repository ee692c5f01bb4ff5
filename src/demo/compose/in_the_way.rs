//! What was in the way of an earlier deal, what was tried against it, and whether the customer got past it: they did
//! where they showed what the try was to draw out.

use super::{InTheWay, Plan};
use crate::demo::script::{
    Contact, Event, Evidence, Noted, Obstacle, ObstacleTurn, Play, PlayEnd, Team,
};
use crate::journey::terms::{ObstacleState, PlayResult};

/// How the script calls it.
const KEY: &str = "in-the-way";

/// So many days after it was seen something was tried against it, and so many later one knew what came of that.
const TRIED: u16 = 3;
const KNOWN: u16 = 9;

/// What the team noted of it. Where what was tried did not work it is in the way to the end.
pub(super) fn noted(
    (way, works): (&InTheWay, bool),
    plan: &Plan,
    contacts: &[Contact],
    events: &[Event],
) -> Vec<Team> {
    let shown = events.iter().find_map(|event| match event {
        Event::Evidence(Evidence {
            key: Some(key),
            days_ago,
            ..
        }) if *key == way.verifier => Some(*days_ago),
        _ => None,
    });
    let shown = shown.filter(|_| works);
    // What never worked was tried in the middle of it.
    let known = shown.unwrap_or(plan.last.midpoint(plan.opened));
    let seen = (known + KNOWN).min(plan.opened);
    let tried = (seen - TRIED.min(seen)).max(known);
    let result = match shown {
        Some(_) => PlayResult::DidIt,
        None if plan.last.is_multiple_of(2) => PlayResult::DidSomethingElse,
        None => PlayResult::DidNothing,
    };
    let end = PlayEnd {
        play: KEY.to_owned(),
        result,
        note: String::new(),
        evidence: shown.map(|_| way.verifier.clone()),
    };
    let turn = ObstacleTurn {
        obstacle: KEY.to_owned(),
        state: ObstacleState::Gone,
        words: way.past.clone(),
    };
    let mut team = vec![
        at(seen, Noted::Obstacle(obstacle(way, contacts))),
        at(tried, Noted::Play(play(way, contacts, known))),
        at(known, Noted::Result(end)),
    ];
    team.extend(shown.map(|day| at(day, Noted::Turn(turn))));
    team
}

fn obstacle(way: &InTheWay, contacts: &[Contact]) -> Obstacle {
    Obstacle {
        key: KEY.to_owned(),
        sort: way.sort,
        words: way.words.clone(),
        verifiers: vec![way.verifier.clone()],
        people: contacts.iter().take(1).map(|one| one.key.clone()).collect(),
    }
}

fn play(way: &InTheWay, contacts: &[Contact], day: u16) -> Play {
    Play {
        key: KEY.to_owned(),
        verifier: way.verifier.clone(),
        from: contacts.first().map(|one| one.key.clone()),
        obstacle: Some(KEY.to_owned()),
        words: way.tried.clone(),
        in_days: -i16::try_from(day).unwrap_or(0),
    }
}

fn at(days_ago: u16, what: Noted) -> Team {
    Team {
        days_ago,
        by: None,
        what,
    }
}

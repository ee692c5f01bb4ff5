//! All deals' events in one stream, each at its own moment of a working day.

use super::script::{Call, Event, Noted, Script, Session, Team, Turn, day};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use std::cmp::Reverse;

/// When people begin and stop to work.
const HOURS: (u32, u32) = (8 * 3600, 17 * 3600 + 1800);

/// One step of one deal.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    pub at: DateTime<Utc>,
    /// The deal's place among the scripts.
    pub deal: usize,
    pub act: Act<'a>,
}

/// What is done in a step.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// The owner opens the deal.
    Open,
    /// The owner notes the customer's own day.
    NoteTheirDate,
    /// Something happened.
    Event(&'a Event),
    /// The team noted something.
    Team(&'a Team),
    /// Somebody had their turn in a session. Who leads it stands beside it.
    Turn(&'a Team, &'a Session, Turn<'a>),
    /// The owner says where they believe the deal to be.
    Call(&'a Call),
}

/// All steps up to now, by day, then by deal, then in the order of the deal's own story.
pub fn steps(scripts: &[Script], now: DateTime<Utc>) -> Vec<Step<'_>> {
    let today = now.date_naive();
    let mut acts: Vec<(NaiveDate, usize, Act)> = Vec::new();
    for (deal, script) in scripts.iter().enumerate() {
        let story = story(script).into_iter();
        acts.extend(story.map(|(days_ago, act)| (day(today, days_ago), deal, act)));
    }
    // Stable: a deal's own order stays.
    acts.sort_by_key(|(day, deal, _)| (*day, *deal));
    acts.chunk_by(|a, b| a.0 == b.0)
        .flat_map(|of_day| {
            moments(of_day[0].0, of_day.len(), now)
                .zip(of_day)
                .map(|(at, &(_, deal, act))| Step { at, deal, act })
        })
        .collect()
}

/// One deal's acts, oldest first, with the days before today.
fn story(script: &Script) -> Vec<(u16, Act<'_>)> {
    let mut story = vec![(script.opened, Act::Open)];
    let events = script.events.iter();
    story.extend(events.map(|event| (event.days_ago(), Act::Event(event))));
    let last = story
        .last()
        .map_or(script.opened, |(days_ago, _)| *days_ago);
    if let Some(date) = &script.customer_date {
        let place = story.partition_point(|(days_ago, _)| *days_ago >= date.days_ago);
        let place = match story[place - 1].1 {
            // Nobody works on a closed deal.
            Act::Event(Event::Outcome(_)) => place - 1,
            _ => place,
        };
        story.insert(place, (date.days_ago, Act::NoteTheirDate));
    }
    let calls = script.calls.iter();
    story.extend(calls.map(|call| (call.days_ago.unwrap_or(last), Act::Call(call))));
    story.extend(script.team.iter().flat_map(noted));
    // Stable: on a day, what the team made of it comes last.
    story.sort_by_key(|(days_ago, _)| Reverse(*days_ago));
    story
}

/// What the team noted at a time: a session turn by turn, everything else at once.
fn noted(team: &Team) -> Vec<(u16, Act<'_>)> {
    match &team.what {
        Noted::Session(session) => {
            let turns = session.turns().into_iter();
            let acts = turns.map(|turn| (team.days_ago, Act::Turn(team, session, turn)));
            acts.collect()
        }
        _ => vec![(team.days_ago, Act::Team(team))],
    }
}

/// So many moments of a day, rising, none of them after now.
fn moments(
    day: NaiveDate,
    count: usize,
    now: DateTime<Utc>,
) -> impl Iterator<Item = DateTime<Utc>> {
    let second = |second: u32| midnight(day) + TimeDelta::seconds(second.into());
    let (mut first, mut last) = (second(HOURS.0), second(HOURS.1));
    if last > now {
        last = now;
        first = first.min(midnight(day) + (now - midnight(day)) / 2);
    }
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let between = (last - first) / (count + 1);
    (1..=count).map(move |step| first + between * step)
}

/// The moments at which what has grown too old lapses: early on every day from the first step until now.
pub fn nights(steps: &[Step<'_>], now: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
    let first = steps.first().map_or(now, |step| step.at).date_naive();
    (0..)
        .map(move |days| midnight(first + Days::new(days)))
        .take_while(move |night| *night <= now)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{compose::compose, script::deals};

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn scripts(now: DateTime<Utc>) -> Vec<Script> {
        let today = now.date_naive();
        [deals(today), compose(today)].concat()
    }

    #[test]
    fn moments_rise_within_working_hours_and_none_is_yet_to_come() {
        for now in [
            "2026-11-23T00:00:00Z",
            "2026-11-23T03:10:00Z",
            "2026-11-22T12:00:00Z",
        ] {
            let now = moment(now);
            let scripts = scripts(now);
            let steps = steps(&scripts, now);
            assert!(steps.is_sorted_by_key(|step| step.at));
            assert!(steps.iter().all(|step| step.at <= now));
            let earlier = steps
                .iter()
                .filter(|s| s.at.date_naive() < now.date_naive());
            let hours = (
                NaiveTime::from_hms_opt(8, 0, 0),
                NaiveTime::from_hms_opt(17, 30, 0),
            );
            for step in earlier {
                let time = Some(step.at.time());
                assert!(hours.0 <= time && time <= hours.1, "{step:?}");
            }
        }
    }

    #[test]
    fn every_deal_is_opened_first_and_told_whole_and_in_order() {
        let now = moment("2026-11-23T12:00:00Z");
        let scripts = scripts(now);
        let steps = steps(&scripts, now);
        for (deal, script) in scripts.iter().enumerate() {
            let own: Vec<_> = steps.iter().filter(|step| step.deal == deal).collect();
            assert!(matches!(own[0].act, Act::Open), "{}", script.name);
            let events = own.iter().filter_map(|step| match step.act {
                Act::Event(event) => Some(std::ptr::from_ref(event)),
                _ => None,
            });
            assert!(events.eq(script.events.iter().map(std::ptr::from_ref)));
            let noted = |what: fn(&Act) -> bool| own.iter().filter(|s| what(&s.act)).count();
            let dates = noted(|act| matches!(act, Act::NoteTheirDate));
            assert_eq!(dates, usize::from(script.customer_date.is_some()));
            assert_eq!(noted(|act| matches!(act, Act::Call(_))), script.calls.len());
        }
    }

    #[test]
    fn no_night_is_left_out() {
        let now = moment("2026-11-23T12:00:00Z");
        let scripts = scripts(now);
        let steps = steps(&scripts, now);
        let nights: Vec<_> = nights(&steps, now).collect();
        let days = (now.date_naive() - steps[0].at.date_naive()).num_days();
        assert_eq!(i64::try_from(nights.len()), Ok(days + 1));
        assert_eq!(nights.last(), Some(&moment("2026-11-23T00:00:00Z")));
    }
}

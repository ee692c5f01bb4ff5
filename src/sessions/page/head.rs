//! The head of the page: who leads, who is in, where the session stands, and how it goes on.

use super::sheets::Desk;
use crate::{
    opportunities::page::whole::Whole,
    people::viewer::initials,
    sessions::{
        session::Someone,
        words::{Hidden, LAST_STEP, STEPS},
    },
    web::format,
};
use chrono::{DateTime, Utc};

pub struct Head {
    pub steps: Vec<StepShown>,
    pub is_leading: bool,
    pub leader: String,
    /// "planned for 6 Nov, 14:00 by Mara Kovač".
    pub planned: String,
    pub people: Vec<Person>,
    pub i_am_in: bool,
    /// What the facilitator's button says; empty: there is no step further.
    pub next: String,
    pub can_go_back: bool,
    /// The facilitator closes it with what it decided, or anybody without.
    pub can_end: bool,
    pub can_leave_open: bool,
}

pub struct StepShown {
    pub number: usize,
    pub name: &'static str,
    pub aside: &'static str,
    /// "done", "now" or empty.
    pub state: &'static str,
}

pub struct Person {
    pub id: String,
    pub name: String,
    pub initials: String,
    pub hue: i16,
    /// "leads", "invited" or empty.
    pub part: &'static str,
}

pub fn head(
    desk: &Desk,
    people: &[Someone],
    decided: bool,
    whole: &Whole,
    now: DateTime<Utc>,
) -> Head {
    let (session, viewer) = (desk.session, desk.viewer);
    let is_leading = session.is_led_by(viewer);
    let closed = whole.deal.outcome.is_some();
    Head {
        steps: steps(session.step, session.is_over()),
        is_leading,
        leader: session.facilitator.clone(),
        planned: session.planned_for.map_or(String::new(), |at| {
            let at = format::moment(at, viewer.zone, now);
            format!("planned for {at} by {}", session.started_by)
        }),
        people: people
            .iter()
            .map(|one| Person {
                id: one.id.to_string(),
                name: one.name.clone(),
                initials: initials(&one.name),
                hue: one.hue,
                part: match one {
                    one if one.id == session.facilitator_id && session.has_begun() => "leads",
                    one if !one.is_in => "invited",
                    _ => "",
                },
            })
            .collect(),
        i_am_in: people
            .iter()
            .any(|one| one.id == viewer.member && one.is_in),
        next: next(desk),
        can_go_back: session.step > 0,
        can_end: decided && (session.step == LAST_STEP || closed),
        can_leave_open: !decided,
    }
}

fn steps(at: i16, is_over: bool) -> Vec<StepShown> {
    STEPS
        .iter()
        .enumerate()
        .skip(1)
        .map(|(number, step)| StepShown {
            number,
            name: step.name,
            aside: step.aside,
            state: match number.cmp(&usize::try_from(at).unwrap_or_default()) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal if is_over => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            },
        })
        .collect()
}

/// The button names the next step, and what it shows on the way.
fn next(desk: &Desk) -> String {
    let session = desk.session;
    match session.step {
        0 => "Begin: what they did".into(),
        1 => "Next: what they decide".into(),
        2 => "Next: in silence".into(),
        3 if !session.shows(Hidden::Ideas) => "Show it all, and gather".into(),
        3 => "Next: gather".into(),
        4 if !session.shows(Hidden::Votes) => "Show the votes, and decide".into(),
        4 => "Next: decide".into(),
        5 => "Next: try".into(),
        _ => String::new(),
    }
}

//! What happened in the group, told in the deal's history.

use crate::{
    journey::terms::{StakeholderRole, ToChange, ToUs},
    opportunities::{page::whole::Whole, store::Event},
};
use uuid::Uuid;

/// The class, the sentence and the customer's words of an event of this room; `None`: it is another room's.
pub fn told(whole: &Whole, event: &Event) -> Option<(&'static str, String, String)> {
    let who = name(whole, event.subject);
    let what = match event.kind.as_str() {
        "stakeholder added" => match read::<StakeholderRole>(event, "role") {
            Some(StakeholderRole::Unknown) | None => format!("added {who} to the buying group"),
            Some(role) => format!(
                "added {who} to the buying group: {}",
                role.label().to_lowercase()
            ),
        },
        "stakeholder changed" if event.body["removed"] == true => {
            format!("took {who} out of the buying group")
        }
        "stakeholder changed" => changed(event, who),
        "influence added" => {
            let listener = text(event, "to_id").parse().ok();
            let listener = listener.map_or("somebody", |id| name(whole, id));
            format!("noted that {listener} listens to {who}")
        }
        "influence removed" => format!("took back that somebody listens to {who}"),
        _ => return None,
    };
    Some(("", what, String::new()))
}

fn changed(event: &Event, who: &str) -> String {
    let mut news: Vec<String> = vec![];
    if event.body["removed"] == false {
        news.push("back in the group".into());
    }
    if let Some(role) = read::<StakeholderRole>(event, "role") {
        news.push(role.label().to_lowercase());
    }
    if let Some(stance) = read::<ToChange>(event, "to_change") {
        news.push(format!("to the change: {}", stance.label()));
    }
    if let Some(stance) = read::<ToUs>(event, "to_us") {
        news.push(format!("to us: {}", stance.label()));
    }
    match news.is_empty() {
        true => format!("changed how we reach {who}"),
        false => format!("now sees {who} otherwise: {}", news.join(", ")),
    }
}

fn read<T: std::str::FromStr>(event: &Event, field: &str) -> Option<T> {
    text(event, field).parse().ok()
}

fn text<'e>(event: &'e Event, field: &str) -> &'e str {
    event.body[field].as_str().unwrap_or_default()
}

fn name(whole: &Whole, contact: Uuid) -> &str {
    let found = whole.people.iter().find(|person| person.id.0 == contact);
    found.map_or("somebody", |person| &person.name)
}

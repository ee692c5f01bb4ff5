//! What this room adds to a deal's history, in sentences.

use crate::{
    journey::terms::CommitmentTurn,
    opportunities::{page::whole::Whole, store::Event},
    web::format,
};
use chrono::NaiveDate;

/// An event as a sentence that follows whoever did it; `None`: it is not this room's.
pub fn told(whole: &Whole, event: &Event) -> Option<String> {
    let text = |field: &str| event.body[field].as_str().unwrap_or_default();
    let day = |field: &str| {
        let day: NaiveDate = text(field).parse().ok()?;
        Some(format::day(day, event.at.date_naive()))
    };
    match event.kind.as_str() {
        "commitment added" => {
            let id = text("contact_id").parse().ok()?;
            let person = whole.people.iter().find(|person| person.id == id)?;
            let (by_on, what) = (day("by_on")?, text("what"));
            Some(format!(
                "noted what {} agreed to do by {by_on}: {what}",
                person.name
            ))
        }
        "commitment_turn added" => {
            let turn: CommitmentTurn = text("turn").parse().ok()?;
            let words = text("words");
            Some(match turn {
                CommitmentTurn::Kept => "noted that they did what they had agreed to".to_owned(),
                CommitmentTurn::Moved => {
                    let to = day("moved_to")?;
                    format!("noted that what they agreed to moves to {to}: {words}")
                }
                CommitmentTurn::Dropped => {
                    format!("noted that they dropped what they had agreed to: {words}")
                }
            })
        }
        _ => None,
    }
}

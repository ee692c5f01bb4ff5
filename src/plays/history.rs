//! What this room adds to a deal's history, in sentences.

use crate::{
    journey::terms::PlayResult,
    opportunities::{page::whole::Whole, store::Event},
    web::format,
};
use chrono::NaiveDate;
use uuid::Uuid;

/// An event as a sentence that follows whoever did it; `None`: it is not this room's.
pub fn told(whole: &Whole, event: &Event) -> Option<String> {
    let text = |field: &str| event.body[field].as_str().unwrap_or_default();
    match event.kind.as_str() {
        "play added" => {
            let id: Uuid = text("verifier_id").parse().ok()?;
            let statement = &whole.verifier(id.into())?.statement;
            let day: NaiveDate = text("by_on").parse().ok()?;
            let (day, what) = (format::day(day, event.at.date_naive()), text("what"));
            Some(format!(
                "planned a play to draw out “{statement}” by {day}: {what}"
            ))
        }
        "play_result added" => {
            let result: PlayResult = text("result").parse().ok()?;
            let note = match text("note") {
                "" => String::new(),
                note => format!(": {note}"),
            };
            Some(format!("said what a play led to, {}{note}", result.told()))
        }
        _ => None,
    }
}

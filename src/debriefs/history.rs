//! What this room adds to a deal's history, in sentences.

use crate::opportunities::{page::whole::Whole, store::Event};

/// An event as a sentence that follows whoever did it; `None`: it is not this room's, or only tells who is to ask.
pub fn told(whole: &Whole, event: &Event) -> Option<String> {
    if event.kind != "debrief_answer added" {
        return None;
    }
    let text = |field: &str| event.body[field].as_str().unwrap_or_default();
    let id = text("contact_id").parse().ok()?;
    let person = whole.people.iter().find(|person| person.id == id)?;
    Some(format!(
        "asked {} after the end, who said: {}",
        person.name,
        text("words")
    ))
}

//! What this room adds to a deal's history, in sentences.

use crate::opportunities::store::Event;

/// An event as a sentence that follows whoever did it; `None`: it is not this room's.
pub fn told(event: &Event) -> Option<String> {
    match event.kind.as_str() {
        "hindsight added" if event.body["takes_back"].is_string() => {
            Some("took back that we would have stayed".to_owned())
        }
        "hindsight added" => {
            let words = event.body["words"].as_str().unwrap_or_default();
            Some(format!("looked back, and would have stayed: {words}"))
        }
        _ => None,
    }
}

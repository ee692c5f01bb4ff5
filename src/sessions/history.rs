//! What a session leaves in the deal's history. The steps between are left out.

use super::words::Decision;
use crate::opportunities::store::Event;

/// The event in a sentence; none: it is noise there.
pub fn told(event: &Event) -> Option<String> {
    let text = |field: &str| event.body[field].as_str().unwrap_or_default();
    match event.kind.as_str() {
        "strategy_session added" if event.body["planned_for"].is_string() => {
            Some(format!("planned a strategy session: {}", text("about")))
        }
        "strategy_session added" => Some(format!("started a strategy session: {}", text("about"))),
        "session_decision added" => {
            let decision = Decision::named(text("kind"))?;
            Some(format!(
                "put on record what we decided together, {}: {}",
                decision.told(),
                text("why")
            ))
        }
        "session_dissent added" => Some(format!("sees it differently: {}", text("words"))),
        _ => None,
    }
}

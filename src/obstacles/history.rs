//! What this room adds to a deal's history, in sentences.

use crate::{journey::terms::ObstacleState, opportunities::store::Event};

/// An event as a sentence that follows whoever did it; `None`: it is not this room's.
pub fn told(event: &Event) -> Option<String> {
    let text = |field: &str| event.body[field].as_str().unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "obstacle added" => Some(format!("named what is in the way: {}", text("words"))),
        "obstacle_turn added" => {
            let state: ObstacleState = text("state").parse().ok()?;
            let what = match state {
                ObstacleState::WorkedRound => "worked round what was in the way",
                ObstacleState::Gone => "saw something in the way gone",
                ObstacleState::Fatal => "found something in the way fatal",
                ObstacleState::Open => "found something in the way again",
            };
            Some(format!("{what}: {}", text("words")))
        }
        _ => None,
    }
}

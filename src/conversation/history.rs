//! What the deal's history tells of its conversation: what was decided in it. The rest is read where it was said.

use serde_json::Value;

/// A message that changed, as a line of the history: class, sentence, and no words, which the ledger never had.
pub fn told(body: &Value) -> Option<(&'static str, String, String)> {
    let what = match body["kind"].as_str()? {
        "decision" => "marked a message as a decision",
        _ => "took back that a message was a decision",
    };
    Some(("", what.into(), String::new()))
}

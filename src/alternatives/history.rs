//! What happened to the ways they could go, told in the deal's history.

use super::alternative::Way;
use crate::{
    ids::{AlternativeId, ContactId, EvidenceId},
    journey::terms::Risk,
    opportunities::{page::whole::Whole, store::Event},
};

/// The class, the sentence and the customer's words of an event of this room; `None`: it is another room's.
pub fn told(whole: &Whole, event: &Event) -> Option<(&'static str, String, String)> {
    let named = name(whole, event.subject.into());
    let quiet = |what: String| Some(("", what, String::new()));
    match event.kind.as_str() {
        "alternative added" => quiet(format!("named what else they could do: {named}")),
        "alternative changed" if event.body["let_go"] == true => {
            let words = words(whole, text(event, "let_go_evidence_id"));
            let why = match text(event, "let_go_reason") {
                "" => String::new(),
                reason => format!(": {reason}"),
            };
            Some(("", format!("noted that they let {named} go{why}"), words))
        }
        "alternative changed" => quiet(format!("put {named} on the table again")),
        "risk_view added" => seen(whole, event),
        _ => None,
    }
}

fn seen(whole: &Whole, event: &Event) -> Option<(&'static str, String, String)> {
    let alternative = text(event, "alternative_id").parse().ok();
    let way = match Way::read(text(event, "option"), alternative)? {
        Way::DoNothing => "doing nothing".to_owned(),
        Way::Alternative(id) => name(whole, id),
        Way::Us => "our way".to_owned(),
    };
    let person: Option<ContactId> = text(event, "contact_id").parse().ok();
    let person = super::options::name(whole, person).unwrap_or("all of them");
    let risk: Risk = text(event, "risk").parse().ok()?;
    let words = words(whole, text(event, "evidence_id"));
    let ours = if words.is_empty() { ", we think" } else { "" };
    let what = format!("noted how {way} looks to {person}: {}{ours}", risk.label());
    Some(("", what, words))
}

fn name(whole: &Whole, id: AlternativeId) -> String {
    let found = whole.alternatives.iter().find(|there| there.id == id);
    found.map_or("another way".into(), |there| there.name.clone())
}

fn words(whole: &Whole, id: &str) -> String {
    let id: Option<EvidenceId> = id.parse().ok();
    let said = id.and_then(|id| super::options::evidence(whole, id));
    said.map_or(String::new(), |said| said.words.clone())
}

fn text<'e>(event: &'e Event, field: &str) -> &'e str {
    event.body[field].as_str().unwrap_or_default()
}

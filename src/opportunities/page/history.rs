//! The deal's history, read from the ledger and told in sentences.

use super::whole::Whole;
use crate::{
    alternatives, commitments, conversation, debriefs,
    ids::EvidenceId,
    journey::terms::{Channel, OutcomeKind},
    learn, obstacles,
    opportunities::store::Event,
    plays, sessions, stakeholders,
    web::format,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

pub struct Line {
    pub class: &'static str,
    pub by: String,
    pub what: String,
    /// The customer's words, where the event is about them.
    pub words: String,
    /// The evidence that a passage rested on.
    pub rested_on: Vec<Piece>,
    pub when: String,
    pub exact: String,
}

/// One piece of evidence that a passage rested on.
pub struct Piece {
    pub words: String,
    pub speaker: String,
    /// "wrote in a mail, 6 Nov".
    pub how: String,
    /// Where it stands with everything about it.
    pub address: String,
}

/// Events as lines, in the order given. What another line already tells is left out.
pub fn lines(whole: &Whole, events: &[Event], zone: Tz, now: DateTime<Utc>) -> Vec<Line> {
    events
        .iter()
        .filter_map(|event| {
            let (class, what, words) = told(whole, event)?;
            Some(Line {
                class,
                by: actor(event),
                what,
                words,
                rested_on: rested_on(whole, event, now.with_timezone(&zone).date_naive()),
                when: format::moment(event.at, zone, now),
                exact: format::exact(event.at),
            })
        })
        .collect()
}

fn told(whole: &Whole, event: &Event) -> Option<(&'static str, String, String)> {
    let quiet = |class, what: String| Some((class, what, String::new()));
    match event.kind.as_str() {
        "opportunity added" => quiet("", "opened the deal".into()),
        "opportunity changed" => quiet("", format!("changed {}", changed(event))),
        "evidence added" => {
            let said = whole.evidence.iter().find(|e| e.id.0 == event.subject)?;
            let how = text(event, "channel")
                .parse::<Channel>()
                .map_or("said", Channel::verb);
            Some((
                "evidence-given",
                format!("recorded what {} {how}", said.speaker.name),
                said.words.clone(),
            ))
        }
        "withdrawal added" => {
            let said = whole.evidence.iter().find(|e| e.id.0 == event.subject)?;
            Some((
                "doubted",
                format!(
                    "withdrew what we had recorded from {}: {}",
                    said.speaker.name,
                    text(event, "reason")
                ),
                said.words.clone(),
            ))
        }
        "challenge added" => {
            let id: Uuid = text(event, "evidence_id").parse().ok()?;
            let said = whole.evidence.iter().find(|e| e.id.0 == id)?;
            Some((
                "doubted",
                format!(
                    "challenged what {} said: {}",
                    said.speaker.name,
                    text(event, "reason")
                ),
                said.words.clone(),
            ))
        }
        "challenge_answer added" if event.body["upheld"] == true => quiet(
            "doubted",
            format!("upheld a challenge: {}", text(event, "reason")),
        ),
        "challenge_answer added" => quiet(
            "",
            format!(
                "answered a challenge, and the evidence counts: {}",
                text(event, "reason")
            ),
        ),
        "tailoring added" => quiet("", tailored(whole, event)),
        "passage added" => {
            let to = stage(event, "to_stage")?;
            let pieces = event.body["rested_on"].as_array().map_or(0, Vec::len);
            let pieces = i64::try_from(pieces).unwrap_or(i64::MAX);
            let on = if pieces == 1 {
                "1 piece".to_owned()
            } else {
                format!("{pieces} pieces")
            };
            quiet(
                "passage",
                format!(
                    "moved the deal to {}, on {on} of evidence",
                    whole.stage_name(to)
                ),
            )
        }
        "fall_back added" => quiet(
            "fall-back",
            format!(
                "fell back from {} to {}",
                whole.stage_name(stage(event, "from_stage")?),
                whole.stage_name(stage(event, "to_stage")?)
            ),
        ),
        "outcome added" => {
            let kind: OutcomeKind = text(event, "kind").parse().ok()?;
            let reason = kind
                .reason(text(event, "reason"))
                .map_or(String::new(), |r| format!(": {}", r.sentence));
            quiet(
                if kind == OutcomeKind::Won {
                    "passage"
                } else {
                    ""
                },
                match kind {
                    OutcomeKind::OnHold => format!("put the deal on hold{reason}"),
                    _ => format!("closed the deal, {}{reason}", kind.label().to_lowercase()),
                },
            )
        }
        "reopening added" => quiet("", format!("reopened the deal: {}", text(event, "reason"))),
        "message changed" => conversation::history::told(&event.body),
        _ => stakeholders::history::told(whole, event)
            .or_else(|| alternatives::history::told(whole, event))
            .or_else(|| quiet("", told_elsewhere(whole, event)?)),
    }
}

/// What other rooms tell of their own events.
fn told_elsewhere(whole: &Whole, event: &Event) -> Option<String> {
    sessions::history::told(event)
        .or_else(|| obstacles::history::told(event))
        .or_else(|| plays::history::told(whole, event))
        .or_else(|| commitments::history::told(whole, event))
        .or_else(|| learn::history::told(event))
        .or_else(|| debriefs::history::told(whole, event))
}

/// What a passage rested on, as the guard wrote it down when it let the deal pass.
fn rested_on(whole: &Whole, event: &Event, today: NaiveDate) -> Vec<Piece> {
    let ids = event.body["rested_on"].as_array();
    let ids = ids.into_iter().flatten().filter_map(|id| id.as_str());
    ids.filter_map(|id| {
        let id: EvidenceId = id.parse().ok()?;
        let said = whole.evidence.iter().find(|said| said.id == id)?;
        Some(Piece {
            words: said.words.clone(),
            speaker: said.speaker.name.clone(),
            how: format!(
                "{}, {}",
                said.channel.verb(),
                format::day(said.happened_on, today)
            ),
            address: whole.place_of(said),
        })
    })
    .collect()
}

/// Who did it. A fall-back happens by itself: it is nobody's doing.
fn actor(event: &Event) -> String {
    match event.kind.as_str() {
        "fall_back added" => "The deal".into(),
        _ if event.by.is_empty() => "Saidso".into(),
        _ => event.by.clone(),
    }
}

fn text<'e>(event: &'e Event, field: &str) -> &'e str {
    event.body[field].as_str().unwrap_or_default()
}

fn stage(event: &Event, field: &str) -> Option<i16> {
    event.body[field]
        .as_i64()
        .and_then(|position| position.try_into().ok())
}

fn tailored(whole: &Whole, event: &Event) -> String {
    let named = |field| {
        let id: Option<Uuid> = text(event, field).parse().ok();
        id.and_then(|id| whole.verifier(id.into()))
            .map(|verifier| verifier.statement.as_str())
    };
    let what = match (named("drops"), named("adds")) {
        (Some(old), Some(new)) => format!("replaced “{old}” by “{new}”"),
        (Some(old), None) => format!("dropped “{old}”"),
        (None, Some(new)) => format!("added “{new}”"),
        (None, None) => "undid a change of the verifiers".into(),
    };
    format!("{what}: {}", text(event, "reason"))
}

/// Which details changed, in words.
fn changed(event: &Event) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("name", "the name"),
        ("owner_id", "the owner"),
        ("amount", "the amount"),
        ("customer_date", "the customer’s own date"),
        ("call_stage", "the owner’s call"),
        ("call_date", "the owner’s call"),
        ("call_odds", "the owner’s call"),
    ];
    let mut words: Vec<&str> = WORDS
        .iter()
        .filter(|(field, _)| event.body.get(field).is_some())
        .map(|(_, word)| *word)
        .collect();
    words.dedup();
    match words.as_slice() {
        [] => "the details".into(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

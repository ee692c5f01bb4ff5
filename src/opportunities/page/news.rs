//! What a reader must know first: a fall-back and its cause, a passage that was refused, where the deal leans,
//! what a customer said after the deal was won.

use super::whole::Whole;
use crate::{
    journey::leaning::{Leaning, leaning},
    journey::terms::OutcomeKind,
    opportunities::store::FallBack,
    web::format,
};
use chrono::NaiveDate;

pub struct News {
    /// The callout's tone: lost, warn, proof or act.
    pub tone: &'static str,
    pub heading: String,
    pub sentence: String,
    /// The customer's words behind it, with who said them.
    pub words: Option<(String, String)>,
    /// A closing line.
    pub aside: String,
}

/// The news of a deal, the most pressing first.
pub fn news(whole: &Whole, refused: Option<&str>, today: NaiveDate) -> Vec<News> {
    let refused = refused.map(|sentence| News {
        tone: "warn",
        heading: "The deal did not move".into(),
        sentence: sentence.to_owned(),
        words: None,
        aside: "Nothing was changed. What is missing stands below, with the form to record it."
            .into(),
    });
    let fell_back = whole
        .fall_back
        .as_ref()
        .filter(|fall| whole.deal.outcome.is_none() && is_still_news(whole, fall))
        .map(|f| fell_back(whole, f, today));
    refused
        .into_iter()
        .chain(fell_back)
        .chain(contradicted_win(whole, today))
        .chain(leans(whole))
        .collect()
}

/// Something that the deal fell back on is still missing.
fn is_still_news(whole: &Whole, fall: &FallBack) -> bool {
    fall.no_longer
        .iter()
        .filter_map(|id| whole.judgement.standing_of(*id))
        .any(|standing| !standing.carries())
}

fn fell_back(whole: &Whole, fall: &FallBack, today: NaiveDate) -> News {
    let behind = fall.cause_id.and_then(|id| {
        let direct = whole.evidence.iter().find(|e| e.id.0 == id);
        direct.or_else(|| {
            whole
                .evidence
                .iter()
                .find(|e| e.challenges.iter().any(|c| c.id.0 == id))
        })
    });
    let speaker = behind.map_or("The customer", |evidence| evidence.speaker.name.as_str());
    let day = format::day(fall.at.date_naive(), today);
    let cause = match fall.cause.as_str() {
        "withdrawal" => format!(
            "{} withdrew on {day} what we had recorded from {speaker}:",
            fall.by
        ),
        "contradiction" => format!(
            "{speaker} said otherwise, as {} recorded on {day}:",
            fall.by
        ),
        "challenge" => format!("A challenge was upheld on {day}, so this no longer counts:"),
        "lapse" => format!("By {day} what they had said was out of date."),
        "tailoring" => format!("{} changed on {day} what this deal is judged by.", fall.by),
        _ => format!("It was reopened on {day}, and stands where its evidence stands now."),
    };
    let lost: Vec<&str> = fall
        .no_longer
        .iter()
        .filter_map(|id| whole.verifier(*id))
        .map(|v| v.statement.as_str())
        .collect();
    News {
        tone: "lost",
        heading: format!(
            "This deal fell back from {} to {}",
            whole.stage_name(fall.from_stage),
            whole.stage_name(fall.to_stage)
        ),
        sentence: cause,
        words: behind.map(|evidence| (evidence.words.clone(), evidence.speaker.name.clone())),
        aside: format!(
            "What no longer stands: {}. It is news, not blame; the way on is below.",
            lost.join("; ")
        ),
    }
}

/// A won deal does not fall back; what the customer says against it afterwards is shown.
fn contradicted_win(whole: &Whole, today: NaiveDate) -> Option<News> {
    let won = whole
        .outcome
        .as_ref()
        .filter(|outcome| outcome.kind == OutcomeKind::Won)?;
    let no = whole
        .judgement
        .verifiers()
        .iter()
        .find_map(|judged| judged.standing.contradicted_by)?;
    let no = whole
        .evidence
        .iter()
        .find(|evidence| evidence.id == no && evidence.recorded_by.at > won.at)?;
    Some(News {
        tone: "warn",
        heading: "They said otherwise after the deal was won".into(),
        sentence: format!(
            "{}, {}:",
            no.speaker.name,
            format::day(no.happened_on, today)
        ),
        words: Some((no.words.clone(), no.speaker.name.clone())),
        aside: "A won deal stays won. Reopen it if it is not.".into(),
    })
}

fn leans(whole: &Whole) -> Option<News> {
    if whole.deal.outcome.is_some() {
        return None;
    }
    let dimension = |id| whole.verifier(id).map(|verifier| verifier.dimension);
    let (heading, sentence) = match leaning(&whole.judgement, whole.deal.stage, dimension)? {
        Leaning::NoDecision => (
            "On its way to “no decision”",
            "Their decision moves along, and nothing they said so far makes staying as they are any harder. What would, in their words?",
        ),
        Leaning::CouldNotDecide => (
            "On its way to “could not decide”",
            "They want to leave the way things are, and nothing they said so far makes us the safe choice. What would the most careful person there call safe?",
        ),
    };
    Some(News {
        tone: "act",
        heading: heading.into(),
        sentence: sentence.into(),
        words: None,
        aside: String::new(),
    })
}

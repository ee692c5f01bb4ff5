//! One piece of evidence under its verifier: the customer's words first, then who, how and when, then what became of it.

use super::{Doing, Filling, whole::Whole};
use crate::{
    conversation::Talks,
    evidence::{
        evidence::{Challenge, Evidence},
        settling::{Allowed, allowed, may_withdraw},
    },
    ids::ChallengeId,
    journey::{standing::Standing, terms::Strength},
    opportunities::opportunity::WordedVerifier,
    people::Viewer,
    web::format,
};
use askama::{Template, filters::HtmlSafe};
use chrono::NaiveDate;

pub struct Said {
    pub id: String,
    pub words: String,
    pub speaker_id: String,
    pub speaker: String,
    pub title: String,
    /// "wrote in a mail, 6 Nov".
    pub how: String,
    /// Only http and https lead anywhere.
    pub link: String,
    pub recorder: String,
    pub class: &'static str,
    /// (words, tone)
    pub tags: Vec<(String, &'static str)>,
    /// Why it no longer counts.
    pub why: String,
    pub challenges: Vec<Challenged>,
    /// It can still be challenged and withdrawn.
    pub is_live: bool,
    /// This viewer may take it back.
    pub may_withdraw: bool,
    /// A fresh id for a challenge.
    pub challenge_id: ChallengeId,
    pub withdrawing: Filling,
    pub challenging: Filling,
}

/// Drawn, it is HTML that a template shows as it is (why so: `crate::conversation::fold`).
#[derive(Template)]
#[template(path = "evidence/said.html")]
pub struct Drawn<'a> {
    said: &'a Said,
    deal: &'a str,
    stage: i16,
    verifier: &'a str,
    talks: &'a Talks,
}

impl HtmlSafe for Drawn<'_> {}

impl Said {
    /// The evidence below a verifier of a deal's page.
    pub fn drawn<'a>(
        &'a self,
        deal: &'a str,
        stage: i16,
        verifier: &'a str,
        talks: &'a Talks,
    ) -> Drawn<'a> {
        Drawn {
            said: self,
            deal,
            stage,
            verifier,
            talks,
        }
    }
}

pub struct Challenged {
    pub id: String,
    pub by: String,
    pub reason: String,
    pub answer: String,
    pub allowed: Allowed,
    pub answering: Filling,
}

pub fn said(
    whole: &Whole,
    evidence: &Evidence,
    verifier: &WordedVerifier,
    standing: &Standing,
    viewer: &Viewer,
    doing: &Doing,
    today: NaiveDate,
) -> Said {
    let is_live = evidence.withdrawal.is_none() && !evidence.was_overruled();
    Said {
        id: evidence.id.to_string(),
        words: evidence.words.clone(),
        speaker_id: evidence.speaker.id.to_string(),
        speaker: evidence.speaker.name.clone(),
        title: evidence.speaker.title.clone(),
        how: format!(
            "{}, {}",
            evidence.channel.verb(),
            format::day(evidence.happened_on, today)
        ),
        link: if evidence.link.starts_with("http") {
            evidence.link.clone()
        } else {
            String::new()
        },
        recorder: evidence.recorded_by.name.clone(),
        class: class(evidence, verifier, standing),
        tags: tags(evidence, verifier, standing, today),
        why: why_not(evidence, today),
        challenges: evidence
            .challenges
            .iter()
            .map(|c| challenged(whole, evidence, verifier, c, viewer, doing, today))
            .collect(),
        is_live,
        may_withdraw: may_withdraw(viewer, whole.deal.owner_id, evidence),
        challenge_id: ChallengeId::new(),
        withdrawing: doing.of("withdrawal", evidence.id).under(verifier.rule.id),
        challenging: doing.of("challenge", evidence.id).under(verifier.rule.id),
    }
}

/// It carries the verifier, alone or with others.
fn carries(evidence: &Evidence, standing: &Standing) -> bool {
    standing.rests_on.contains(&evidence.id)
}

fn class(evidence: &Evidence, verifier: &WordedVerifier, standing: &Standing) -> &'static str {
    if evidence.withdrawal.is_some() || evidence.was_overruled() {
        "withdrawn"
    } else if evidence.bearing_on(verifier.rule.id) == Some(false) {
        "against"
    } else if evidence.strength == Strength::Reported {
        "reported"
    } else if carries(evidence, standing) {
        if standing.ageing { "ageing" } else { "" }
    } else if evidence.strength < verifier.rule.least_strength {
        "short"
    } else {
        "lapsed"
    }
}

fn tags(
    evidence: &Evidence,
    verifier: &WordedVerifier,
    standing: &Standing,
    today: NaiveDate,
) -> Vec<(String, &'static str)> {
    let age = (today - evidence.happened_on).num_days();
    let class = class(evidence, verifier, standing);
    let mut tags = vec![match class {
        "withdrawn" if evidence.withdrawal.is_some() => ("withdrawn".into(), ""),
        "withdrawn" => ("overruled".into(), ""),
        "against" => ("speaks against it".into(), "lost"),
        "lapsed" if fell_silent(evidence, verifier, today) => {
            (format!("{} old: out of date", format::days(age)), "warn")
        }
        "lapsed" => ("overtaken by their later word".into(), ""),
        "" | "ageing" => (evidence.strength.name().into(), "proof"),
        _ => (evidence.strength.name().into(), ""),
    }];
    if class == "ageing" {
        tags.push((format!("{} old: ask again?", format::days(age)), "warn"));
    }
    if evidence.open_challenge().is_some() && evidence.withdrawal.is_none() {
        tags.push(("challenged".into(), "warn"));
    }
    tags
}

fn fell_silent(evidence: &Evidence, verifier: &WordedVerifier, today: NaiveDate) -> bool {
    verifier
        .rule
        .fresh_days
        .is_some_and(|fresh| (today - evidence.happened_on).num_days() > i64::from(fresh))
}

fn why_not(evidence: &Evidence, today: NaiveDate) -> String {
    let Some(withdrawal) = &evidence.withdrawal else {
        return String::new();
    };
    let day = format::day(withdrawal.by.at.date_naive(), today);
    format!(
        "Withdrawn by {}, {day}: {}",
        withdrawal.by.name, withdrawal.reason
    )
}

fn challenged(
    whole: &Whole,
    evidence: &Evidence,
    verifier: &WordedVerifier,
    challenge: &Challenge,
    viewer: &Viewer,
    doing: &Doing,
    today: NaiveDate,
) -> Challenged {
    let answer = challenge
        .answer
        .as_ref()
        .map_or_else(String::new, |answer| {
            let verdict = if answer.upheld {
                "agreed, so it no longer counts"
            } else {
                "answered, and it counts"
            };
            format!(
                "{} {verdict}, {}: {}",
                answer.by.name,
                format::day(answer.by.at.date_naive(), today),
                answer.reason
            )
        });
    Challenged {
        id: challenge.id.to_string(),
        by: challenge.by.name.clone(),
        reason: challenge.reason.clone(),
        allowed: if answer.is_empty() {
            allowed(viewer, whole.deal.owner_id, evidence, challenge)
        } else {
            Allowed::default()
        },
        answer,
        answering: doing.of("answer", challenge.id).under(verifier.rule.id),
    }
}

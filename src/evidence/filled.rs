//! The form to record evidence, read in full: what was typed becomes evidence, or sentences beside fields.

use super::{form::Input, store::NewEvidence};
use crate::{
    ids::{ContactId, EvidenceId, VerifierId},
    journey::{
        facts::{Bearing, Doubt},
        terms::{Channel, Strength},
    },
    opportunities::page::whole::Whole,
    web::FormErrors,
};
use chrono::NaiveDate;
use std::collections::HashSet;

/// The most that the customer's words may hold, in characters.
pub const WORDS_MOST: usize = 10_000;
/// The most that a link may hold, in characters.
pub const LINK_MOST: usize = 1_000;
/// The most that a name or title may hold, in characters.
const NAME_MOST: usize = 120;

/// Who said it: somebody known, or a new person to be put on record with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    Known(ContactId),
    New { name: String, title: String },
}

/// A form that was read in full. The speaker is still to be found or put on record.
#[derive(Clone, Debug)]
pub struct Filled {
    pub speaker: Speaker,
    /// Everything else, with the speaker's id yet to be set.
    pub evidence: NewEvidence,
}

/// Reads a form for a deal: every sentence that has to stand beside a field, or what to record.
pub fn read(input: &Input, whole: &Whole, today: NaiveDate) -> Result<Filled, FormErrors> {
    let mut errors = FormErrors::default();
    let id = input.id.parse().unwrap_or_else(|_| EvidenceId::new());
    let speaker = errors.take("contact", speaker(input, whole));
    let words = errors.take("words", words(&input.words));
    if let (Some(speaker), Some(words)) = (&speaker, &words)
        && let Some(doubted) = doubted(whole, id, speaker, words)
    {
        errors.add("words", doubted);
    }
    let bearings = errors.take("proves", bearings(input, whole));
    let happened_on = errors.take("happened_on", day(&input.happened_on, today));
    let channel = errors.take("channel", channel(&input.channel));
    let strength = errors.take("strength", strength(&input.strength, channel));
    let link = errors.take("link", link(&input.link));
    if errors.any() {
        return Err(errors);
    }
    match (
        speaker,
        words,
        bearings,
        happened_on,
        channel,
        strength,
        link,
    ) {
        (
            Some(speaker),
            Some(words),
            Some(bearings),
            Some(happened_on),
            Some(channel),
            Some(strength),
            Some(link),
        ) => Ok(Filled {
            evidence: NewEvidence {
                id,
                opportunity: whole.deal.id,
                speaker: match &speaker {
                    Speaker::Known(id) => *id,
                    Speaker::New { .. } => ContactId::new(),
                },
                words,
                happened_on,
                channel,
                strength,
                link,
                bearings,
            },
            speaker,
        }),
        _ => Err(errors),
    }
}

fn speaker(input: &Input, whole: &Whole) -> Result<Speaker, String> {
    let name = input.new_contact.trim();
    if !name.is_empty() {
        let title = input.new_title.trim();
        if name.chars().count() > NAME_MOST || title.chars().count() > NAME_MOST {
            return Err(format!(
                "A name and a title have at most {NAME_MOST} characters."
            ));
        }
        return Ok(Speaker::New {
            name: name.to_owned(),
            title: title.to_owned(),
        });
    }
    if input.contact.is_empty() {
        return Err(format!(
            "Who at {} said it? Choose a person, or name a new one.",
            whole.deal.account
        ));
    }
    let known = input
        .contact
        .parse()
        .ok()
        .filter(|id| whole.people.iter().any(|person| person.id == *id));
    known.map(Speaker::Known).ok_or_else(|| {
        format!(
            "That person is not at {}. Choose somebody from there, or name a new person.",
            whole.deal.account
        )
    })
}

/// The same person's same words are on record and doubted: recording them again does not settle the doubt.
fn doubted(whole: &Whole, id: EvidenceId, speaker: &Speaker, words: &str) -> Option<String> {
    let said = whole.evidence.iter().find(|said| {
        let same_person = match speaker {
            Speaker::Known(id) => said.speaker.id == *id,
            Speaker::New { name, .. } => said.speaker.name.to_lowercase() == name.to_lowercase(),
        };
        same_person
            && said.id != id
            && said.fact().doubt != Doubt::None
            && said.says_the_same(words)
    })?;
    Some(match said.open_challenge() {
        Some(challenge) => format!(
            "{} doubts these very words of {}. Answer the challenge, or record what else they said.",
            challenge.by.name, said.speaker.name
        ),
        None => format!(
            "A doubt about these very words of {} was upheld. What have they said since?",
            said.speaker.name
        ),
    })
}

fn words(text: &str) -> Result<String, String> {
    let words = text.replace("\r\n", "\n").trim().to_owned();
    match words.chars().count() {
        0 => Err("Their words are missing. A sentence is enough, as they said it.".into()),
        1..=WORDS_MOST => Ok(words),
        _ => Err(format!(
            "That is more than {WORDS_MOST} characters. Keep the part that proves something."
        )),
    }
}

fn bearings(input: &Input, whole: &Whole) -> Result<Vec<Bearing>, &'static str> {
    let mut seen = HashSet::new();
    let mut bearings = vec![];
    for (ids, supports) in [(&input.proves, true), (&input.contradicts, false)] {
        for id in ids {
            let known: Option<VerifierId> = id
                .parse()
                .ok()
                .filter(|id| whole.judgement.standing_of(*id).is_some());
            let verifier = known
                .ok_or("One of these does not count on this deal any more. Tick those that do.")?;
            if !seen.insert(verifier) {
                return Err("The same words cannot both prove a thing and speak against it.");
            }
            bearings.push(Bearing { verifier, supports });
        }
    }
    if bearings.is_empty() {
        return Err("Tick at least one thing that their words prove or speak against.");
    }
    Ok(bearings)
}

fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    let day: NaiveDate = text
        .trim()
        .parse()
        .map_err(|_| "On which day was it? Like 2026-11-06.")?;
    if day > today {
        Err("That day has not come yet. Evidence is what they have already said or done.")
    } else if day < NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default() {
        Err("That is too long ago to prove anything today.")
    } else {
        Ok(day)
    }
}

fn channel(word: &str) -> Result<Channel, &'static str> {
    let channel: Option<Channel> = word.parse().ok();
    channel
        .filter(|channel| channel.is_chosen_by_hand())
        .ok_or("How did it reach us? Choose one.")
}

fn strength(word: &str, channel: Option<Channel>) -> Result<Strength, String> {
    let Some(channel) = channel else {
        return Ok(Strength::Reported);
    };
    if word.is_empty() {
        return Ok(channel.usual_strength());
    }
    let strength: Strength = word
        .parse()
        .map_err(|_| "Choose how good it is.".to_owned())?;
    let highest = channel.highest_strength();
    if strength > highest {
        let how = channel.label().to_lowercase();
        return Err(format!(
            "What came as “{how}” is {highest} at most. Only what is signed, ordered or published is confirmed."
        ));
    }
    Ok(strength)
}

fn link(text: &str) -> Result<String, &'static str> {
    let link = text.trim();
    if link.is_empty() {
        return Ok(String::new());
    }
    let is_web = url::Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    match (is_web, link.chars().count() <= LINK_MOST) {
        (true, true) => Ok(link.to_owned()),
        (true, false) => Err("That link is too long to keep."),
        (false, _) => Err("A link begins with https:// or http://."),
    }
}

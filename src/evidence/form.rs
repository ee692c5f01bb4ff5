//! The form to record evidence: who, their words, what it proves. The rest has a sensible default.

use super::{reading::Read, store::NewEvidence};
use crate::{
    ids::{ContactId, EvidenceId, VerifierId},
    journey::{
        facts::{Bearing, Doubt},
        terms::{Channel, Strength},
    },
    opportunities::page::{asks, whole::Whole},
    web::{FormErrors, choices::Choice},
};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashSet;

/// The most that the customer's words may hold, in characters.
pub const WORDS_MOST: usize = 10_000;
/// The most that a link may hold, in characters.
pub const LINK_MOST: usize = 1_000;
/// The most that a name or title may hold, in characters.
const NAME_MOST: usize = 120;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    /// The verifier under which the form stood, or "any".
    pub under: String,
    pub contact: String,
    pub new_contact: String,
    pub new_title: String,
    pub words: String,
    pub proves: Vec<String>,
    pub contradicts: Vec<String>,
    pub happened_on: String,
    pub channel: String,
    /// Empty: as strong as is usual for the channel.
    pub strength: String,
    pub link: String,
    pub stage: Option<i16>,
    /// Without JavaScript: what was pasted is to be read first, and nothing recorded yet.
    pub read: Option<String>,
}

/// The form as a page draws it.
#[derive(Clone, Debug, Default)]
pub struct EvidenceForm {
    pub input: Input,
    pub errors: FormErrors,
    pub people: Vec<Choice>,
    pub has_people: bool,
    pub channels: Vec<Choice>,
    pub strengths: Vec<Choice>,
    /// The shown stage's verifiers, then those of the other stages.
    pub proves: Vec<Choice>,
    pub proves_elsewhere: Vec<Choice>,
    pub contradicts: Vec<Choice>,
    pub account: String,
    /// Where the pasted text is read.
    pub reading: String,
    pub today: String,
    /// A verifier beyond those of the shown stage is ticked.
    pub reaches_further: bool,
    pub speaks_against: bool,
}

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

impl Input {
    /// The same form with what a paste says about itself filled in.
    pub fn filled_in(mut self, read: Read) -> Self {
        self.words = read.words;
        self.contact = read.contact.unwrap_or(self.contact);
        self.new_contact = read.new_contact.unwrap_or(self.new_contact);
        self.happened_on = read.happened_on.unwrap_or(self.happened_on);
        self.channel = read.channel.map_or(self.channel, str::to_owned);
        self
    }
}

impl EvidenceForm {
    /// An empty form under a verifier, with today's date.
    pub fn fresh(today: NaiveDate, under: &str) -> Self {
        let input = Input {
            id: EvidenceId::new().to_string(),
            under: under.to_owned(),
            proves: if under == "any" {
                vec![]
            } else {
                vec![under.to_owned()]
            },
            happened_on: today.to_string(),
            channel: Channel::Email.name().to_owned(),
            ..Input::default()
        };
        Self {
            input,
            today: today.to_string(),
            ..Self::default()
        }
    }

    /// A form as it was typed, with what is wrong with it.
    pub fn refused(input: Input, errors: FormErrors, today: NaiveDate) -> Self {
        Self {
            input,
            errors,
            today: today.to_string(),
            ..Self::default()
        }
    }

    /// Fills in what there is to choose on this deal.
    pub fn offer(&mut self, whole: &Whole, shown_stage: i16) {
        let input = &self.input;
        self.account = whole.deal.account.clone();
        self.reading = format!("/opportunities/{}/evidence/reading", whole.deal.id);
        self.people = whole
            .people
            .iter()
            .map(|p| {
                let label = if p.title.is_empty() {
                    p.name.clone()
                } else {
                    format!("{}, {}", p.name, p.title)
                };
                let id = p.id.to_string();
                Choice::new(id.clone(), label).chosen_if(id == input.contact)
            })
            .collect();
        self.has_people = !self.people.is_empty();
        let by_hand = Channel::ALL
            .iter()
            .filter(|channel| channel.is_chosen_by_hand());
        self.channels = by_hand
            .map(|c| Choice::new(c.name(), c.label()).chosen_if(c.name() == input.channel))
            .collect();
        self.strengths = Strength::ALL
            .iter()
            .map(|s| {
                Choice::new(s.name(), format!("{}: {}", capital(s.name()), meaning(*s)))
                    .chosen_if(s.name() == input.strength)
            })
            .collect();
        let offered = |ticked: &[String], in_stage: bool| -> Vec<Choice> {
            let stages = whole
                .stages
                .iter()
                .filter(|stage| (stage.position == shown_stage) == in_stage);
            stages
                .flat_map(|stage| {
                    whole
                        .counting_in(stage.position)
                        .map(move |verifier| (stage, verifier))
                })
                .map(|(stage, verifier)| {
                    let id = verifier.rule.id.to_string();
                    Choice::new(id.clone(), verifier.statement.clone())
                        .explained(format!("{}, {}", stage.name, asks(verifier)))
                        .chosen_if(ticked.contains(&id))
                })
                .collect()
        };
        self.proves = offered(&input.proves, true);
        self.proves_elsewhere = offered(&input.proves, false);
        self.contradicts = offered(&input.contradicts, true)
            .into_iter()
            .chain(offered(&input.contradicts, false))
            .collect();
        self.reaches_further = self.proves_elsewhere.iter().any(|choice| choice.chosen);
        self.speaks_against = !input.contradicts.is_empty();
    }
}

/// What a strength means, in a few words.
fn meaning(strength: Strength) -> &'static str {
    match strength {
        Strength::Reported => "second hand, counts for nothing yet",
        Strength::Heard => "they said it to one of us",
        Strength::Written => "they wrote it, or two of us heard it",
        Strength::Done => "they made or did something that cost them something",
        Strength::Confirmed => "signed, ordered or published",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
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

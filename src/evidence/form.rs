//! The form to record evidence: who, their words, what it proves. The rest has a sensible default.

use super::reading::Read;
use crate::{
    ids::EvidenceId,
    journey::terms::{Channel, Strength},
    opportunities::page::{asks, whole::Whole},
    web::{FormErrors, choices::Choice, format},
};
use askama::{Template, filters::HtmlSafe};
use chrono::NaiveDate;
use serde::Deserialize;

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
    /// The message that it was said in first.
    pub from: String,
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
    /// It was opened with words from the conversation in it.
    pub is_drafted: bool,
}

/// Drawn, it is HTML that a template shows as it is (why so: `crate::conversation::fold`).
#[derive(Template)]
#[template(path = "evidence/form.html")]
pub struct Drawn<'a> {
    form: &'a EvidenceForm,
    deal: &'a str,
}

impl HtmlSafe for Drawn<'_> {}

/// What is known already of evidence that is yet to be recorded.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The speaker's id.
    pub contact: String,
    pub words: String,
    pub channel: Channel,
    pub strength: Strength,
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
    /// The form on a deal's page.
    pub fn drawn<'a>(&'a self, deal: &'a str) -> Drawn<'a> {
        Drawn { form: self, deal }
    }

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

    /// Fills in what is known already.
    pub fn begin(&mut self, begun: Begun) {
        self.input.contact = begun.contact;
        self.input.words = begun.words;
        self.input.channel = begun.channel.name().to_owned();
        self.input.strength = begun.strength.name().to_owned();
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
                Choice::new(
                    s.name(),
                    format!("{}: {}", format::capital(s.name()), meaning(*s)),
                )
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

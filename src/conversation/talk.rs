//! What is said in place: below each thing of the page a fold with its messages and a form to answer there.

use super::{
    about::{About, Kind, Things},
    message::Message,
    question,
    shown::{Link, Showing, Shown},
};
use crate::{
    ids::MessageId,
    opportunities::page::{Doing, Filling, whole::Whole},
    web::choices::Choice,
};
use std::fmt::Display;
use uuid::Uuid;

/// A form to say something.
#[derive(Clone, Debug)]
pub struct Composer {
    /// The id of the form on the page.
    pub id: String,
    pub deal: String,
    /// A fresh id for what will be posted.
    pub message: MessageId,
    /// "verifier:0199…"; empty: the deal.
    pub about: String,
    pub stage: i16,
    pub filling: Filling,
    /// What else it can be about.
    pub choices: Vec<Choice>,
}

impl Composer {
    /// The same form, which asks what it is about.
    pub fn choosing(mut self, things: &Things) -> Self {
        self.choices = things.choices(self.filling.value("about"));
        self
    }
}

/// A form to pose a coaching question.
#[derive(Clone, Debug)]
pub struct Asking {
    pub composer: Composer,
    pub prompts: Vec<Choice>,
}

#[derive(Clone, Debug)]
pub struct Talk {
    /// The id of the fold on the page.
    pub id: String,
    /// What is talked about, for those who do not see where it stands.
    pub name: String,
    pub number: i64,
    pub messages: Vec<Shown>,
    /// Where the earlier ones are; empty: all are here.
    pub earlier: String,
    pub composer: Composer,
    pub asking: Option<Asking>,
    /// The messages that the thing came from.
    pub origins: Vec<Link>,
    pub is_open: bool,
}

/// What is said beside the things of a page.
#[derive(Clone, Debug, Default)]
pub struct Talks {
    pub deal: String,
    /// Where they are drawn, with the conversation.
    pub address: String,
    pub here: Vec<Talk>,
}

impl Talks {
    /// For a panel that is drawn alone: what is said stays on the page as it stands there.
    pub fn elsewhere() -> Self {
        Self::default()
    }

    /// What is said at a place.
    pub fn at(&self, place: &str) -> Option<&Talk> {
        self.here.iter().find(|talk| talk.id == place)
    }
}

/// A place on the page where something can be talked about.
pub struct Place {
    pub id: String,
    pub about: About,
    /// What it is called, for those who do not see where it stands.
    pub name: String,
    /// The coaching questions that can be asked there.
    pub prompts: Vec<String>,
}

/// How the fold of a thing is called on the page.
pub fn place(thing: impl Display) -> String {
    format!("t-{thing}")
}

/// … and that of evidence, which stands below each verifier it bears on.
pub fn place_below(verifier: impl Display, evidence: impl Display) -> String {
    format!("t-{verifier}-{evidence}")
}

/// Every place of the page: a stage's verifiers, the evidence below each, and the things that stand beside them.
pub fn places(whole: &Whole, stage: i16, things: &Things, may_ask: bool) -> Vec<Place> {
    let mut places = things.places();
    for verifier in whole.counting_in(stage) {
        places.push(Place {
            id: place(verifier.rule.id),
            about: About {
                kind: Kind::Verifier,
                id: verifier.rule.id.into(),
            },
            name: verifier.statement.clone(),
            prompts: match may_ask {
                true => question::prompts(whole, verifier),
                false => vec![],
            },
        });
        let below = whole.evidence.iter();
        let below = below.filter(|said| said.bearing_on(verifier.rule.id).is_some());
        places.extend(below.map(|said| Place {
            id: place_below(verifier.rule.id, said.id),
            about: About {
                kind: Kind::Evidence,
                id: said.id.into(),
            },
            name: format!("what {} said", said.speaker.name),
            prompts: vec![],
        }));
    }
    places
}

/// The things that places are about, each once.
pub fn things(places: &[Place]) -> Vec<Uuid> {
    let mut things: Vec<Uuid> = places.iter().map(|place| place.about.id).collect();
    things.sort_unstable();
    things.dedup();
    things
}

impl Talk {
    /// What is said at a place, of all the messages that were loaded.
    pub fn at(place: &Place, messages: &[Message], showing: &Showing, stage: i16) -> Self {
        let here =
            |message: &&Message| message.about == Some(place.about) && message.together.is_some();
        let here: Vec<&Message> = messages.iter().filter(here).collect();
        let number = here
            .first()
            .and_then(|first| first.together)
            .unwrap_or_default();
        let is_all = i64::try_from(here.len()).is_ok_and(|shown| shown >= number);
        let form = Form {
            deal: showing.deal,
            stage,
            doing: showing.doing,
        };
        let composer = form.composer(&place.id, Some(place.about), "message");
        let asking = (!place.prompts.is_empty()).then(|| form.asking(place));
        Self {
            id: place.id.clone(),
            name: place.name.clone(),
            number,
            earlier: match here.first() {
                Some(first) if !is_all => format!(
                    "/opportunities/{}?until={}#conversation",
                    showing.deal, first.id
                ),
                _ => String::new(),
            },
            messages: here
                .into_iter()
                .map(|message| showing.message(message))
                .collect(),
            is_open: composer.filling.is_open()
                || asking
                    .as_ref()
                    .is_some_and(|asking| asking.composer.filling.is_open()),
            composer,
            asking,
            origins: showing.origins(place.about),
        }
    }
}

/// What the forms of a page have in common.
pub struct Form<'a> {
    pub deal: &'a str,
    pub stage: i16,
    pub doing: &'a Doing,
}

impl Form<'_> {
    /// The form to say something about a thing, or about the deal.
    pub fn composer(&self, id: &str, about: Option<About>, act: &'static str) -> Composer {
        let on = about.map_or(Uuid::nil(), |about| about.id);
        Composer {
            id: format!("say-{id}"),
            deal: self.deal.to_owned(),
            message: MessageId::new(),
            about: about.map_or(String::new(), |about| about.to_string()),
            stage: self.stage,
            filling: self.doing.of(act, on),
            choices: vec![],
        }
    }

    fn asking(&self, place: &Place) -> Asking {
        let composer = self.composer(&format!("ask-{}", place.id), Some(place.about), "question");
        let chosen = composer.filling.value("prompt").to_owned();
        let prompts = place.prompts.iter();
        Asking {
            prompts: prompts
                .map(|prompt| Choice::new(prompt, prompt).chosen_if(*prompt == chosen))
                .collect(),
            composer,
        }
    }
}

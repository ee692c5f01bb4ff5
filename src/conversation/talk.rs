//! What is said about one thing, in place: a fold below it with its messages and a form to answer there.

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
use uuid::Uuid;

/// A form to say something.
#[derive(Clone, Debug)]
pub struct Composer {
    /// The id of the form on the page.
    pub id: String,
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

/// A place on the page where something can be talked about.
pub struct Place {
    id: String,
    about: About,
    name: String,
    prompts: Vec<String>,
}

/// How the fold of a verifier, or of evidence below one, is called on the page.
pub fn fold_id(verifier: &str, evidence: &str) -> String {
    match evidence {
        "" => format!("t-{verifier}"),
        evidence => format!("t-{verifier}-{evidence}"),
    }
}

/// Every place of a stage: its verifiers, and the evidence below each.
pub fn places(whole: &Whole, stage: i16, may_ask: bool) -> Vec<Place> {
    let mut places = vec![];
    for verifier in whole.counting_in(stage) {
        let row = verifier.rule.id.to_string();
        places.push(Place {
            id: fold_id(&row, ""),
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
            id: fold_id(&row, &said.id.to_string()),
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
        let composer = composer(
            &place.id,
            Some(place.about),
            stage,
            showing.doing,
            "message",
        );
        let asking = (!place.prompts.is_empty()).then(|| asking(place, stage, showing.doing));
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

/// The form to say something about a thing, or about the deal.
pub fn composer(
    id: &str,
    about: Option<About>,
    stage: i16,
    doing: &Doing,
    act: &'static str,
) -> Composer {
    let on = about.map_or(Uuid::nil(), |about| about.id);
    Composer {
        id: format!("say-{id}"),
        message: MessageId::new(),
        about: about.map_or(String::new(), |about| about.to_string()),
        stage,
        filling: doing.of(act, on),
        choices: vec![],
    }
}

fn asking(place: &Place, stage: i16, doing: &Doing) -> Asking {
    let composer = composer(
        &format!("ask-{}", place.id),
        Some(place.about),
        stage,
        doing,
        "question",
    );
    let chosen = composer.filling.value("prompt").to_owned();
    let prompts = place.prompts.iter();
    Asking {
        prompts: prompts
            .map(|prompt| Choice::new(prompt, prompt).chosen_if(*prompt == chosen))
            .collect(),
        composer,
    }
}

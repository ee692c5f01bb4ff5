//! One message as a page shows it.

use super::{
    about::{self, About, Things},
    markdown::{Formatted, formatted},
    mentions::Named,
    message::{Kind, Message},
    store::Links,
};
use crate::{
    ids::MessageId,
    opportunities::page::{Doing, Filling},
    people::{Viewer, viewer::initials},
    web::format,
};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Shown {
    pub id: String,
    pub author: String,
    pub initials: String,
    pub hue: i16,
    pub when: String,
    pub exact: String,
    pub words: Formatted,
    pub is_removed: bool,
    pub is_edited: bool,
    pub is_question: bool,
    pub is_decision: bool,
    /// Who said that it is a decision, where that was not its author.
    pub decider: String,
    pub about: Option<Link>,
    /// What it became.
    pub became: Vec<Link>,
    pub is_own: bool,
    pub may_decide: bool,
    pub may_undecide: bool,
    /// The customer seems to have written it.
    pub could_be_evidence: bool,
    /// What the form to change it holds.
    pub body: String,
    pub editing: Filling,
    /// Where it stands in the stream.
    pub address: String,
}

/// A name that leads somewhere.
#[derive(Clone, Debug)]
pub struct Link {
    pub label: String,
    pub address: String,
}

/// What messages are shown by.
pub struct Showing<'a> {
    pub deal: &'a str,
    pub things: &'a Things,
    pub links: &'a Links,
    pub viewer: &'a Viewer,
    pub doing: &'a Doing,
    pub now: DateTime<Utc>,
}

impl Showing<'_> {
    pub fn message(&self, message: &Message) -> Shown {
        let is_own = message.is_by(self.viewer.member);
        let is_there = !message.is_removed;
        let is_decision = message.kind == Kind::Decision;
        let decided_here = message.decided_by == Some(self.viewer.member);
        let editing = self.doing.of("edit", message.id);
        Shown {
            id: message.id.to_string(),
            author: message.author.clone(),
            initials: initials(&message.author),
            hue: message.hue,
            when: format::ago(message.at, self.viewer.zone, self.now),
            exact: format::exact(message.at),
            words: match is_there {
                true => formatted(&message.body, &self.mentioned(message.id), self.things),
                false => Formatted::default(),
            },
            is_removed: message.is_removed,
            is_edited: message.is_edited && is_there,
            is_question: message.kind == Kind::Question && is_there,
            is_decision: is_decision && is_there,
            decider: match message.decided_by {
                Some(by) if is_decision && !message.is_by(by) => message.decider.clone(),
                _ => String::new(),
            },
            about: message.about.and_then(|about| self.link(about)),
            became: self.became(message.id),
            is_own: is_own && is_there,
            may_decide: message.kind == Kind::Note && is_there,
            may_undecide: is_decision && is_there && (is_own || decided_here),
            could_be_evidence: false,
            body: match editing.is_open() {
                true => editing.value("body").to_owned(),
                false => message.body.clone(),
            },
            editing,
            address: self.address(message),
        }
    }

    fn address(&self, message: &Message) -> String {
        let id = message.id;
        match message.in_stream {
            true => format!("#m-{id}"),
            false => format!("/opportunities/{}?until={id}#m-{id}", self.deal),
        }
    }

    fn mentioned(&self, message: MessageId) -> Vec<Named> {
        let own = self.links.mentions.iter().filter(|(of, _)| *of == message);
        own.map(|(_, named)| named.clone()).collect()
    }

    fn link(&self, about: About) -> Option<Link> {
        let thing = self.things.get(about)?;
        Some(Link {
            label: thing.name.clone(),
            address: thing.address.clone(),
        })
    }

    fn became(&self, message: MessageId) -> Vec<Link> {
        let own = self.links.became.iter().filter(|(of, _, _)| *of == message);
        own.filter_map(|(_, thing, _)| {
            let found = self.things.get(*thing)?;
            Some(Link {
                label: format!("{}: {}", is_now(thing.kind), found.name),
                address: found.address.clone(),
            })
        })
        .collect()
    }

    /// The messages that a thing came from.
    pub fn origins(&self, thing: About) -> Vec<Link> {
        let own = self.links.became.iter().filter(|(_, to, _)| *to == thing);
        own.map(|(message, _, author)| origin(self.deal, *message, author))
            .collect()
    }
}

/// A link to the message that a thing came from.
pub fn origin(deal: &str, message: MessageId, author: &str) -> Link {
    Link {
        label: format!("what {author} wrote"),
        address: format!("/opportunities/{deal}?until={message}#m-{message}"),
    }
}

fn is_now(kind: about::Kind) -> &'static str {
    match kind {
        about::Kind::Evidence => "Now evidence",
        about::Kind::Obstacle => "Now an obstacle",
        about::Kind::Alternative => "Now an alternative",
        about::Kind::Play => "Now a play",
        about::Kind::Commitment => "Now a commitment",
        about::Kind::Verifier
        | about::Kind::Stakeholder
        | about::Kind::DoNothing
        | about::Kind::Us => "Now",
    }
}

//! What a message can be about, what that is called, and where it stands on the deal's page.

use super::{
    store,
    talk::{Place, place},
};
use crate::{
    alternatives::options::{DO_NOTHING, US},
    database::Tx,
    opportunities::page::whole::Whole,
    web::choices::Choice,
};
use std::{collections::HashMap, fmt, str::FromStr};
use uuid::Uuid;

macro_rules! kinds {
    ($($name:ident $word:literal $label:literal $anchor:literal)*) => {
        /// The kinds of things on a deal's page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $(#[doc = $word] $name),* }

        impl Kind {
            /// As it is stored, sent and said.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// What it is called before its name.
            fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }

            /// What the anchor of such a thing begins with.
            fn anchor(self) -> &'static str {
                match self { $(Self::$name => $anchor),* }
            }
        }

        impl FromStr for Kind {
            type Err = ();
            fn from_str(word: &str) -> Result<Self, ()> {
                match word { $($word => Ok(Self::$name),)* _ => Err(()) }
            }
        }
    };
}

kinds! {
    Verifier "verifier" "Verifier" "v"
    Evidence "evidence" "Evidence" "e"
    Obstacle "obstacle" "Obstacle" "o"
    DoNothing "do_nothing" "Alternative" "a"
    Alternative "alternative" "Alternative" "a"
    Us "us" "Alternative" "a"
    Stakeholder "stakeholder" "Stakeholder" "s"
    Play "play" "Play" "p"
    Commitment "commitment" "Commitment" "c"
}

/// One thing on a deal's page: "verifier:0199…".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct About {
    pub kind: Kind,
    pub id: Uuid,
}

impl About {
    /// What it is known by on its deal's page: there is one doing nothing, and one of us.
    fn mark(self) -> String {
        match self.kind {
            Kind::DoNothing | Kind::Us => self.kind.name().into(),
            _ => self.id.to_string(),
        }
    }
}

impl FromStr for About {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        let id = id.parse().map_err(|_| ())?;
        Ok(Self {
            kind: kind.parse()?,
            id,
        })
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}

/// What a thing is called, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub name: String,
    pub address: String,
}

/// Every thing on one deal's page that can be spoken about.
#[derive(Clone, Debug, Default)]
pub struct Things {
    deal: String,
    known: HashMap<About, Thing>,
    /// What stands beside the verifiers and their evidence, in its order.
    beside: Vec<About>,
}

/// The longest name of a thing in a sentence, in characters.
const LONGEST: usize = 80;

impl Things {
    /// One query: what the deal does not bring along itself.
    pub async fn of(tx: &mut Tx, whole: &Whole) -> sqlx::Result<Self> {
        let mut things = Self {
            deal: format!("/opportunities/{}", whole.deal.id),
            ..Self::default()
        };
        for (kind, name) in [(Kind::DoNothing, DO_NOTHING), (Kind::Us, US)] {
            things.add(kind, whole.deal.id, name, "");
            things.beside.push(About {
                kind,
                id: whole.deal.id.into(),
            });
        }
        for (about, name) in store::things(tx, whole.deal.id).await? {
            things.add(about.kind, about.id, &name, "");
            things.beside.push(about);
        }
        for verifier in &whole.verifiers {
            let stage = verifier.rule.stage;
            let place = format!("?stage={stage}");
            things.add(
                Kind::Verifier,
                verifier.rule.id,
                &verifier.statement,
                &place,
            );
        }
        for said in &whole.evidence {
            let about = About {
                kind: Kind::Evidence,
                id: said.id.into(),
            };
            let thing = Thing {
                name: format!("“{}”, {}", short(&said.words), said.speaker.name),
                address: whole.place_of(said),
            };
            things.known.insert(about, thing);
        }
        Ok(things)
    }

    fn add(&mut self, kind: Kind, id: impl Into<Uuid>, name: &str, place: &str) {
        let about = About {
            kind,
            id: id.into(),
        };
        let thing = Thing {
            name: short(name),
            address: format!("{}{place}#{}-{}", self.deal, kind.anchor(), about.mark()),
        };
        self.known.insert(about, thing);
    }

    /// The thing, if it is on this deal's page.
    pub fn get(&self, about: About) -> Option<&Thing> {
        self.known.get(&about)
    }

    /// What the form for the whole deal can be about besides: obstacles, plays and so on.
    pub fn choices(&self, chosen: &str) -> Vec<Choice> {
        let choice = |about: &About| {
            let word = about.to_string();
            let name = &self.known.get(about)?.name;
            let label = format!("{}: {name}", about.kind.label());
            Some(Choice::new(word.clone(), label).chosen_if(word == chosen))
        };
        self.beside.iter().filter_map(choice).collect()
    }

    /// Where they can be talked about.
    pub fn places(&self) -> Vec<Place> {
        let place = |about: &About| {
            Some(Place {
                id: place(about.mark()),
                about: *about,
                name: self.known.get(about)?.name.clone(),
                prompts: vec![],
            })
        };
        self.beside.iter().filter_map(place).collect()
    }

    /// The thing that an address of this very page points at: `https://…/opportunities/DEAL?stage=2#v-VERIFIER`.
    pub fn at(&self, address: &str) -> Option<&Thing> {
        let (page, anchor) = address.split_once('#')?;
        let path = page.split('?').next().unwrap_or_default();
        if !path.ends_with(&self.deal) {
            return None;
        }
        // Evidence stands below a verifier, and its anchor ends with its own id.
        let id: Uuid = anchor.get(anchor.len().checked_sub(36)?..)?.parse().ok()?;
        let begins = |kind: Kind| anchor.starts_with(&format!("{}-", kind.anchor()));
        let found = self
            .known
            .iter()
            .find(|(about, _)| about.id == id && begins(about.kind));
        found.map(|(_, thing)| thing)
    }
}

/// The beginning of a text, in one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things() -> (Things, Uuid) {
        let mut things = Things {
            deal: "/opportunities/d".into(),
            ..Things::default()
        };
        let id = Uuid::now_v7();
        things.add(Kind::Verifier, id, "They say what it costs", "?stage=2");
        (things, id)
    }

    #[test]
    fn a_thing_is_found_by_an_address_of_this_page_and_of_no_other() {
        let (things, id) = things();
        let name = |address: &str| things.at(address).map(|thing| thing.name.clone());
        let known = Some("They say what it costs".to_owned());
        assert_eq!(
            name(&format!("https://s.example/opportunities/d#v-{id}")),
            known
        );
        assert_eq!(name(&format!("/opportunities/d?stage=2#v-{id}")), known);
        assert_eq!(name(&format!("/opportunities/x#v-{id}")), None);
        assert_eq!(name(&format!("/opportunities/d#o-{id}")), None);
        assert_eq!(name("/opportunities/d#v-ž"), None);
        assert_eq!(name("/opportunities/d"), None);
    }

    #[test]
    fn a_thing_is_written_and_read_as_one_word() {
        let about = About {
            kind: Kind::Play,
            id: Uuid::now_v7(),
        };
        assert_eq!(about.to_string().parse(), Ok(about));
        assert_eq!("member:1".parse::<About>(), Err(()));
        assert_eq!("verifier".parse::<About>(), Err(()));
    }

    #[test]
    fn a_long_name_is_cut_at_a_letter() {
        assert_eq!(short(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
        assert_eq!(short("a\n b"), "a b");
    }
}

//! A strategy session in one block, and the turns in which its people take part.

use serde::Deserialize;

/// The team thinks together. Told as a whole; played turn by turn, by whoever did it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub about: String,
    /// Keys of members.
    #[serde(default)]
    pub invited: Vec<String>,
    /// Where it stands now; without it, it is over.
    pub until: Option<i16>,
    #[serde(default, rename = "note")]
    pub notes: Vec<Card>,
    #[serde(rename = "voice")]
    pub voices: Vec<Voice>,
    #[serde(default, rename = "idea")]
    pub ideas: Vec<Idea>,
    #[serde(default, rename = "doubt")]
    pub doubts: Vec<Doubt>,
    pub decision: Option<Decision>,
    #[serde(default, rename = "try")]
    pub tries: Vec<Try>,
}

/// Somebody who took part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// A member's key.
    pub by: String,
    /// The odds that they gave.
    pub before: Option<i16>,
    pub after: Option<i16>,
    /// Ideas that got a dot of theirs; three dots each.
    #[serde(default)]
    pub dots: Vec<String>,
    /// What they have against the decision.
    pub dissent: Option<String>,
}

/// A note of the second step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    pub by: String,
    /// The number of its heading.
    pub under: i16,
    pub words: String,
}

/// What somebody wrote in silence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idea {
    pub key: String,
    pub by: String,
    /// The number of its heading.
    pub under: i16,
    pub words: String,
    /// The idea that it was merged into.
    pub into: Option<String>,
}

/// A challenge of an idea.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    pub by: String,
    pub idea: String,
    pub reason: String,
}

/// What was decided, by the owner.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// A word of the vocabulary. One that closes the deal closes it with the script's outcome of that day.
    #[serde(rename = "is")]
    pub sort: String,
    pub why: String,
}

/// What the session means to try.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Try {
    pub verifier: String,
    pub from: Option<String>,
    pub in_days: i16,
    pub words: String,
}

/// One turn in a session, by one member.
#[derive(Clone, Copy, Debug)]
pub enum Turn<'a> {
    Start,
    Before(&'a Voice),
    Step(i16),
    Note(&'a Card),
    Idea(&'a Idea),
    Ready(&'a Voice),
    Merge(&'a Idea),
    Doubt(&'a Doubt),
    Vote(&'a Voice),
    Decide(&'a Decision),
    Dissent(&'a Voice),
    After(&'a Voice),
    Try(&'a Try),
    End,
}

impl<'a> Turn<'a> {
    /// The key of the member whose turn it is; `None`: of whoever leads.
    pub fn by(self) -> Option<&'a str> {
        match self {
            Turn::Before(voice)
            | Turn::Ready(voice)
            | Turn::Vote(voice)
            | Turn::Dissent(voice)
            | Turn::After(voice) => Some(&voice.by),
            Turn::Note(card) => Some(&card.by),
            Turn::Idea(idea) => Some(&idea.by),
            Turn::Doubt(doubt) => Some(&doubt.by),
            Turn::Start | Turn::Step(_) | Turn::Merge(_) | Turn::Decide(_) => None,
            Turn::Try(_) | Turn::End => None,
        }
    }
}

impl Session {
    /// Its turns, in order, as far as it came.
    pub fn turns(&self) -> Vec<Turn<'_>> {
        let come_to = self.until.unwrap_or(7);
        let mut turns = vec![Turn::Start];
        turns.extend(self.voices.iter().map(Turn::Before));
        for step in 1..=come_to {
            if step < 7 {
                turns.push(Turn::Step(step));
            }
            match step {
                2 => turns.extend(self.notes.iter().map(Turn::Note)),
                3 => {
                    turns.extend(self.ideas.iter().map(Turn::Idea));
                    // One who is still writing: the step goes on.
                    let done = self.voices.iter().filter(|_| come_to > 3);
                    turns.extend(done.map(Turn::Ready));
                }
                4 => self.gather(&mut turns),
                5 => self.decide(&mut turns),
                6 => turns.extend(self.tries.iter().map(Turn::Try)),
                7 => turns.push(Turn::End),
                _ => {}
            }
        }
        turns
    }

    fn gather<'a>(&'a self, turns: &mut Vec<Turn<'a>>) {
        let merged = self.ideas.iter().filter(|idea| idea.into.is_some());
        turns.extend(merged.map(Turn::Merge));
        turns.extend(self.doubts.iter().map(Turn::Doubt));
        let voted = self.voices.iter().filter(|voice| !voice.dots.is_empty());
        turns.extend(voted.map(Turn::Vote));
    }

    fn decide<'a>(&'a self, turns: &mut Vec<Turn<'a>>) {
        turns.extend(self.decision.iter().map(Turn::Decide));
        let against = self.voices.iter().filter(|voice| voice.dissent.is_some());
        turns.extend(against.map(Turn::Dissent));
        turns.extend(self.voices.iter().map(Turn::After));
    }
}

//! Which deals a list shows: the question behind a number, as its address asks it.

use super::{asked::Asked, ground::Ground, over_time::Quarter, store, tally};
use crate::{
    ids::VerifierId,
    journey::terms::{Dimension, Ended, ObstacleKind, Phase, PlayResult, Strength},
};
use chrono::{DateTime, Utc};

/// A question whose answer is a list.
#[derive(Clone, Debug)]
pub struct Question {
    pub about: About,
    /// Deals that closed, or whatever else it was, from the one moment until before the other.
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub quarter: Option<Quarter>,
}

/// What it is about.
#[derive(Clone, Debug)]
pub enum About {
    /// Deals that ended in one of these ways; none: in any.
    Closed(Vec<Ended>),
    /// Deals that had come to the stage of a verifier.
    Verifier(Stood),
    /// Verifiers made for one deal.
    Own { stood: Option<bool>, early: bool },
    Obstacle {
        kind: ObstacleKind,
        past: Option<bool>,
        ended: Option<Ended>,
    },
    /// Deals qualified out, reopened later or not.
    Left(Option<Phase>),
    /// … that somebody would rather have stayed with.
    Regretted,
    /// Deals lost or undecided that went on for longer than this after they came to a phase.
    WentOn { phase: Phase, longer: i32 },
    /// Deals whose verifiers the team changed.
    Tailored,
    Plays {
        dimension: Option<Dimension>,
        /// The words that the verifier is known by; empty: any.
        words: String,
        /// What the customer did then; none: whatever it was.
        results: Vec<PlayResult>,
    },
}

/// How one verifier stood in a deal.
#[derive(Clone, Debug)]
pub struct Stood {
    /// All under which editions have it.
    pub ids: Vec<VerifierId>,
    pub statement: String,
    pub stage: String,
    /// None, and not early: wherever it stood.
    pub stood: Option<bool>,
    /// The deal ended before the month was over.
    pub early: bool,
    pub ended: Vec<Ended>,
    pub strength: Option<Strength>,
    pub age: Option<tally::Age>,
}

/// Words of an address that stand for all ways not to decide.
pub const NO_DECISION: &str = "no_decision";

/// A word of an address that stands for plays that were tried, whatever came of them.
pub const TRIED: &str = "tried";

/// The ends that a word of an address means; none: all of them.
fn ends(word: &str) -> Vec<Ended> {
    match word {
        NO_DECISION => Ended::ALL
            .iter()
            .copied()
            .filter(|e| e.is_no_decision())
            .collect(),
        word => word.parse().into_iter().collect(),
    }
}

/// What a word of an address means that customers did after a play; none: all of it.
fn results(word: &str) -> Vec<PlayResult> {
    let tried = |result: &PlayResult| *result != PlayResult::NotTried;
    match word {
        TRIED => PlayResult::ALL.iter().copied().filter(tried).collect(),
        word => word.parse().into_iter().collect(),
    }
}

/// "yes" and "no".
fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl Question {
    /// What an address asks; none: there is no such question. At most two questions of the database.
    pub async fn read(ground: &mut Ground) -> sqlx::Result<Option<Self>> {
        let asked = ground.asked.clone();
        let Some(about) = About::read(ground, &asked).await? else {
            return Ok(None);
        };
        let quarter = Quarter::read(&asked.quarter);
        let (from, until) = quarter.map_or((ground.since, DateTime::<Utc>::MAX_UTC), |quarter| {
            (quarter.begins(), quarter.next().begins())
        });
        Ok(Some(Self {
            about,
            from,
            until,
            quarter,
        }))
    }

    /// What heads the list.
    pub fn heading(&self) -> String {
        let what = self.about.heading();
        match self.quarter {
            Some(quarter) => format!("{what}, {quarter}"),
            None => what,
        }
    }
}

impl About {
    async fn read(ground: &mut Ground, asked: &Asked) -> sqlx::Result<Option<Self>> {
        let phase: Option<Phase> = asked.phase.parse().ok();
        Ok(Some(match asked.of.as_str() {
            "closed" | "" => Self::Closed(ends(&asked.ended)),
            "verifier" => match Stood::read(ground, asked).await? {
                Some(stood) => Self::Verifier(stood),
                None => return Ok(None),
            },
            "own" => Self::Own {
                stood: yes_or_no(&asked.stood),
                early: asked.stood == "early",
            },
            "obstacle" => match asked.obstacle.parse() {
                Ok(kind) => Self::Obstacle {
                    kind,
                    past: yes_or_no(&asked.past),
                    ended: asked.ended.parse().ok(),
                },
                Err(_) => return Ok(None),
            },
            "left" => Self::Left(phase),
            "regretted" => Self::Regretted,
            "went_on" => match phase {
                Some(phase) => {
                    let (id, since) = (ground.journey_id(), ground.since);
                    let left = store::left_by_phase(&mut ground.tx, id, since).await?;
                    let here = left.iter().find(|one| one.phase == phase);
                    Self::WentOn {
                        phase,
                        longer: here.map_or(0, |one| one.in_phase),
                    }
                }
                None => return Ok(None),
            },
            "tailored" => Self::Tailored,
            "plays" => Self::Plays {
                dimension: asked.dimension.parse().ok(),
                words: tally::key(&asked.verifier),
                results: results(&asked.result),
            },
            _ => return Ok(None),
        }))
    }

    fn heading(&self) -> String {
        match self {
            Self::Closed(ends) => match ends.as_slice() {
                [] => "Closed deals".to_owned(),
                [one] => one.label().to_owned(),
                _ => "No decision".to_owned(),
            },
            Self::Verifier(stood) => format!("“{}”", stood.statement),
            Self::Own { .. } => "Verifiers made for one deal".to_owned(),
            Self::Obstacle { kind, past, .. } => match past {
                None => kind.label().to_owned(),
                Some(true) => format!("{}: got past it", kind.label()),
                Some(false) => format!("{}: it stayed", kind.label()),
            },
            Self::Left(None) => "Qualified out".to_owned(),
            Self::Left(Some(phase)) => format!("Qualified out in {}", phase.heading()),
            Self::Regretted => "Qualified out, and better not".to_owned(),
            Self::WentOn { phase, .. } => format!("Went on in {} or further", phase.heading()),
            Self::Tailored => "Verifiers changed for a deal".to_owned(),
            Self::Plays { .. } => "What was tried".to_owned(),
        }
    }

    /// What the deals of the list have in common, in a sentence.
    pub fn meaning(&self) -> String {
        match self {
            Self::Closed(_) => "Deals by how they ended.".to_owned(),
            Self::Verifier(stood) => stood.meaning(),
            Self::Own { .. } => "Each is one verifier that a team made for one deal.".to_owned(),
            Self::Obstacle { ended, .. } => match ended {
                Some(ended) => format!("Deals that had it in their way and {}.", ended.told()),
                None => "Deals that had it in their way, as it was when they closed.".to_owned(),
            },
            Self::Left(_) => "Leaving early is a good result.".to_owned(),
            Self::Regretted => {
                "They came back later, or somebody says that we would have stayed.".to_owned()
            }
            Self::WentOn { longer, .. } => format!(
                "Lost, or without a decision, and open for more than {} after they came to it: as long as deals were that we left.",
                crate::web::format::days(i64::from(*longer))
            ),
            Self::Tailored => "The team asked something else of these deals.".to_owned(),
            Self::Plays { results, .. } => match results.as_slice() {
                [PlayResult::NotTried] => "Planned, and not tried.".to_owned(),
                [result] => format!("After each of these, {}.", result.told()),
                _ => "Each was tried, and the customer did something or nothing.".to_owned(),
            },
        }
    }

    /// What the rows are called.
    pub const fn row(&self) -> &'static str {
        match self {
            Self::Own { .. } => "verifier",
            Self::Plays { .. } => "play",
            _ => "deal",
        }
    }
}

impl Stood {
    async fn read(ground: &mut Ground, asked: &Asked) -> sqlx::Result<Option<Self>> {
        let Ok(id) = asked.verifier.parse::<VerifierId>() else {
            return Ok(None);
        };
        let journey = ground.journey_id();
        let known = store::asked_verifiers(&mut ground.tx, journey).await?;
        Ok(known.iter().find(|one| one.id == id).map(|one| Self {
            ids: tally::alike(&known, id),
            statement: one.statement.clone(),
            stage: one.stage.clone(),
            stood: yes_or_no(&asked.stood),
            early: asked.stood == "early",
            ended: ends(&asked.ended),
            strength: asked.strength.parse().ok(),
            age: tally::Age::read(&asked.age),
        }))
    }

    fn meaning(&self) -> String {
        let stage = &self.stage;
        let mut told = match (self.early, self.stood) {
            (true, _) => format!("Deals that came to {stage} and ended within a month"),
            (_, Some(true)) => {
                format!("Deals in which it stood a month after they came to {stage}")
            }
            (_, Some(false)) => {
                format!("Deals in which it did not stand a month after they came to {stage}")
            }
            (_, None) => format!("Deals that came to {stage}"),
        };
        if let Some(strength) = self.strength {
            told += &format!(", at best on something {strength}");
        }
        if let Some(age) = self.age {
            told += &format!(", last said {}", lower(age.label()));
        }
        match self.ended.as_slice() {
            [] => told + ".",
            [one] => format!("{told}, and that {}.", one.told()),
            _ => format!("{told}, and that ended in no decision."),
        }
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

//! Which deals a list shows: the question behind a number, as its address asks it.

mod told;

use super::{asked::Asked, ground::Ground, quarter::Quarter, store, tally};
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
    /// Deals that had come to the stage of a verifier, and are open.
    StillOpen(Stood),
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
        /// The words that the verifier is known by, as the database compares them; empty: any.
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
        Ok(match asked.of.as_str() {
            "verifier" => Stood::read(ground, asked).await?.map(Self::Verifier),
            "still_open" => Stood::read(ground, asked).await?.map(Self::StillOpen),
            "went_on" => match phase {
                Some(phase) => Some(Self::went_on(ground, phase).await?),
                None => None,
            },
            of => Self::named(of, asked, phase),
        })
    }

    /// What one knows by the address alone.
    fn named(of: &str, asked: &Asked, phase: Option<Phase>) -> Option<Self> {
        Some(match of {
            "closed" | "" => Self::Closed(ends(&asked.ended)),
            "own" => Self::Own {
                stood: yes_or_no(&asked.stood),
                early: asked.stood == "early",
            },
            "obstacle" => Self::Obstacle {
                kind: asked.obstacle.parse().ok()?,
                past: yes_or_no(&asked.past),
                ended: asked.ended.parse().ok(),
            },
            "left" => Self::Left(phase),
            "regretted" => Self::Regretted,
            "tailored" => Self::Tailored,
            "plays" => Self::Plays {
                dimension: asked.dimension.parse().ok(),
                words: asked.verifier.clone(),
                results: results(&asked.result),
            },
            _ => return None,
        })
    }

    /// For longer than the deals that we left were open after they came to it.
    async fn went_on(ground: &mut Ground, phase: Phase) -> sqlx::Result<Self> {
        let (journey, since) = (ground.journey_id(), ground.since);
        let left = store::left_by_phase(&mut ground.tx, journey, since).await?;
        let here = left.iter().find(|one| one.phase == phase);
        Ok(Self::WentOn {
            phase,
            longer: here.map_or(0, |one| one.in_phase),
        })
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
}

//! The gate of a stage: open when every required verifier stands and none rests only on evidence with an open challenge.
//! A [`Passage`] can only be made here, and only through an open gate; whoever writes one demands it.

use super::{
    facts::{Deal, Verifier},
    standing::{Standing, judge},
};
use crate::ids::{EvidenceId, VerifierId};
use chrono::NaiveDate;

/// A verifier and how it stands.
#[derive(Clone, Debug)]
pub struct Judged {
    pub verifier: Verifier,
    pub standing: Standing,
}

/// One deal, judged on one day. Every question about where it stands is asked here.
#[derive(Clone, Debug)]
pub struct Judgement {
    stage: i16,
    stages: i16,
    closed: bool,
    verifiers: Vec<Judged>,
}

/// Why there is no passage. It changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The deal has an outcome.
    Closed,
    /// These required verifiers do not carry the passage yet, in the deal's order.
    Shut(Vec<VerifierId>),
}

/// The right to move one deal one stage forward. Only an open gate makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    from: i16,
    to: Option<i16>,
    rests_on: Vec<EvidenceId>,
}

impl Passage {
    /// The stage that is left.
    pub fn from(&self) -> i16 {
        self.from
    }

    /// The stage that is reached; `None`: it was the last one, and the deal is won.
    pub fn to(&self) -> Option<i16> {
        self.to
    }

    /// The evidence it rests on, each piece once, in the order of their ids.
    pub fn rests_on(&self) -> &[EvidenceId] {
        &self.rests_on
    }
}

impl Deal {
    /// Judges the deal on a day (in UTC).
    pub fn judged_on(&self, today: NaiveDate) -> Judgement {
        Judgement {
            stage: self.stage,
            stages: self.stages,
            closed: self.closed,
            verifiers: self
                .verifiers
                .iter()
                .map(|v| Judged {
                    verifier: v.clone(),
                    standing: judge(v, &self.evidence, today),
                })
                .collect(),
        }
    }
}

impl Judgement {
    /// Every verifier that counts on the deal, with its standing.
    pub fn verifiers(&self) -> &[Judged] {
        &self.verifiers
    }

    /// How one verifier stands; `None` when it does not count on this deal.
    pub fn standing_of(&self, id: VerifierId) -> Option<&Standing> {
        self.verifiers
            .iter()
            .find(|j| j.verifier.id == id)
            .map(|j| &j.standing)
    }

    /// The required verifiers of a stage.
    pub fn required_in(&self, stage: i16) -> impl Iterator<Item = &Judged> {
        self.verifiers
            .iter()
            .filter(move |j| j.verifier.required && j.verifier.stage == stage)
    }

    /// The required verifiers that keep the gate of a stage shut.
    pub fn missing_in(&self, stage: i16) -> Vec<&Judged> {
        self.required_in(stage)
            .filter(|j| !j.standing.carries())
            .collect()
    }

    /// The gate of the present stage is open, whether or not the deal is.
    pub fn gate_is_open(&self) -> bool {
        self.required_in(self.stage).next().is_some() && self.missing_in(self.stage).is_empty()
    }

    /// The deal's next passage, if its evidence allows one today.
    pub fn passage(&self) -> Result<Passage, Refusal> {
        if self.closed {
            return Err(Refusal::Closed);
        }
        let behind = self.verifiers.iter().filter(|j| {
            let v = &j.verifier;
            v.required
                && (v.stage < self.stage && !j.standing.stands()
                    || v.stage == self.stage && !j.standing.carries())
        });
        let missing: Vec<VerifierId> = behind.map(|j| j.verifier.id).collect();
        if !missing.is_empty() || self.required_in(self.stage).next().is_none() {
            return Err(Refusal::Shut(missing));
        }
        let mut rests_on: Vec<EvidenceId> = self
            .required_in(self.stage)
            .flat_map(|j| j.standing.rests_on.iter().copied())
            .collect();
        rests_on.sort();
        rests_on.dedup();
        Ok(Passage {
            from: self.stage,
            to: (self.stage < self.stages).then_some(self.stage + 1),
            rests_on,
        })
    }

    /// The stage that the deal falls back to: the earliest one before the present whose evidence no longer stands.
    /// An open challenge does not pull a deal back; an upheld one does. A closed deal stays where it is.
    pub fn fall_back(&self) -> Option<i16> {
        if self.closed {
            return None;
        }
        self.verifiers
            .iter()
            .filter(|j| {
                j.verifier.required && j.verifier.stage < self.stage && !j.standing.stands()
            })
            .map(|j| j.verifier.stage)
            .min()
    }

    /// The first day on which the passing of time alone changes what the deal's stages up to the present one rest on.
    pub fn lapses_on(&self) -> Option<NaiveDate> {
        self.verifiers
            .iter()
            .filter(|j| j.verifier.required && j.verifier.stage <= self.stage)
            .filter_map(|j| j.standing.lapses_on)
            .min()
    }
}

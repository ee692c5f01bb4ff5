//! What the rules know of a deal.

use crate::{
    commitments::commitment::Commitment,
    ids::{CommitmentId, ContactId, EvidenceId, OpportunityId, VerifierId},
    journey::{
        gate::Judgement,
        terms::{CommitmentTurn, Dimension, Phase, StakeholderRole},
    },
    opportunities::{page::whole::Whole, store::FallBack as Fallen},
    stakeholders::stakeholder::Stakeholder,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// The stretch of time that is looked at: after `since`, up to now (the moment of the page).
#[derive(Clone, Copy, Debug)]
pub struct Period {
    pub since: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

impl Period {
    /// It happened in it.
    pub fn holds(&self, moment: DateTime<Utc>) -> bool {
        self.since < moment && moment <= self.now
    }

    /// The day that freshness is counted by.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

/// One open deal.
#[derive(Clone, Debug)]
pub struct Facts {
    pub deal: OpportunityId,
    pub stage: i16,
    pub phase: Phase,
    pub call_stage: Option<i16>,
    /// The names of its journey's stages, in order.
    pub stages: Vec<String>,
    /// When something from the customer was last recorded, or the deal was opened.
    pub heard_at: DateTime<Utc>,
    pub judgement: Judgement,
    pub dimensions: HashMap<VerifierId, Dimension>,
    /// The customer's latest word first.
    pub said: Vec<Said>,
    /// Who there has which part.
    pub group: Vec<Part>,
    /// The latest fall-back, if the deal has not moved on since.
    pub fall_back: Option<FallBack>,
    /// What they had agreed to do and dropped.
    pub dropped: Vec<Dropped>,
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct Said {
    pub id: EvidenceId,
    pub speaker: ContactId,
    pub name: String,
    pub words: String,
    pub happened_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    /// Not second hand, not withdrawn, not overruled.
    pub counts: bool,
    /// The verifier under which a page shows it.
    pub under: Option<VerifierId>,
}

/// Somebody's part in the deal.
#[derive(Clone, Debug)]
pub struct Part {
    pub contact: ContactId,
    pub name: String,
    pub role: StakeholderRole,
}

/// A way back.
#[derive(Clone, Debug)]
pub struct FallBack {
    pub at: DateTime<Utc>,
    pub from_stage: i16,
    pub to_stage: i16,
    /// As the guard writes it: "withdrawal", "lapse" …
    pub cause: String,
    /// The evidence that it was about.
    pub evidence: Option<EvidenceId>,
}

/// What somebody there had agreed to do.
#[derive(Clone, Debug)]
pub struct Dropped {
    pub id: CommitmentId,
    pub name: String,
    pub what: String,
    pub at: DateTime<Utc>,
}

impl Facts {
    /// A stage's name, for sentences.
    pub fn stage_name(&self, position: i16) -> &str {
        let index = usize::try_from(position - 1).ok();
        let name = index.and_then(|index| self.stages.get(index));
        name.map_or("the journey’s end", String::as_str)
    }

    /// A piece of evidence by its id.
    pub fn said(&self, id: EvidenceId) -> Option<&Said> {
        self.said.iter().find(|said| said.id == id)
    }

    /// The facts of a deal whose page was loaded anyway.
    pub fn of_whole(whole: &Whole, group: &[Stakeholder], agreed: &[Commitment]) -> Self {
        let deal = &whole.deal;
        let fall_back = whole.fall_back.as_ref();
        Self {
            deal: deal.id,
            stage: deal.stage,
            phase: whole
                .stage(deal.stage)
                .map_or(Phase::Notice, |stage| stage.phase),
            call_stage: deal.call.stage,
            stages: whole.stages.iter().map(|s| s.name.clone()).collect(),
            heard_at: heard_at(whole),
            judgement: whole.judgement.clone(),
            dimensions: whole
                .verifiers
                .iter()
                .map(|verifier| (verifier.rule.id, verifier.dimension))
                .collect(),
            said: said_in(whole),
            group: group.iter().map(part).collect(),
            fall_back: fall_back.map(|fall| fallen(whole, fall)),
            dropped: agreed.iter().filter_map(dropped).collect(),
        }
    }
}

fn heard_at(whole: &Whole) -> DateTime<Utc> {
    let recorded = whole.evidence.iter().map(|said| said.recorded_by.at);
    recorded.max().unwrap_or(whole.deal.created_at)
}

fn said_in(whole: &Whole) -> Vec<Said> {
    let counts = |e: &crate::evidence::evidence::Evidence| {
        e.withdrawal.is_none()
            && !e.was_overruled()
            && e.strength > crate::journey::terms::Strength::Reported
    };
    let said = whole.evidence.iter().map(|e| Said {
        id: e.id,
        speaker: e.speaker.id,
        name: e.speaker.name.clone(),
        words: e.words.clone(),
        happened_on: e.happened_on,
        recorded_at: e.recorded_by.at,
        counts: counts(e),
        under: e.bearings.first().map(|bearing| bearing.verifier),
    });
    said.collect()
}

fn part(stakeholder: &Stakeholder) -> Part {
    Part {
        contact: stakeholder.contact,
        name: stakeholder.name.clone(),
        role: stakeholder.part.role,
    }
}

fn fallen(whole: &Whole, fall: &Fallen) -> FallBack {
    let about = |cause| {
        let mut evidence = whole.evidence.iter();
        let behind = evidence.find(|said| {
            said.id.0 == cause || said.challenges.iter().any(|doubt| doubt.id.0 == cause)
        });
        behind.map(|said| said.id)
    };
    FallBack {
        at: fall.at,
        from_stage: fall.from_stage,
        to_stage: fall.to_stage,
        cause: fall.cause.clone(),
        evidence: fall.cause_id.and_then(about),
    }
}

fn dropped(agreed: &Commitment) -> Option<Dropped> {
    let turn = agreed.latest.as_ref()?;
    (turn.turn == CommitmentTurn::Dropped).then(|| Dropped {
        id: agreed.id,
        name: agreed.name.clone(),
        what: agreed.what.clone(),
        at: turn.at,
    })
}

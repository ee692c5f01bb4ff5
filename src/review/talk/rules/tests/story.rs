//! A deal as the tests tell it.

use super::*;

pub const STAGES: [(&str, Phase); 4] = [
    ("Noticing", Phase::Notice),
    ("Framing", Phase::Frame),
    ("Choosing", Phase::Choose),
    ("Trusting", Phase::Secure),
];

pub fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().expect("a moment")
}

pub fn today() -> NaiveDate {
    now().date_naive()
}

pub fn period() -> Period {
    Period {
        since: now() - TimeDelta::days(7),
        now: now(),
    }
}

/// A deal under way, about which there is nothing to say.
pub struct Story {
    pub facts: Facts,
    pub verifiers: Vec<Verifier>,
    pub evidence: Vec<Evidence>,
}

impl Story {
    pub fn at(stage: i16) -> Self {
        let mut story = Self {
            facts: Facts {
                deal: OpportunityId::new(),
                stage,
                phase: STAGES[stage as usize - 1].1,
                call_stage: None,
                stages: STAGES.iter().map(|(name, _)| (*name).to_owned()).collect(),
                heard_at: now(),
                judgement: Deal {
                    stage,
                    stages: 4,
                    closed: false,
                    verifiers: vec![],
                    evidence: vec![],
                }
                .judged_on(today()),
                dimensions: Default::default(),
                said: vec![],
                group: vec![],
                fall_back: None,
                dropped: vec![],
            },
            verifiers: vec![],
            evidence: vec![],
        };
        let (ines, rui) = (ContactId::new(), ContactId::new());
        story.facts.group.push(Part {
            contact: ines,
            name: "Ines Baptista".into(),
            role: StakeholderRole::BudgetHolder,
        });
        story.says(ines, "Ines Baptista", &[], true, 1);
        story.says(rui, "Rui Antunes", &[], true, 1);
        story
    }

    pub fn asks(
        &mut self,
        stage: i16,
        dimension: Dimension,
        fresh_days: Option<i16>,
    ) -> VerifierId {
        let id = VerifierId::new();
        self.facts.dimensions.insert(id, dimension);
        self.verifiers.push(Verifier {
            id,
            stage,
            required: true,
            least_strength: Strength::Heard,
            fresh_days,
        });
        id
    }

    /// Somebody says something, so many days ago.
    pub fn says(
        &mut self,
        speaker: ContactId,
        name: &str,
        about: &[VerifierId],
        supports: bool,
        ago: u64,
    ) -> EvidenceId {
        let id = EvidenceId::new();
        let on = today().checked_sub_days(Days::new(ago)).expect("a day");
        let bearings = about.iter().map(|verifier| Bearing {
            verifier: *verifier,
            supports,
        });
        self.evidence.push(Evidence {
            id,
            happened_on: on,
            ordinal: i64::try_from(self.evidence.len()).expect("few"),
            strength: Strength::Written,
            withdrawn: false,
            doubt: Doubt::None,
            bearings: bearings.collect(),
        });
        self.facts.said.insert(
            0,
            Said {
                id,
                speaker,
                name: name.into(),
                words: "Not before the union vote.".into(),
                happened_on: on,
                recorded_at: now() - TimeDelta::days(i64::try_from(ago).expect("few")),
                counts: true,
                under: about.first().copied(),
            },
        );
        id
    }

    pub fn told(mut self) -> Vec<String> {
        self.judge();
        reasons(&self.facts, &period())
            .into_iter()
            .map(|reason| match reason.quote.as_str() {
                "" => reason.words,
                quote => format!("{}: “{quote}”", reason.words),
            })
            .collect()
    }

    pub fn judge(&mut self) {
        self.facts.judgement = Deal {
            stage: self.facts.stage,
            stages: 4,
            closed: false,
            verifiers: self.verifiers.clone(),
            evidence: self.evidence.clone(),
        }
        .judged_on(today());
    }
}

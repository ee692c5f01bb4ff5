//! The rule, line by line, in examples small enough to read.

mod gate;
mod standing;

use super::{
    facts::{Bearing, Deal, Doubt, Evidence, Tailoring, Verifier, tailored},
    gate::Refusal,
    leaning::{Leaning, leaning},
    standing::State,
    terms::{Dimension, Strength},
};
use crate::ids::{EvidenceId, TailoringId, VerifierId};
use chrono::{Days, NaiveDate};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + Days::new(number)
}

fn verifier(stage: i16, least_strength: Strength) -> Verifier {
    Verifier {
        id: VerifierId::new(),
        stage,
        required: true,
        least_strength,
        fresh_days: None,
    }
}

/// A deal in the making: evidence is added in the order in which it is recorded.
struct Case {
    deal: Deal,
}

impl Case {
    fn with(verifiers: &[&Verifier]) -> Self {
        let verifiers: Vec<Verifier> = verifiers.iter().map(|v| (*v).clone()).collect();
        Self {
            deal: Deal {
                stage: 1,
                stages: 3,
                closed: false,
                verifiers,
                evidence: vec![],
            },
        }
    }

    fn at(mut self, stage: i16) -> Self {
        self.deal.stage = stage;
        self
    }

    fn says(mut self, number: u64, strength: Strength, about: &Verifier, supports: bool) -> Self {
        let ordinal = i64::try_from(self.deal.evidence.len()).unwrap();
        self.deal.evidence.push(Evidence {
            id: EvidenceId::new(),
            happened_on: day(number),
            ordinal,
            strength,
            withdrawn: false,
            doubt: Doubt::None,
            bearings: vec![Bearing {
                verifier: about.id,
                supports,
            }],
        });
        self
    }

    fn yes(self, number: u64, strength: Strength, about: &Verifier) -> Self {
        self.says(number, strength, about, true)
    }

    fn no(self, number: u64, strength: Strength, about: &Verifier) -> Self {
        self.says(number, strength, about, false)
    }

    fn latest(&mut self) -> &mut Evidence {
        self.deal.evidence.last_mut().unwrap()
    }

    fn withdrawn(mut self) -> Self {
        self.latest().withdrawn = true;
        self
    }

    fn doubted(mut self, doubt: Doubt) -> Self {
        self.latest().doubt = doubt;
        self
    }

    fn state(&self, number: u64, about: &Verifier) -> State {
        self.deal
            .judged_on(day(number))
            .standing_of(about.id)
            .unwrap()
            .state
    }
}

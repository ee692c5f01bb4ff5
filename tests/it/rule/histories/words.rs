//! What the customer said is recorded, withdrawn, doubted.

use super::{History, ground};
use chrono::Days;
use rand::{RngExt, seq::IndexedRandom};
use saidso::ids::{EvidenceId, VerifierId};
use saidso::journey::facts::{Bearing, Doubt, Evidence};
use saidso::journey::terms::Strength;
use sqlx::PgConnection;
use uuid::Uuid;

impl History<'_> {
    pub(super) async fn record(&mut self, tx: &mut PgConnection) -> Option<String> {
        let known: Vec<VerifierId> = self
            .ground
            .verifiers
            .iter()
            .map(|v| VerifierId(v.0))
            .chain(self.made_for_deal.iter().map(|v| v.id))
            .collect();
        let mut bearings: Vec<Bearing> = vec![];
        for _ in 0..self.random.random_range(1..=3) {
            let verifier = *known.choose(&mut self.random).unwrap();
            if bearings.iter().all(|b| b.verifier != verifier) {
                bearings.push(Bearing {
                    verifier,
                    supports: self.random.random_bool(0.85),
                });
            }
        }
        let happened_on = self.today() - Days::new(self.random.random_range(0..35));
        let code = self.random.random_range(1..=5);
        let pairs: Vec<(Uuid, bool)> = bearings
            .iter()
            .map(|b| (b.verifier.0, b.supports))
            .collect();
        let id = ground::record(tx, self.ground, self.id, happened_on, code, &pairs)
            .await
            .unwrap();
        self.evidence.push(Evidence {
            id: EvidenceId(id),
            happened_on,
            ordinal: i64::try_from(self.evidence.len()).unwrap(),
            strength: Strength::from_code(code).unwrap(),
            withdrawn: false,
            doubt: Doubt::None,
            bearings,
        });
        Some(format!(
            "evidence of {happened_on} with strength {code} on {pairs:?}"
        ))
    }

    pub(super) async fn withdraw(&mut self, tx: &mut PgConnection) -> Option<String> {
        let live: Vec<usize> = (0..self.evidence.len())
            .filter(|&i| !self.evidence[i].withdrawn)
            .collect();
        let index = *live.choose(&mut self.random)?;
        let id = self.evidence[index].id;
        ground::withdraw(tx, self.ground, self.id, id.0)
            .await
            .unwrap();
        self.evidence[index].withdrawn = true;
        Some(format!("withdrawal of {id}"))
    }

    pub(super) async fn challenge(&mut self, tx: &mut PgConnection) -> Option<String> {
        let evidence = self.evidence.choose(&mut self.random)?.id;
        let id = ground::challenge(tx, self.ground, self.id, evidence.0)
            .await
            .unwrap();
        self.challenges.push((id, evidence, None));
        self.doubt(evidence);
        Some(format!("challenge of {evidence}"))
    }

    pub(super) async fn answer(&mut self, tx: &mut PgConnection) -> Option<String> {
        let upheld = self.random.random_bool(0.5);
        let open: Vec<usize> = (0..self.challenges.len())
            .filter(|&i| self.challenges[i].2.is_none())
            .collect();
        let index = *open.choose(&mut self.random)?;
        let (id, evidence, answer) = &mut self.challenges[index];
        *answer = Some(upheld);
        let (id, evidence) = (*id, *evidence);
        ground::answer(tx, self.ground, self.id, id, upheld)
            .await
            .unwrap();
        self.doubt(evidence);
        Some(format!("answer, upheld: {upheld}, on {evidence}"))
    }

    fn doubt(&mut self, id: EvidenceId) {
        let answers: Vec<Option<bool>> = self
            .challenges
            .iter()
            .filter(|c| c.1 == id)
            .map(|c| c.2)
            .collect();
        let doubt = if answers.contains(&Some(true)) {
            Doubt::Upheld
        } else if answers.contains(&None) {
            Doubt::Open
        } else {
            Doubt::None
        };
        self.evidence.iter_mut().find(|e| e.id == id).unwrap().doubt = doubt;
    }
}

//! What a deal is judged by changes.

use super::{History, ground};
use rand::{RngExt, seq::IndexedRandom};
use saidso::ids::{TailoringId, VerifierId};
use saidso::journey::facts::{Tailoring, Verifier};
use saidso::journey::terms::Strength;
use sqlx::{PgConnection, query};

impl History<'_> {
    /// Drops a verifier, adds one, does both, or undoes an earlier tailoring; the guard refuses a stage without one to four,
    /// and any change of a closed deal.
    pub(super) async fn tailor(&mut self, tx: &mut PgConnection) -> Option<String> {
        let undone = |id: TailoringId| self.tailorings.iter().any(|t| t.undoes == Some(id));
        let undoable: Vec<TailoringId> = self
            .tailorings
            .iter()
            .filter(|t| t.undoes.is_none() && !undone(t.id))
            .map(|t| t.id)
            .collect();
        let mut next = Tailoring {
            id: TailoringId::new(),
            drops: None,
            adds: None,
            undoes: None,
        };
        let mut made = None;
        match self.random.random_range(0..4) {
            0 => next.undoes = Some(*undoable.choose(&mut self.random)?),
            kind => {
                if kind != 1 {
                    next.drops = Some(self.verifiers().choose(&mut self.random)?.id);
                }
                if kind != 2 {
                    let verifier = self.made_up_verifier();
                    next.adds = Some(verifier.id);
                    made = Some(verifier);
                }
            }
        }
        let accepted = self.write_tailoring(tx, next, made.as_ref()).await;
        let before = (self.tailorings.len(), self.made_for_deal.len());
        self.tailorings.push(next);
        self.made_for_deal.extend(made);
        let verifiers = self.verifiers();
        let fits = (1..=3).all(|s| {
            (1..=4).contains(
                &verifiers
                    .iter()
                    .filter(|v| v.required && v.stage == s)
                    .count(),
            )
        });
        let expected = fits && self.outcome.is_none();
        assert_eq!(accepted, expected, "tailoring {next:?}\n{}", self.story());
        if !accepted {
            self.tailorings.truncate(before.0);
            self.made_for_deal.truncate(before.1);
        }
        Some(format!("tailoring {next:?}, accepted: {accepted}"))
    }

    fn made_up_verifier(&mut self) -> Verifier {
        Verifier {
            id: VerifierId::new(),
            stage: self.random.random_range(1..=3),
            required: self.random.random_bool(0.8),
            least_strength: Strength::from_code(self.random.random_range(2..=5)).unwrap(),
            fresh_days: self
                .random
                .random_bool(0.4)
                .then(|| self.random.random_range(3..40)),
        }
    }

    async fn write_tailoring(
        &self,
        tx: &mut PgConnection,
        t: Tailoring,
        made: Option<&Verifier>,
    ) -> bool {
        query("savepoint tailoring")
            .execute(&mut *tx)
            .await
            .unwrap();
        if let Some(v) = made {
            let row = (
                v.id.0,
                v.stage,
                v.least_strength.code(),
                v.fresh_days,
                v.required,
            );
            ground::insert_verifier(tx, self.ground, row, Some(self.id), 50)
                .await
                .unwrap();
        }
        let written = query(
            "insert into tailoring (workspace_id, id, opportunity_id, drops, adds, undoes, reason) values ($1, $2, $3, $4, $5, $6, 'So')",
        )
        .bind(self.ground.workspace)
        .bind(t.id)
        .bind(self.id)
        .bind(t.drops)
        .bind(t.adds)
        .bind(t.undoes)
        .execute(&mut *tx)
        .await;
        if let Err(error) = &written {
            let name = match self.outcome {
                Some(_) => "deal_is_closed",
                None => "stage_needs_one_to_four_required",
            };
            assert_eq!(ground::refusal(error), name, "{}", self.story());
            query("rollback to savepoint tailoring")
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        written.is_ok()
    }
}

//! A deal moves, ends and comes back.

use super::{History, ground};
use saidso::ids::EvidenceId;
use saidso::journey::gate::Refusal;
use sqlx::{PgConnection, Row, query};
use uuid::Uuid;

impl History<'_> {
    pub(super) async fn try_passage(&mut self, tx: &mut PgConnection) -> Option<String> {
        query("savepoint passage").execute(&mut *tx).await.unwrap();
        let written = ground::pass(tx, self.ground, self.id, self.stage).await;
        let expected = self.deal().judged_on(self.today()).passage();
        match (&written, expected) {
            (Ok(id), Ok(passage)) => {
                self.passages += 1;
                let row = query(
                    "select to_stage, rested_on from passage where workspace_id = $1 and id = $2",
                )
                .bind(self.ground.workspace)
                .bind(id)
                .fetch_one(tx)
                .await
                .unwrap();
                assert_eq!(
                    row.get::<Option<i16>, _>(0),
                    passage.to(),
                    "{}",
                    self.story()
                );
                assert_eq!(
                    row.get::<Vec<EvidenceId>, _>(1),
                    passage.rests_on(),
                    "{}",
                    self.story()
                );
                match passage.to() {
                    Some(stage) => self.stage = stage,
                    None => self.outcome = Some(*id),
                }
            }
            (Err(error), Err(why)) => {
                let name = if why == Refusal::Closed {
                    "deal_is_closed"
                } else {
                    "gate_is_shut"
                };
                assert_eq!(ground::refusal(error), name, "{}", self.story());
                query("rollback to savepoint passage")
                    .execute(tx)
                    .await
                    .unwrap();
            }
            (guard, rule) => panic!("guard: {guard:?}\nrule: {rule:?}\n{}", self.story()),
        }
        Some(format!("passage from {}: {}", self.stage, written.is_ok()))
    }

    pub(super) async fn close_or_reopen(&mut self, tx: &mut PgConnection) -> Option<String> {
        if let Some(outcome) = self.outcome.take() {
            query("insert into reopening (workspace_id, id, opportunity_id, reason) values ($1, $2, $3, 'They came back')")
                .bind(self.ground.workspace)
                .bind(outcome)
                .bind(self.id)
                .execute(tx)
                .await
                .unwrap();
            return Some("reopened".into());
        }
        let id = Uuid::now_v7();
        query("insert into outcome (workspace_id, id, opportunity_id, kind, reason) values ($1, $2, $3, 'no_decision', 'no_owner')")
            .bind(self.ground.workspace)
            .bind(id)
            .bind(self.id)
            .execute(tx)
            .await
            .unwrap();
        self.outcome = Some(id);
        Some("closed".into())
    }
}

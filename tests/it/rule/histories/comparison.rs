//! What the guard says of a deal, beside what the pure rule says.

use super::History;
use chrono::NaiveDate;
use saidso::ids::EvidenceId;
use saidso::journey::standing::State;
use sqlx::{PgConnection, Row, query};
use uuid::Uuid;

/// A verifier, whether it stands, whether unchallenged, on what, and until when.
type Verdict = (Uuid, bool, bool, Vec<EvidenceId>, Option<NaiveDate>);

impl History<'_> {
    pub(super) async fn compare(&self, tx: &mut PgConnection) {
        let judgement = self.deal().judged_on(self.today());
        let row = query(
            "select o.stage, o.ready, o.outcome is not null as closed, l.lapses_on, s.phase = o.phase as phase_fits
             from opportunity o
             join stage s on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
             left join lapse_watch l on l.workspace_id = o.workspace_id and l.opportunity_id = o.id
             where o.workspace_id = $1 and o.id = $2",
        )
        .bind(self.ground.workspace)
        .bind(self.id)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        let closed = self.outcome.is_some();
        assert_eq!(
            row.get::<i16, _>("stage"),
            self.stage,
            "stage\n{}",
            self.story()
        );
        assert_eq!(
            row.get::<bool, _>("closed"),
            closed,
            "outcome\n{}",
            self.story()
        );
        assert_eq!(
            row.get::<bool, _>("ready"),
            !closed && judgement.gate_is_open(),
            "gate\n{}",
            self.story()
        );
        assert!(row.get::<bool, _>("phase_fits"), "phase\n{}", self.story());
        if !closed {
            assert_eq!(
                row.get::<Option<NaiveDate>, _>("lapses_on"),
                judgement.lapses_on(),
                "lapse\n{}",
                self.story()
            );
        }

        let mut guard: Vec<Verdict> =
            query("select verifier_id, stands, unchallenged, rests_on, lapses_on from verifier_standing($1, $2)")
                .bind(self.id)
                .bind(self.today())
                .fetch_all(tx)
                .await
                .unwrap()
                .iter()
                .map(|r| (r.get(0), r.get(1), r.get(2), r.get(3), r.get(4)))
                .collect();
        let mut rule: Vec<_> = judgement
            .verifiers()
            .iter()
            .map(|j| {
                let s = &j.standing;
                (
                    j.verifier.id.0,
                    s.stands(),
                    s.state == State::Stands,
                    s.rests_on.clone(),
                    s.lapses_on,
                )
            })
            .collect();
        guard.sort();
        rule.sort();
        assert_eq!(guard, rule, "standing\n{}", self.story());
    }
}

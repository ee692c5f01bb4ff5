//! Random histories of one deal, played through the pure rule and through the database. After every step both must
//! say the same of every verifier, of the stage, the gate, the next lapse and the passage.

use super::ground::{self, Ground};
use crate::world::TestDb;
use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use saidso::ids::{EvidenceId, TailoringId, VerifierId};
use saidso::journey::facts::{Bearing, Deal, Doubt, Evidence, Tailoring, Verifier, tailored};
use saidso::journey::gate::Refusal;
use saidso::journey::standing::State;
use saidso::journey::terms::Strength;
use sqlx::{PgConnection, Row, query};
use uuid::Uuid;

const HISTORIES: u64 = 2_000;
const STEPS: usize = 14;
const WORKERS: u64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pure_rule_and_the_guard_agree_over_two_thousand_random_histories() {
    let seed: u64 = std::env::var("SAIDSO_SEED")
        .ok()
        .map_or_else(rand::random, |s| {
            s.parse().expect("SAIDSO_SEED is a number")
        });
    println!("seed {seed} (repeat with SAIDSO_SEED={seed})");
    let db = TestDb::new().await;
    let ground = std::sync::Arc::new(ground::lay(&db.app, &db.superuser, true).await);
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..WORKERS {
        let (app, ground) = (db.app.clone(), ground.clone());
        workers.spawn(async move {
            let mut passages = 0;
            for number in (worker..HISTORIES).step_by(WORKERS as usize) {
                let mut tx = ground::begin(&app, &ground, None).await;
                passages += History::begin(&mut tx, &ground, seed.wrapping_add(number))
                    .await
                    .play(&mut tx)
                    .await;
                tx.rollback().await.unwrap();
            }
            passages
        });
    }
    let passages: u32 = workers.join_all().await.into_iter().sum();
    assert!(
        passages > 200,
        "the histories were too tame to mean anything: {passages} passages"
    );
}

/// A verifier, whether it stands, whether unchallenged, on what, and until when.
type Verdict = (Uuid, bool, bool, Vec<EvidenceId>, Option<NaiveDate>);

/// One deal's history as the test itself remembers it, independent of the database.
struct History<'g> {
    ground: &'g Ground,
    random: StdRng,
    seed: u64,
    now: DateTime<Utc>,
    id: Uuid,
    stage: i16,
    outcome: Option<Uuid>,
    made_for_deal: Vec<Verifier>,
    tailorings: Vec<Tailoring>,
    evidence: Vec<Evidence>,
    challenges: Vec<(Uuid, EvidenceId, Option<bool>)>,
    told: Vec<String>,
    passages: u32,
}

impl<'g> History<'g> {
    async fn begin(tx: &mut PgConnection, ground: &'g Ground, seed: u64) -> Self {
        let now = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap();
        ground::set_moment(tx, now).await;
        let id = ground::open_deal(tx, ground).await;
        Self {
            ground,
            random: StdRng::seed_from_u64(seed),
            seed,
            now,
            id,
            stage: 1,
            outcome: None,
            made_for_deal: vec![],
            tailorings: vec![],
            evidence: vec![],
            challenges: vec![],
            told: vec![],
            passages: 0,
        }
    }

    async fn play(mut self, tx: &mut PgConnection) -> u32 {
        for _ in 0..STEPS {
            let step = match self.random.random_range(0..100) {
                0..46 => self.record(tx).await,
                46..54 => self.withdraw(tx).await,
                54..61 => self.challenge(tx).await,
                61..68 => self.answer(tx).await,
                68..74 => self.tailor(tx).await,
                74..81 => self.wait(tx).await,
                81..97 => self.try_passage(tx).await,
                _ => self.close_or_reopen(tx).await,
            };
            let Some(step) = step else { continue };
            self.told.push(step);
            if let Some(stage) = self.deal().judged_on(self.today()).fall_back() {
                self.stage = stage;
            }
            self.compare(tx).await;
        }
        self.passages
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    fn verifiers(&self) -> Vec<Verifier> {
        let of_edition =
            self.ground
                .verifiers
                .iter()
                .map(|&(id, stage, least, fresh_days, required)| Verifier {
                    id: VerifierId(id),
                    stage,
                    required,
                    least_strength: Strength::from_code(least).unwrap(),
                    fresh_days,
                });
        tailored(
            of_edition,
            self.made_for_deal.iter().cloned(),
            &self.tailorings,
        )
    }

    fn deal(&self) -> Deal {
        Deal {
            stage: self.stage,
            stages: 3,
            closed: self.outcome.is_some(),
            verifiers: self.verifiers(),
            evidence: self.evidence.clone(),
        }
    }

    async fn record(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    async fn withdraw(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    async fn challenge(&mut self, tx: &mut PgConnection) -> Option<String> {
        let evidence = self.evidence.choose(&mut self.random)?.id;
        let id = ground::challenge(tx, self.ground, self.id, evidence.0)
            .await
            .unwrap();
        self.challenges.push((id, evidence, None));
        self.doubt(evidence);
        Some(format!("challenge of {evidence}"))
    }

    async fn answer(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    /// Drops a verifier, adds one, does both, or undoes an earlier tailoring; the guard refuses a stage without one to four,
    /// and any change of a closed deal.
    async fn tailor(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    async fn wait(&mut self, tx: &mut PgConnection) -> Option<String> {
        self.now += Duration::days(self.random.random_range(1..25));
        ground::set_moment(tx, self.now).await;
        query("select settle_lapse($1)")
            .bind(self.id)
            .execute(tx)
            .await
            .unwrap();
        Some(format!("it is {}", self.today()))
    }

    async fn try_passage(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    async fn close_or_reopen(&mut self, tx: &mut PgConnection) -> Option<String> {
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

    async fn compare(&self, tx: &mut PgConnection) {
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

    fn story(&self) -> String {
        format!(
            "seed {}, today {}:\n  {}",
            self.seed,
            self.today(),
            self.told.join("\n  ")
        )
    }
}

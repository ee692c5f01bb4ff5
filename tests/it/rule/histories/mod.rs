//! Random histories of one deal, played through the pure rule and through the database. After every step both must
//! say the same of every verifier, of the stage, the gate, the next lapse and the passage.

mod comparison;
mod passage;
mod tailoring;
mod words;

use super::ground::{self, Ground};
use crate::world::{TestDb, seed};
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use saidso::ids::{EvidenceId, VerifierId};
use saidso::journey::facts::{Deal, Evidence, Tailoring, Verifier, tailored};
use saidso::journey::terms::Strength;
use sqlx::{PgConnection, query};
use uuid::Uuid;

const HISTORIES: u64 = 2_000;
const STEPS: usize = 14;
const WORKERS: u64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pure_rule_and_the_guard_agree_over_two_thousand_random_histories() {
    let seed = seed();
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

    fn story(&self) -> String {
        format!(
            "seed {}, today {}:\n  {}",
            self.seed,
            self.today(),
            self.told.join("\n  ")
        )
    }
}

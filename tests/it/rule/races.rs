//! Eight writers on a few deals at once: passages against withdrawals, challenges and contradictions. Whoever looks,
//! whenever they look, finds no deal standing further than its evidence.

use super::ground::{self, Ground};
use crate::world::TestDb;
use chrono::Utc;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use saidso::ids::{EvidenceId, VerifierId};
use saidso::journey::facts::{Bearing, Deal, Doubt, Evidence, Verifier};
use saidso::journey::terms::Strength;
use sqlx::{PgPool, Row, query};
use std::collections::HashMap;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
};
use uuid::Uuid;

const WRITERS: u64 = 8;
const OPERATIONS_EACH: u32 = 320;
const DEALS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_snapshot_of_a_race_shows_a_deal_further_than_its_evidence() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let db = TestDb::new().await;
    let ground = Arc::new(ground::lay(&db.app, &db.superuser, false).await);
    let mut deals = vec![];
    for _ in 0..DEALS {
        let mut tx = ground::begin(&db.app, &ground, None).await;
        deals.push(ground::open_deal(&mut tx, &ground).await);
        tx.commit().await.unwrap();
    }
    let deals = Arc::new(deals);
    let over = Arc::new(AtomicBool::new(false));
    let checker = tokio::spawn(watch(
        db.superuser.clone(),
        ground.clone(),
        deals.clone(),
        over.clone(),
    ));

    let passed = Arc::new(AtomicU32::new(0));
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..WRITERS {
        let (app, ground, deals, passed) = (
            db.app.clone(),
            ground.clone(),
            deals.clone(),
            passed.clone(),
        );
        writers.spawn(async move {
            let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
            for _ in 0..OPERATIONS_EACH {
                operate(
                    &app,
                    &ground,
                    *deals.choose(&mut random).unwrap(),
                    &mut random,
                    &passed,
                )
                .await;
            }
        });
    }
    writers.join_all().await;
    over.store(true, Relaxed);
    let snapshots = checker.await.unwrap();
    assert!(snapshots > 20, "only {snapshots} snapshots were looked at");
    assert!(
        passed.load(Relaxed) > 20,
        "only {} passages happened",
        passed.load(Relaxed)
    );
    for deal in deals.iter() {
        replay(&db.superuser, &ground, *deal).await;
    }
}

/// One random operation in its own transaction. Only the rule's own refusals and lost races are expected errors.
async fn operate(app: &PgPool, g: &Ground, deal: Uuid, random: &mut StdRng, passed: &AtomicU32) {
    let mut tx = ground::begin(app, g, None).await;
    let today = Utc::now().date_naive();
    let verifier = g.verifiers.choose(random).unwrap().0;
    let written = match random.random_range(0..100) {
        0..40 => ground::record(&mut tx, g, deal, today, 5, &[(verifier, true)])
            .await
            .map(drop),
        40..48 => ground::record(&mut tx, g, deal, today, 3, &[(verifier, false)])
            .await
            .map(drop),
        48..75 => {
            let stage = query("select stage from opportunity where workspace_id = $1 and id = $2")
                .bind(g.workspace)
                .bind(deal)
                .fetch_one(&mut *tx)
                .await
                .unwrap()
                .get(0);
            // the last gate would win the deal and end the race
            if stage == 3 {
                Ok(())
            } else {
                ground::pass(&mut tx, g, deal, stage).await.map(drop)
            }
        }
        kind => match any_evidence(&mut tx, g, deal).await {
            None => Ok(()),
            Some(evidence) if kind < 85 => ground::withdraw(&mut tx, g, deal, evidence).await,
            Some(evidence) => match ground::challenge(&mut tx, g, deal, evidence).await {
                Ok(challenge) => {
                    ground::answer(&mut tx, g, deal, challenge, random.random_bool(0.5)).await
                }
                Err(error) => Err(error),
            },
        },
    };
    match written {
        Ok(()) => {
            let passages = query("select 1 from passage where xmin::text = pg_current_xact_id_if_assigned()::xid::text")
                .fetch_all(&mut *tx)
                .await
                .unwrap()
                .len();
            tx.commit().await.unwrap();
            passed.fetch_add(u32::try_from(passages).unwrap(), Relaxed);
        }
        Err(error) => {
            let name = ground::refusal(&error);
            assert!(
                ["gate_is_shut", "deal_stands_elsewhere", "withdrawal_pkey"]
                    .contains(&name.as_str()),
                "unexpected: {error}"
            );
        }
    }
}

async fn any_evidence(tx: &mut sqlx::PgConnection, g: &Ground, deal: Uuid) -> Option<Uuid> {
    query(
        "select e.id from evidence e
         where e.workspace_id = $1 and e.opportunity_id = $2
            and not exists (select from withdrawal w where w.workspace_id = e.workspace_id and w.id = e.id)
         order by e.ordinal desc offset floor(random() * 4) limit 1",
    )
    .bind(g.workspace)
    .bind(deal)
    .fetch_optional(tx)
    .await
    .unwrap()
    .map(|row| row.get(0))
}

/// Looks again and again, from outside and in one snapshot each time, and judges by the pure rule.
async fn watch(
    superuser: PgPool,
    g: Arc<Ground>,
    deals: Arc<Vec<Uuid>>,
    over: Arc<AtomicBool>,
) -> u32 {
    let mut snapshots = 0;
    while !over.load(Relaxed) {
        let mut tx = superuser
            .begin_with("begin isolation level repeatable read read only")
            .await
            .unwrap();
        for deal in deals.iter() {
            let stage: i16 = query("select stage from opportunity where id = $1")
                .bind(deal)
                .fetch_one(&mut *tx)
                .await
                .unwrap()
                .get(0);
            let evidence = evidence_of(&mut tx, *deal).await;
            let judged = deal_of(&g, stage, evidence).judged_on(Utc::now().date_naive());
            assert_eq!(
                judged.fall_back(),
                None,
                "a snapshot shows deal {deal} at stage {stage}"
            );
        }
        tx.commit().await.unwrap();
        snapshots += 1;
    }
    snapshots
}

async fn evidence_of(tx: &mut sqlx::PgConnection, deal: Uuid) -> Vec<Evidence> {
    let rows = query(
        "select e.id, e.happened_on, e.ordinal, e.strength,
            exists (select from withdrawal w where w.id = e.id) as withdrawn,
            array(select a.upheld from challenge c left join challenge_answer a on a.id = c.id where c.evidence_id = e.id) as answers,
            array(select b.verifier_id from bearing b where b.evidence_id = e.id order by b.verifier_id) as verifiers,
            array(select b.supports from bearing b where b.evidence_id = e.id order by b.verifier_id) as supports
         from evidence e where e.opportunity_id = $1",
    )
    .bind(deal)
    .fetch_all(tx)
    .await
    .unwrap();
    rows.iter()
        .map(|r| {
            let answers: Vec<Option<bool>> = r.get("answers");
            let (verifiers, supports): (Vec<VerifierId>, Vec<bool>) =
                (r.get("verifiers"), r.get("supports"));
            Evidence {
                id: r.get("id"),
                happened_on: r.get("happened_on"),
                ordinal: r.get("ordinal"),
                strength: Strength::from_code(r.get("strength")).unwrap(),
                withdrawn: r.get("withdrawn"),
                doubt: if answers.contains(&Some(true)) {
                    Doubt::Upheld
                } else if answers.contains(&None) {
                    Doubt::Open
                } else {
                    Doubt::None
                },
                bearings: verifiers
                    .into_iter()
                    .zip(supports)
                    .map(|(verifier, supports)| Bearing { verifier, supports })
                    .collect(),
            }
        })
        .collect()
}

fn deal_of(g: &Ground, stage: i16, evidence: Vec<Evidence>) -> Deal {
    let verifiers = g
        .verifiers
        .iter()
        .map(|&(id, stage, least, fresh_days, required)| Verifier {
            id: VerifierId(id),
            stage,
            required,
            least_strength: Strength::from_code(least).unwrap(),
            fresh_days,
        })
        .collect();
    Deal {
        stage,
        stages: 3,
        closed: false,
        verifiers,
        evidence,
    }
}

/// Reads the deal's ledger from the beginning: every passage must have been allowed by what was on record at that moment,
/// open challenges included, and every fall-back must have been due.
async fn replay(superuser: &PgPool, g: &Ground, deal: Uuid) {
    let events =
        query("select kind, subject_id, body from event where stream_id = $1 order by seq")
            .bind(deal)
            .fetch_all(superuser)
            .await
            .unwrap();
    let mut evidence: HashMap<Uuid, Evidence> = HashMap::new();
    let mut challenged: HashMap<Uuid, Uuid> = HashMap::new();
    let mut stage = 1;
    for event in &events {
        let (kind, subject, body): (&str, Uuid, serde_json::Value) =
            (event.get(0), event.get(1), event.get(2));
        let id_in = |field: &str| -> Uuid { body[field].as_str().unwrap().parse().unwrap() };
        match kind {
            "evidence added" => {
                let said = Evidence {
                    id: EvidenceId(subject),
                    happened_on: body["happened_on"].as_str().unwrap().parse().unwrap(),
                    ordinal: body["ordinal"].as_i64().unwrap(),
                    strength: Strength::from_code(
                        i16::try_from(body["strength"].as_i64().unwrap()).unwrap(),
                    )
                    .unwrap(),
                    withdrawn: false,
                    doubt: Doubt::None,
                    bearings: vec![],
                };
                evidence.insert(subject, said);
            }
            "bearing added" => evidence.get_mut(&subject).unwrap().bearings.push(Bearing {
                verifier: VerifierId(id_in("verifier_id")),
                supports: body["supports"].as_bool().unwrap(),
            }),
            "withdrawal added" => evidence.get_mut(&subject).unwrap().withdrawn = true,
            "challenge added" => {
                let about = id_in("evidence_id");
                challenged.insert(subject, about);
                let doubt = &mut evidence.get_mut(&about).unwrap().doubt;
                *doubt = if *doubt == Doubt::Upheld {
                    Doubt::Upheld
                } else {
                    Doubt::Open
                };
            }
            "challenge_answer added" => {
                let doubt = &mut evidence.get_mut(&challenged[&subject]).unwrap().doubt;
                if body["upheld"].as_bool().unwrap() {
                    *doubt = Doubt::Upheld;
                } else if *doubt == Doubt::Open {
                    *doubt = Doubt::None;
                }
            }
            "passage added" => {
                let judged = deal_of(g, stage, evidence.values().cloned().collect())
                    .judged_on(Utc::now().date_naive());
                assert!(
                    judged.passage().is_ok(),
                    "the ledger holds a passage from {stage} that nothing allowed"
                );
                stage += 1;
            }
            "fall_back added" => {
                let judged = deal_of(g, stage, evidence.values().cloned().collect())
                    .judged_on(Utc::now().date_naive());
                stage = judged
                    .fall_back()
                    .expect("the ledger holds a fall-back that nothing asked for");
            }
            _ => {}
        }
    }
}

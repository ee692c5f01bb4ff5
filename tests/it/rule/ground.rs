//! A small workspace for tests of the guard: one journey of three stages, one account, two people there.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool, query, query_scalar};
use uuid::Uuid;

pub struct Ground {
    pub workspace: Uuid,
    pub member: Uuid,
    pub account: Uuid,
    pub speaker: Uuid,
    pub journey: Uuid,
    pub edition: Uuid,
    /// The ids of the stages, in order.
    pub stages: Vec<Uuid>,
    /// (id, stage, least strength, fresh days, required)
    pub verifiers: Vec<(Uuid, i16, i16, Option<i16>, bool)>,
}

/// Lays the ground as the server's role; with `rehearsal` the superuser then lets its clock be set.
pub async fn lay(app: &PgPool, superuser: &PgPool, rehearsal: bool) -> Ground {
    let ground = Ground {
        workspace: Uuid::now_v7(),
        member: Uuid::now_v7(),
        account: Uuid::now_v7(),
        speaker: Uuid::now_v7(),
        journey: Uuid::now_v7(),
        edition: Uuid::now_v7(),
        stages: (0..3).map(|_| Uuid::now_v7()).collect(),
        verifiers: [
            (1, 2, None, true),
            (1, 3, Some(30), true),
            (1, 2, None, false),
            (2, 3, Some(20), true),
            (2, 2, Some(8), true),
            (3, 4, None, true),
            (3, 2, Some(15), true),
        ]
        .into_iter()
        .map(|(stage, least, fresh, required)| (Uuid::now_v7(), stage, least, fresh, required))
        .collect(),
    };
    let mut tx = begin(app, &ground, None).await;
    write(&mut tx, &ground).await;
    tx.commit().await.unwrap();
    if rehearsal {
        query("update workspace set rehearsal = true where id = $1")
            .bind(ground.workspace)
            .execute(superuser)
            .await
            .unwrap();
    }
    ground
}

async fn write(tx: &mut PgConnection, g: &Ground) {
    let person = Uuid::now_v7();
    query("insert into workspace (id, name) values ($1, 'Ground')")
        .bind(g.workspace)
        .execute(&mut *tx)
        .await
        .unwrap();
    query("insert into person (id, email) values ($1, $2)")
        .bind(person)
        .bind(format!("{person}@ground.example"))
        .execute(&mut *tx)
        .await
        .unwrap();
    query("insert into member (workspace_id, id, person_id, name, role, hue) values ($1, $2, $3, 'Ada', 'rep', 0)")
        .bind(g.workspace)
        .bind(g.member)
        .bind(person)
        .execute(&mut *tx)
        .await
        .unwrap();
    query("insert into account (workspace_id, id, name) values ($1, $2, 'Acme')")
        .bind(g.workspace)
        .bind(g.account)
        .execute(&mut *tx)
        .await
        .unwrap();
    query("insert into contact (workspace_id, id, account_id, name) values ($1, $2, $3, 'Ines')")
        .bind(g.workspace)
        .bind(g.speaker)
        .bind(g.account)
        .execute(&mut *tx)
        .await
        .unwrap();
    write_journey(tx, g).await;
}

async fn write_journey(tx: &mut PgConnection, g: &Ground) {
    query("insert into journey (workspace_id, id, name) values ($1, $2, 'Short')")
        .bind(g.workspace)
        .bind(g.journey)
        .execute(&mut *tx)
        .await
        .unwrap();
    query("insert into edition (workspace_id, id, journey_id, number) values ($1, $2, $3, 1)")
        .bind(g.workspace)
        .bind(g.edition)
        .bind(g.journey)
        .execute(&mut *tx)
        .await
        .unwrap();
    for (index, stage) in g.stages.iter().enumerate() {
        let position = i16::try_from(index).unwrap() + 1;
        query("insert into stage (workspace_id, id, edition_id, position, name, question, phase) values ($1, $2, $3, $4, 'Stage', 'Why?', $4)")
            .bind(g.workspace)
            .bind(stage)
            .bind(g.edition)
            .bind(position)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    for (position, v) in g.verifiers.iter().enumerate() {
        insert_verifier(tx, g, *v, None, i16::try_from(position).unwrap())
            .await
            .unwrap();
    }
    query("update edition set published_at = now() where workspace_id = $1 and id = $2")
        .bind(g.workspace)
        .bind(g.edition)
        .execute(&mut *tx)
        .await
        .unwrap();
}

pub async fn insert_verifier(
    tx: &mut PgConnection,
    g: &Ground,
    (id, stage, least, fresh, required): (Uuid, i16, i16, Option<i16>, bool),
    opportunity: Option<Uuid>,
    position: i16,
) -> Result<(), sqlx::Error> {
    query(
        "insert into verifier (workspace_id, id, edition_id, stage_id, opportunity_id, position, statement, dimension, least_strength, fresh_days, required)
         values ($1, $2, $3, $4, $5, $6, 'They say so', 'progress', $7, $8, $9)",
    )
    .bind(g.workspace)
    .bind(id)
    .bind(g.edition)
    .bind(g.stages[usize::try_from(stage).unwrap() - 1])
    .bind(opportunity)
    .bind(position)
    .bind(least)
    .bind(fresh)
    .bind(required)
    .execute(tx)
    .await
    .map(drop)
}

/// A transaction in the ground's workspace, acting as its member, at a moment (rehearsals only).
pub async fn begin(
    app: &PgPool,
    g: &Ground,
    moment: Option<DateTime<Utc>>,
) -> sqlx::Transaction<'static, sqlx::Postgres> {
    let mut tx = app.begin().await.unwrap();
    query_scalar::<_, String>(
        "select set_config('app.workspace_id', $1, true) || set_config('app.member_id', $2, true)",
    )
    .bind(g.workspace.to_string())
    .bind(g.member.to_string())
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    if let Some(moment) = moment {
        set_moment(&mut tx, moment).await;
    }
    tx
}

pub async fn set_moment(tx: &mut PgConnection, moment: DateTime<Utc>) {
    query("select set_config('app.moment', $1, true)")
        .bind(moment.to_rfc3339())
        .execute(tx)
        .await
        .unwrap();
}

pub async fn open_deal(tx: &mut PgConnection, g: &Ground) -> Uuid {
    let id = Uuid::now_v7();
    query(
        "insert into opportunity (workspace_id, id, account_id, name, owner_id, currency, journey_id, edition_id)
         values ($1, $2, $3, 'Deal', $4, 'EUR', $5, $6)",
    )
    .bind(g.workspace)
    .bind(id)
    .bind(g.account)
    .bind(g.member)
    .bind(g.journey)
    .bind(g.edition)
    .execute(tx)
    .await
    .unwrap();
    id
}

/// One piece of evidence, in words of its own, for one or more verifiers: (verifier, supports).
pub async fn record(
    tx: &mut PgConnection,
    g: &Ground,
    deal: Uuid,
    on: NaiveDate,
    strength: i16,
    bearings: &[(Uuid, bool)],
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    query(
        "insert into evidence (workspace_id, id, opportunity_id, contact_id, words, happened_on, channel, strength)
         values ($1, $2, $3, $4, 'We said so: ' || $2::text, $5, 'signed_paper', $6)",
    )
    .bind(g.workspace)
    .bind(id)
    .bind(deal)
    .bind(g.speaker)
    .bind(on)
    .bind(strength)
    .execute(&mut *tx)
    .await?;
    let (verifiers, supports): (Vec<Uuid>, Vec<bool>) = bearings.iter().copied().unzip();
    query(
        "insert into bearing (workspace_id, evidence_id, verifier_id, opportunity_id, supports)
         select $1, $2, v, $3, s from unnest($4::uuid[], $5::bool[]) as b (v, s)",
    )
    .bind(g.workspace)
    .bind(id)
    .bind(deal)
    .bind(verifiers)
    .bind(supports)
    .execute(tx)
    .await?;
    Ok(id)
}

pub async fn withdraw(
    tx: &mut PgConnection,
    g: &Ground,
    deal: Uuid,
    evidence: Uuid,
) -> Result<(), sqlx::Error> {
    query("insert into withdrawal (workspace_id, id, opportunity_id, reason) values ($1, $2, $3, 'Misheard')")
        .bind(g.workspace)
        .bind(evidence)
        .bind(deal)
        .execute(tx)
        .await
        .map(drop)
}

pub async fn challenge(
    tx: &mut PgConnection,
    g: &Ground,
    deal: Uuid,
    evidence: Uuid,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    query("insert into challenge (workspace_id, id, evidence_id, opportunity_id, reason) values ($1, $2, $3, $4, 'Really?')")
        .bind(g.workspace)
        .bind(id)
        .bind(evidence)
        .bind(deal)
        .execute(tx)
        .await
        .map(|_| id)
}

pub async fn answer(
    tx: &mut PgConnection,
    g: &Ground,
    deal: Uuid,
    challenge: Uuid,
    upheld: bool,
) -> Result<(), sqlx::Error> {
    query("insert into challenge_answer (workspace_id, id, opportunity_id, upheld, reason) values ($1, $2, $3, $4, 'So')")
        .bind(g.workspace)
        .bind(challenge)
        .bind(deal)
        .bind(upheld)
        .execute(tx)
        .await
        .map(drop)
}

pub async fn pass(
    tx: &mut PgConnection,
    g: &Ground,
    deal: Uuid,
    from: i16,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    query("insert into passage (workspace_id, id, opportunity_id, from_stage) values ($1, $2, $3, $4)")
        .bind(g.workspace)
        .bind(id)
        .bind(deal)
        .bind(from)
        .execute(tx)
        .await
        .map(|_| id)
}

/// The name under which the guard refused; panics when it was no refusal.
pub fn refusal(error: &sqlx::Error) -> String {
    let database = error
        .as_database_error()
        .unwrap_or_else(|| panic!("no refusal: {error}"));
    database
        .constraint()
        .unwrap_or_else(|| panic!("no named refusal: {error}"))
        .to_owned()
}

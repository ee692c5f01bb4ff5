//! Journeys and their editions, read.

use crate::database::{Tx, vocabulary::stored};
use crate::evidence::store::strength;
use crate::ids::{EditionId, JourneyId, MemberId, StageId, VerifierId};
use crate::journey::terms::Phase;
use crate::journeys::journey::{
    Edition, Insistence, Journey, Offered, Published, Stage, StageLine, Verifier,
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::collections::HashMap;
use uuid::Uuid;

fn phase(code: i16) -> Result<Phase> {
    Phase::from_code(code)
        .ok_or_else(|| sqlx::Error::Decode(format!("no phase has the code {code}").into()))
}

/// The newest published edition of every journey, in the order in which the journeys were made. Two queries.
pub async fn published(tx: &mut Tx) -> Result<Vec<Offered>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (j.created_at, j.id)
            j.id as "journey: JourneyId", j.name, j.description, e.id as "edition: EditionId", e.number
        from journey j
        join edition e
            on e.workspace_id = j.workspace_id and e.journey_id = j.id
        where j.workspace_id = $1 and e.published_at is not null
        order by j.created_at, j.id, e.number desc
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    let editions: Vec<Uuid> = rows.iter().map(|row| row.edition.0).collect();
    let mut stages = stage_lines(tx, &editions).await?;
    Ok(rows
        .into_iter()
        .map(|row| Offered {
            id: row.edition,
            journey: row.journey,
            name: row.name,
            description: row.description,
            number: row.number,
            stages: stages.remove(&row.edition).unwrap_or_default(),
        })
        .collect())
}

async fn stage_lines(tx: &mut Tx, editions: &[Uuid]) -> Result<HashMap<EditionId, Vec<StageLine>>> {
    let rows = sqlx::query!(
        r#"
        select edition_id as "edition: EditionId", name, question, phase
        from stage
        where workspace_id = $1 and edition_id = any($2)
        order by edition_id, position
        "#,
        tx.workspace().0,
        editions
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut lines: HashMap<EditionId, Vec<StageLine>> = HashMap::new();
    for row in rows {
        lines.entry(row.edition).or_default().push(StageLine {
            name: row.name,
            question: row.question,
            phase: phase(row.phase)?,
        });
    }
    Ok(lines)
}

/// One journey, if it is one of this workspace.
pub async fn journey(tx: &mut Tx, id: JourneyId) -> Result<Option<Journey>> {
    sqlx::query_as!(
        Journey,
        r#"
        select j.id as "id: JourneyId", j.name, j.description,
            (
                select max(e.number) from edition e
                where e.workspace_id = j.workspace_id and e.journey_id = j.id and e.published_at is not null
            ) as newest,
            (
                select e.id from edition e
                where e.workspace_id = j.workspace_id and e.journey_id = j.id and e.published_at is null
            ) as "draft: EditionId"
        from journey j
        where j.workspace_id = $1 and j.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// All journeys, in the order in which they were made.
pub async fn journeys(tx: &mut Tx) -> Result<Vec<Journey>> {
    sqlx::query_as!(
        Journey,
        r#"
        select j.id as "id: JourneyId", j.name, j.description,
            max(e.number) filter (where e.published_at is not null) as newest,
            (array_agg(e.id) filter (where e.published_at is null))[1] as "draft: EditionId"
        from journey j
        left join edition e
            on e.workspace_id = j.workspace_id and e.journey_id = j.id
        where j.workspace_id = $1
        group by j.workspace_id, j.id
        order by j.created_at, j.id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// How many open deals follow each journey. A journey without any is not in it.
pub async fn open_deals(tx: &mut Tx) -> Result<HashMap<JourneyId, i64>> {
    let rows = sqlx::query!(
        r#"
        select journey_id as "journey: JourneyId", count(*) as "deals!"
        from opportunity
        where workspace_id = $1 and outcome is null
        group by journey_id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.journey, row.deals))
        .collect())
}

/// One published edition as the list of a journey's editions shows it.
#[derive(Clone, Debug)]
pub struct EditionLine {
    pub number: i16,
    pub published_at: DateTime<Utc>,
    pub published_by: Option<String>,
    pub open_deals: i64,
}

/// The published editions of a journey, the newest first, with how many open deals follow each.
pub async fn editions(tx: &mut Tx, journey: JourneyId) -> Result<Vec<EditionLine>> {
    sqlx::query_as!(
        EditionLine,
        r#"
        select e.number, e.published_at as "published_at!", m.name as "published_by?",
            (
                select count(*) from opportunity o
                where o.workspace_id = e.workspace_id and o.edition_id = e.id and o.outcome is null
            ) as "open_deals!"
        from edition e
        left join member m
            on m.workspace_id = e.workspace_id and m.id = e.published_by
        where e.workspace_id = $1 and e.journey_id = $2 and e.published_at is not null
        order by e.number desc
        "#,
        tx.workspace().0,
        journey.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// A published edition by its number, whole.
pub async fn published_edition(
    tx: &mut Tx,
    journey: JourneyId,
    number: i16,
) -> Result<Option<Edition>> {
    let id = sqlx::query_scalar!(
        r#"
        select id as "id: EditionId"
        from edition
        where workspace_id = $1 and journey_id = $2 and number = $3 and published_at is not null
        "#,
        tx.workspace().0,
        journey.0,
        number
    )
    .fetch_optional(&mut **tx)
    .await?;
    match id {
        Some(id) => edition(tx, id).await.map(Some),
        None => Ok(None),
    }
}

/// One edition that is there, whole, published or not.
pub async fn edition(tx: &mut Tx, id: EditionId) -> Result<Edition> {
    let row = sqlx::query!(
        r#"
        select e.journey_id as "journey: JourneyId", e.number, e.published_at, m.name as "published_by?"
        from edition e
        left join member m
            on m.workspace_id = e.workspace_id and m.id = e.published_by
        where e.workspace_id = $1 and e.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Edition {
        id,
        journey: row.journey,
        number: row.number,
        published: row.published_at.map(|at| Published {
            at,
            by: row.published_by,
        }),
        stages: stages(tx, id).await?,
    })
}

/// The stages of an edition with their verifiers, all in order.
async fn stages(tx: &mut Tx, edition: EditionId) -> Result<Vec<Stage>> {
    let mut verifiers = verifiers(tx, edition).await?;
    let rows = sqlx::query!(
        r#"
        select id as "id: StageId", position, name, question, phase, coaching
        from stage
        where workspace_id = $1 and edition_id = $2
        order by position
        "#,
        tx.workspace().0,
        edition.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Stage {
                position: row.position,
                name: row.name,
                question: row.question,
                phase: phase(row.phase)?,
                coaching: row.coaching,
                verifiers: verifiers.remove(&row.id).unwrap_or_default(),
                id: row.id,
            })
        })
        .collect()
}

async fn verifiers(tx: &mut Tx, edition: EditionId) -> Result<HashMap<StageId, Vec<Verifier>>> {
    let rows = sqlx::query!(
        r#"
        select v.id as "id: VerifierId", v.stage_id as "stage: StageId", v.position, v.statement, v.dimension,
            v.least_strength, v.fresh_days, v.required, v.counts, v.not_enough, v.coaching,
            v.insisted_by as "insisted_by: MemberId", m.name as "insisted_by_name?"
        from verifier v
        left join member m
            on m.workspace_id = v.workspace_id and m.id = v.insisted_by
        where v.workspace_id = $1 and v.edition_id = $2 and v.opportunity_id is null
        order by v.stage_id, v.position, v.id
        "#,
        tx.workspace().0,
        edition.0
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut by_stage: HashMap<StageId, Vec<Verifier>> = HashMap::new();
    for row in rows {
        by_stage.entry(row.stage).or_default().push(Verifier {
            id: row.id,
            position: row.position,
            statement: row.statement,
            dimension: stored(&row.dimension)?,
            least_strength: strength(row.least_strength)?,
            fresh_days: row.fresh_days,
            required: row.required,
            counts: row.counts,
            not_enough: row.not_enough,
            coaching: row.coaching,
            insisted: row
                .insisted_by
                .zip(row.insisted_by_name)
                .map(|(by, name)| Insistence { by, name }),
        });
    }
    Ok(by_stage)
}

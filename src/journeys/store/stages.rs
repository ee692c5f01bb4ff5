//! Whole stages with their verifiers, written into editions at once.

use crate::database::Tx;
use crate::ids::EditionId;
use crate::journeys::journey::{Stage, Verifier};
use sqlx::Result;
use uuid::Uuid;

/// Writes stages and their verifiers into editions. Two statements, however many there are.
pub(super) async fn write_stages(tx: &mut Tx, stages: &[(EditionId, Stage)]) -> Result<()> {
    let column = |of: fn(&Stage) -> String| stages.iter().map(|(_, s)| of(s)).collect::<Vec<_>>();
    let ids: Vec<Uuid> = stages.iter().map(|(_, s)| s.id.0).collect();
    let editions: Vec<Uuid> = stages.iter().map(|(edition, _)| edition.0).collect();
    let positions: Vec<i16> = stages.iter().map(|(_, s)| s.position).collect();
    let phases: Vec<i16> = stages.iter().map(|(_, s)| s.phase.code()).collect();
    sqlx::query!(
        "
        insert into stage (workspace_id, id, edition_id, position, name, question, phase, coaching)
        select $1, s.id, s.edition_id, s.position, s.name, s.question, s.phase, s.coaching
        from unnest($2::uuid[], $3::uuid[], $4::int2[], $5::text[], $6::text[], $7::int2[], $8::text[])
            as s (id, edition_id, position, name, question, phase, coaching)
        ",
        tx.workspace().0,
        &ids,
        &editions,
        &positions,
        &column(|s| s.name.clone()),
        &column(|s| s.question.clone()),
        &phases,
        &column(|s| s.coaching.clone())
    )
    .execute(&mut **tx)
    .await?;
    write_verifiers(tx, stages).await
}

async fn write_verifiers(tx: &mut Tx, stages: &[(EditionId, Stage)]) -> Result<()> {
    let all: Vec<(Uuid, Uuid, &Verifier)> = stages
        .iter()
        .flat_map(|(edition, s)| s.verifiers.iter().map(|v| (edition.0, s.id.0, v)))
        .collect();
    let column =
        |of: fn(&Verifier) -> String| all.iter().map(|(_, _, v)| of(v)).collect::<Vec<_>>();
    let editions: Vec<Uuid> = all.iter().map(|(edition, _, _)| *edition).collect();
    let stage_ids: Vec<Uuid> = all.iter().map(|(_, stage, _)| *stage).collect();
    let ids: Vec<Uuid> = all.iter().map(|(_, _, v)| v.id.0).collect();
    let positions: Vec<i16> = all.iter().map(|(_, _, v)| v.position).collect();
    let least: Vec<i16> = all
        .iter()
        .map(|(_, _, v)| v.least_strength.code())
        .collect();
    let fresh: Vec<Option<i16>> = all.iter().map(|(_, _, v)| v.fresh_days).collect();
    let required: Vec<bool> = all.iter().map(|(_, _, v)| v.required).collect();
    let insisted: Vec<Option<Uuid>> = all
        .iter()
        .map(|(_, _, v)| v.insisted.as_ref().map(|i| i.by.0))
        .collect();
    sqlx::query!(
        "
        insert into verifier (workspace_id, edition_id, stage_id, id, position, statement, dimension,
            least_strength, fresh_days, required, counts, not_enough, coaching, insisted_by)
        select $1, v.edition_id, v.stage_id, v.id, v.position, v.statement, v.dimension,
            v.least_strength, v.fresh_days, v.required, v.counts, v.not_enough, v.coaching, v.insisted_by
        from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int2[], $6::text[], $7::text[],
                $8::int2[], $9::int2[], $10::bool[], $11::text[], $12::text[], $13::text[], $14::uuid[])
            as v (edition_id, stage_id, id, position, statement, dimension,
                least_strength, fresh_days, required, counts, not_enough, coaching, insisted_by)
        ",
        tx.workspace().0,
        &editions,
        &stage_ids,
        &ids,
        &positions,
        &column(|v| v.statement.clone()),
        &column(|v| v.dimension.name().to_owned()),
        &least,
        &fresh as &[Option<i16>],
        &required,
        &column(|v| v.counts.clone()),
        &column(|v| v.not_enough.clone()),
        &column(|v| v.coaching.clone()),
        &insisted as &[Option<Uuid>]
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

//! The verifiers of a draft: added, changed, moved, removed. The journey is taken first: see [`super::take`].

use crate::database::Tx;
use crate::ids::{EditionId, StageId, VerifierId};
use crate::journeys::journey::{Direction, Verifier};
use sqlx::Result;

/// Adds a verifier to a stage. False: this very verifier is already there.
pub async fn add_verifier(
    tx: &mut Tx,
    draft: EditionId,
    stage: StageId,
    verifier: &Verifier,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into verifier (workspace_id, id, edition_id, stage_id, position, statement, dimension, least_strength,
            fresh_days, required, counts, not_enough, coaching, insisted_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        verifier.id.0,
        draft.0,
        stage.0,
        verifier.position,
        verifier.statement,
        verifier.dimension.name(),
        verifier.least_strength.code(),
        verifier.fresh_days,
        verifier.required,
        verifier.counts,
        verifier.not_enough,
        verifier.coaching,
        verifier.insisted.as_ref().map(|insisted| insisted.by.0)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes a verifier, and in which stage of its draft it stands.
pub async fn change_verifier(tx: &mut Tx, stage: StageId, verifier: &Verifier) -> Result<()> {
    sqlx::query!(
        "
        update verifier
        set stage_id = $3, position = $4, statement = $5, dimension = $6, least_strength = $7, fresh_days = $8,
            required = $9, counts = $10, not_enough = $11, coaching = $12, insisted_by = $13
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        verifier.id.0,
        stage.0,
        verifier.position,
        verifier.statement,
        verifier.dimension.name(),
        verifier.least_strength.code(),
        verifier.fresh_days,
        verifier.required,
        verifier.counts,
        verifier.not_enough,
        verifier.coaching,
        verifier.insisted.as_ref().map(|insisted| insisted.by.0)
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Lets a verifier change places with its neighbour in the stage. At either end there is none, and nothing happens.
pub async fn move_verifier(
    tx: &mut Tx,
    verifiers: &[Verifier],
    id: VerifierId,
    direction: Direction,
) -> Result<()> {
    let Some((one, other)) = direction.neighbours(verifiers, |verifier| verifier.id == id) else {
        return Ok(());
    };
    sqlx::query!(
        "
        update verifier
        set position = case when id = $2 then $5::int2 else $4::int2 end
        where workspace_id = $1 and id in ($2, $3)
        ",
        tx.workspace().0,
        one.id.0,
        other.id.0,
        one.position,
        other.position
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Removes a verifier.
pub async fn remove_verifier(tx: &mut Tx, id: VerifierId) -> Result<()> {
    sqlx::query!(
        "
        delete from verifier
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

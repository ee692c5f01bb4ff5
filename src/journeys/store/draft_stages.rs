//! The stages of a draft: added, changed, moved, removed. The journey is taken first: see [`super::take`].

use crate::database::Tx;
use crate::ids::{EditionId, StageId};
use crate::journeys::journey::{Direction, Stage};
use sqlx::Result;

/// Adds a stage behind the last one. False: this very stage is already there.
pub async fn add_stage(tx: &mut Tx, draft: EditionId, stage: &Stage) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into stage (workspace_id, id, edition_id, position, name, question, phase, coaching)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        stage.id.0,
        draft.0,
        stage.position,
        stage.name,
        stage.question,
        stage.phase.code(),
        stage.coaching
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the words and the phase of a stage; it keeps its place.
pub async fn change_stage(tx: &mut Tx, stage: &Stage) -> Result<()> {
    sqlx::query!(
        "
        update stage
        set name = $3, question = $4, phase = $5, coaching = $6
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        stage.id.0,
        stage.name,
        stage.question,
        stage.phase.code(),
        stage.coaching
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Lets a stage change places with its neighbour. At either end there is none, and nothing happens.
pub async fn move_stage(
    tx: &mut Tx,
    stages: &[Stage],
    id: StageId,
    direction: Direction,
) -> Result<()> {
    let Some((one, other)) = direction.neighbours(stages, |stage| stage.id == id) else {
        return Ok(());
    };
    // Two stages never share a place, not even for a moment.
    place(tx, one.id, 0).await?;
    place(tx, other.id, one.position).await?;
    place(tx, one.id, other.position).await
}

/// Removes a stage with its verifiers, and closes the gap.
pub async fn remove_stage(tx: &mut Tx, stages: &[Stage], id: StageId) -> Result<()> {
    sqlx::query!(
        "
        delete from verifier
        where workspace_id = $1 and stage_id = $2
        ",
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        delete from stage
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    let left = stages.iter().filter(|stage| stage.id != id);
    for (position, stage) in (1..).zip(left) {
        if stage.position != position {
            place(tx, stage.id, position).await?;
        }
    }
    Ok(())
}

async fn place(tx: &mut Tx, id: StageId, position: i16) -> Result<()> {
    sqlx::query!(
        "
        update stage
        set position = $3
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        id.0,
        position
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

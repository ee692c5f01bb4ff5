//! A journey's draft as a whole: taken, begun, discarded, published.

use super::{read, stages::write_stages};
use crate::database::Tx;
use crate::ids::{EditionId, JourneyId};
use crate::journeys::journey::{Journey, Stage};
use crate::journeys::words::{Description, JourneyName};
use sqlx::Result;

/// What became of a form that puts a journey on record or renames one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Done,
    /// This very form was sent before.
    Already,
    /// Another journey has the name.
    Taken,
}

/// One journey, taken for this transaction: whoever else changes it or its draft waits.
pub async fn take(tx: &mut Tx, id: JourneyId) -> Result<Option<Journey>> {
    let taken = sqlx::query_scalar!(
        "
        select id
        from journey
        where workspace_id = $1 and id = $2
        for no key update
        ",
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    // Read only once it is taken: what stood there before somebody else's change is no longer true.
    match taken {
        Some(_) => read::journey(tx, id).await,
        None => Ok(None),
    }
}

/// Puts a journey on record, without any edition yet.
pub async fn create(
    tx: &mut Tx,
    id: JourneyId,
    name: &JourneyName,
    description: &Description,
) -> Result<Named> {
    let done = sqlx::query!(
        "
        insert into journey (workspace_id, id, name, description)
        values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        tx.workspace().0,
        id.0,
        name.as_str(),
        description.as_str()
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Named::Done);
    }
    let is_the_same = read::journey(tx, id).await?.is_some();
    Ok(if is_the_same {
        Named::Already
    } else {
        Named::Taken
    })
}

/// Gives a journey that was taken another name and description.
pub async fn rename(
    tx: &mut Tx,
    id: JourneyId,
    name: &JourneyName,
    description: &Description,
) -> Result<Named> {
    let done = sqlx::query!(
        "
        update journey
        set name = $3, description = $4
        where workspace_id = $1
            and id = $2
            and not exists (
                select from journey other
                where other.workspace_id = $1 and other.name_key = lower($3) and other.id <> $2
            )
        ",
        tx.workspace().0,
        id.0,
        name.as_str(),
        description.as_str()
    )
    .execute(&mut **tx)
    .await?;
    Ok(match done.rows_affected() {
        1 => Named::Done,
        _ => Named::Taken,
    })
}

/// Begins the draft of a journey that was taken and has none, with copies of these stages.
pub async fn begin(tx: &mut Tx, journey: &Journey, stages: &[Stage]) -> Result<EditionId> {
    let edition = EditionId::new();
    sqlx::query!(
        "
        insert into edition (workspace_id, id, journey_id, number)
        values ($1, $2, $3, $4)
        ",
        tx.workspace().0,
        edition.0,
        journey.id.0,
        journey.next_number()
    )
    .execute(&mut **tx)
    .await?;
    let copies: Vec<_> = stages
        .iter()
        .map(|stage| (edition, stage.copied()))
        .collect();
    write_stages(tx, &copies).await?;
    Ok(edition)
}

/// Discards the draft of a journey that was taken. A journey that was never published goes with it.
pub async fn discard(tx: &mut Tx, journey: &Journey, draft: EditionId) -> Result<()> {
    sqlx::query!(
        "
        delete from verifier
        where workspace_id = $1 and edition_id = $2
        ",
        tx.workspace().0,
        draft.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        delete from stage
        where workspace_id = $1 and edition_id = $2
        ",
        tx.workspace().0,
        draft.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        delete from edition
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        draft.0
    )
    .execute(&mut **tx)
    .await?;
    if journey.newest.is_none() {
        sqlx::query!(
            "
            delete from journey
            where workspace_id = $1 and id = $2
            ",
            tx.workspace().0,
            journey.id.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Publishes a draft for good. The database looks once more whether it is whole.
pub async fn publish(tx: &mut Tx, draft: EditionId) -> Result<()> {
    sqlx::query!(
        "
        update edition
        set published_at = moment()
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        draft.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

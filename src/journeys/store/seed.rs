//! What a new workspace starts with.

use super::stages::write_stages;
use crate::database::Tx;
use crate::ids::{EditionId, JourneyId};
use crate::journeys::{journey::Stage, library};
use sqlx::Result;
use uuid::Uuid;

/// Gives a new workspace the library's journeys, each as its published first edition. Five round trips.
pub async fn seed(tx: &mut Tx) -> Result<()> {
    let templates = library::journeys();
    let journeys: Vec<Uuid> = templates.iter().map(|_| JourneyId::new().0).collect();
    let editions: Vec<EditionId> = templates.iter().map(|_| EditionId::new()).collect();
    let edition_ids: Vec<Uuid> = editions.iter().map(|id| id.0).collect();
    let (names, descriptions): (Vec<String>, Vec<String>) = templates
        .iter()
        .map(|template| (template.name.clone(), template.description.clone()))
        .unzip();
    sqlx::query!(
        "
        insert into journey (workspace_id, id, name, description)
        select $1, j.id, j.name, j.description
        from unnest($2::uuid[], $3::text[], $4::text[]) as j (id, name, description)
        ",
        tx.workspace().0,
        &journeys,
        &names,
        &descriptions
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        insert into edition (workspace_id, id, journey_id, number)
        select $1, e.id, e.journey_id, 1
        from unnest($2::uuid[], $3::uuid[]) as e (id, journey_id)
        ",
        tx.workspace().0,
        &edition_ids,
        &journeys
    )
    .execute(&mut **tx)
    .await?;
    let stages: Vec<(EditionId, Stage)> = editions
        .iter()
        .zip(templates)
        .flat_map(|(edition, template)| {
            (1..)
                .zip(&template.stages)
                .map(|(position, stage)| (*edition, Stage::from_template(position, stage)))
        })
        .collect();
    write_stages(tx, &stages).await?;
    sqlx::query!(
        "
        update edition
        set published_at = moment()
        where workspace_id = $1 and id = any($2)
        ",
        tx.workspace().0,
        &edition_ids
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

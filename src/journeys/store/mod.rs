//! All SQL of this room.

mod seed;
mod stages;

pub use seed::seed;
pub struct Offered {
    pub id: crate::ids::EditionId,
    pub journey: crate::ids::JourneyId,
    pub name: String,
    pub description: String,
}
pub async fn published(tx: &mut crate::database::Tx) -> sqlx::Result<Vec<Offered>> {
    sqlx::query_as!(Offered, r#"select distinct on (j.id) e.id as "id: crate::ids::EditionId", j.id as "journey: crate::ids::JourneyId", j.name, j.description from journey j join edition e on e.workspace_id=j.workspace_id and e.journey_id=j.id and e.published_at is not null where j.workspace_id=$1 order by j.id, e.number desc"#, tx.workspace().0).fetch_all(&mut **tx).await
}

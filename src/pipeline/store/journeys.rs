//! What deals are chosen by: the journeys they follow, and an account's name.

use super::phase;
use crate::{
    database::Tx,
    ids::{AccountId, JourneyId},
    journey::terms::Phase,
};
use sqlx::Result;

/// A journey that deals follow, with the stages of its newest published edition.
#[derive(Clone, Debug)]
pub struct Followed {
    pub id: JourneyId,
    pub name: String,
    pub stages: Vec<(Phase, String)>,
}

/// Every published journey, by name.
pub async fn journeys(tx: &mut Tx) -> Result<Vec<Followed>> {
    let rows = sqlx::query!(
        r#"
        select j.id as "id: JourneyId", j.name,
            array(
                select s.phase from stage s
                where s.workspace_id = e.workspace_id and s.edition_id = e.id
                order by s.position) as "phases!",
            array(
                select s.name from stage s
                where s.workspace_id = e.workspace_id and s.edition_id = e.id
                order by s.position) as "names!"
        from journey j
        cross join lateral (
            select e.workspace_id, e.id
            from edition e
            where e.workspace_id = j.workspace_id and e.journey_id = j.id and e.published_at is not null
            order by e.number desc
            limit 1) as e
        where j.workspace_id = $1
        order by j.name_key
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let phases = row.phases.into_iter().map(phase);
            let stages = phases
                .zip(row.names)
                .map(|(phase, name)| Ok((phase?, name)));
            Ok(Followed {
                id: row.id,
                name: row.name,
                stages: stages.collect::<Result<_>>()?,
            })
        })
        .collect()
}

/// The account of this name, however it is capitalised.
pub async fn account_named(tx: &mut Tx, name: &str) -> Result<Option<AccountId>> {
    sqlx::query_scalar!(
        r#"
        select a.id as "id!: AccountId"
        from account a
        where a.workspace_id = $1 and a.name_key = lower($2)
        "#,
        tx.workspace().0,
        name
    )
    .fetch_optional(&mut **tx)
    .await
}

//! Gathering: what is alike becomes one, what is doubtful is doubted.

use crate::{
    database::Tx,
    ids::{IdeaId, StrategySessionId},
    sessions::session::{Doubt, Session},
};
use sqlx::Result;
use uuid::Uuid;

/// Says that an idea is the same as another. What was merged into it goes along.
pub async fn merge(tx: &mut Tx, session: &Session, idea: IdeaId, into: IdeaId) -> Result<()> {
    sqlx::query!(
        "update session_merge set into_id = $4 where workspace_id = $1 and session_id = $2 and into_id = $3",
        tx.workspace().0,
        session.id.0,
        idea.0,
        into.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        insert into session_merge (workspace_id, id, into_id, session_id, opportunity_id)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, id) do update set into_id = excluded.into_id
        ",
        tx.workspace().0,
        idea.0,
        into.0,
        session.id.0,
        session.deal.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Lets an idea stand by itself again.
pub async fn part(tx: &mut Tx, session: StrategySessionId, idea: IdeaId) -> Result<()> {
    sqlx::query!(
        "delete from session_merge where workspace_id = $1 and session_id = $2 and id = $3",
        tx.workspace().0,
        session.0,
        idea.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Challenges an idea.
pub async fn doubt(
    tx: &mut Tx,
    session: &Session,
    id: Uuid,
    idea: IdeaId,
    reason: &str,
) -> Result<()> {
    sqlx::query!(
        "
        insert into session_doubt (workspace_id, id, idea_id, session_id, opportunity_id, reason)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id,
        idea.0,
        session.id.0,
        session.deal.0,
        reason
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Every challenge of an idea, in the order they came.
pub async fn doubts(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Doubt>> {
    sqlx::query_as!(
        Doubt,
        r#"
        select d.id, d.idea_id as "idea: IdeaId", d.reason, m.name as by
        from session_doubt d
        join member m
            on m.workspace_id = d.workspace_id and m.id = d.member_id
        where d.workspace_id = $1 and d.session_id = $2
        order by d.at, d.id
        "#,
        tx.workspace().0,
        session.0
    )
    .fetch_all(&mut **tx)
    .await
}

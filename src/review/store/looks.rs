//! Where a member begins next time.

use crate::{
    database::Tx,
    ids::{LookId, MemberId},
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// When a member said last that they have looked; none: never.
pub async fn last_look(tx: &mut Tx, member: MemberId) -> Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select max(at) from review_look where workspace_id = $1 and member_id = $2",
        tx.workspace().0,
        member.0
    )
    .fetch_one(&mut **tx)
    .await
}

/// Keeps that whoever acts has looked now. Kept once, however often it is sent.
pub async fn keep_look(tx: &mut Tx, id: LookId) -> Result<()> {
    sqlx::query!(
        "
        insert into review_look (workspace_id, id)
        values ($1, $2)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

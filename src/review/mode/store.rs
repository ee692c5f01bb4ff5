//! All SQL of this part.

use super::sitting::Sitting;
use crate::{
    database::Tx,
    ids::{JourneyId, MemberId, OpportunityId, SittingId},
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

/// Begins a sitting. One that was begun already is left as it is.
pub async fn begin(
    tx: &mut Tx,
    id: SittingId,
    since: DateTime<Utc>,
    owner: Option<MemberId>,
    journey: Option<JourneyId>,
    deals: &[OpportunityId],
) -> Result<()> {
    let deals: Vec<Uuid> = deals.iter().map(|id| id.0).collect();
    sqlx::query!(
        "
        insert into review_sitting (workspace_id, id, since, owner_id, journey_id, deals)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id.0,
        since,
        owner.map(|id| id.0),
        journey.map(|id| id.0),
        &deals
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// A member's own sitting; `None`: they have none of this id.
pub async fn own(tx: &mut Tx, member: MemberId, id: SittingId) -> Result<Option<Sitting>> {
    sqlx::query_as!(
        Sitting,
        r#"
        select id as "id: SittingId", since, deals as "deals: Vec<OpportunityId>", place, at
        from review_sitting
        where workspace_id = $1 and id = $2 and member_id = $3
        "#,
        tx.workspace().0,
        id.0,
        member.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// A member's latest sitting.
pub async fn latest(tx: &mut Tx, member: MemberId) -> Result<Option<Sitting>> {
    sqlx::query_as!(
        Sitting,
        r#"
        select id as "id: SittingId", since, deals as "deals: Vec<OpportunityId>", place, at
        from review_sitting
        where workspace_id = $1 and member_id = $2
        order by at desc, id desc
        limit 1
        "#,
        tx.workspace().0,
        member.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Keeps where one is.
pub async fn keep_place(tx: &mut Tx, id: SittingId, place: i16) -> Result<()> {
    sqlx::query!(
        "
        update review_sitting
        set place = $3
        where workspace_id = $1 and id = $2 and place <> $3
        ",
        tx.workspace().0,
        id.0,
        place
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// What a member wrote on the way.
#[derive(Clone, Debug)]
pub struct Asked {
    pub deal: OpportunityId,
    pub name: String,
    /// The verifier it is about; `None`: the deal.
    pub about: Option<Uuid>,
    pub body: String,
}

/// What a member wrote about these deals since a moment, in that order.
pub async fn asked(
    tx: &mut Tx,
    member: MemberId,
    since: DateTime<Utc>,
    deals: &[OpportunityId],
) -> Result<Vec<Asked>> {
    let deals: Vec<Uuid> = deals.iter().map(|id| id.0).collect();
    sqlx::query_as!(
        Asked,
        r#"
        select m.opportunity_id as "deal: OpportunityId", o.name, m.about_id as about, m.body
        from message m
        join opportunity o
            on o.workspace_id = m.workspace_id and o.id = m.opportunity_id
        where m.workspace_id = $1 and m.opportunity_id = any($2) and m.member_id = $3 and m.at >= $4
            and m.removed_at is null
        order by m.at, m.id
        "#,
        tx.workspace().0,
        &deals,
        member.0,
        since
    )
    .fetch_all(&mut **tx)
    .await
}

//! What we tried, and nobody has said the end of.

use super::MOST;
use crate::{
    database::Tx,
    focus::promised::Tried,
    ids::{MemberId, OpportunityId, PlayId},
};
use chrono::{NaiveDate, TimeDelta};
use sqlx::Result;

/// What has passed for longer is history.
const LATELY: TimeDelta = TimeDelta::days(90);

/// Plays on open deals whose day has passed, and nobody has said what the customer did. The latest first.
pub async fn tried(tx: &mut Tx, owner: Option<MemberId>, today: NaiveDate) -> Result<Vec<Tried>> {
    sqlx::query_as!(
        Tried,
        r#"
        select p.id as "id: PlayId", p.what, p.by_on, c.name as "who?", o.id as "deal: OpportunityId",
            o.name as deal_name, a.name as account
        from play p
        join opportunity o
            on o.workspace_id = p.workspace_id and o.id = p.opportunity_id and o.outcome is null
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join contact c
            on c.workspace_id = p.workspace_id and c.id = p.contact_id
        where p.workspace_id = $1
            and ($2::uuid is null or o.owner_id = $2)
            and p.by_on < $3 and p.by_on > $4
            and not exists (
                select from play_result r
                where r.workspace_id = p.workspace_id and r.play_id = p.id)
        order by p.by_on desc, p.id desc
        limit $5
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        today,
        today - LATELY,
        MOST
    )
    .fetch_all(&mut **tx)
    .await
}

//! Invitations to a workspace.

use crate::{
    database::{Tx, vocabulary::stored},
    ids::InvitationId,
    people::{Role, person::Email},
};
use chrono::{DateTime, Utc};
use sqlx::Result;

/// An invitation that was neither accepted nor taken back. It may have run out.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub invited_by: String,
    pub expires_at: DateTime<Utc>,
    pub is_over: bool,
}

/// The waiting invitations, the latest first; of `only`, where it is given.
pub async fn invitations(tx: &mut Tx, only: Option<InvitationId>) -> Result<Vec<Invitation>> {
    let rows = sqlx::query!(
        r#"
        select i.id as "id: InvitationId", i.email, i.role, m.name, i.expires_at,
            i.expires_at <= clock_timestamp() as "is_over!"
        from invitation i
        join member m
            on m.workspace_id = i.workspace_id and m.id = i.invited_by
        where i.workspace_id = $1 and i.accepted_at is null and i.revoked_at is null
            and ($2::uuid is null or i.id = $2)
        order by i.created_at desc, i.id desc
        "#,
        tx.workspace().0,
        only.map(uuid::Uuid::from)
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Invitation {
                id: row.id,
                email: row.email,
                role: stored(&row.role)?,
                invited_by: row.name,
                expires_at: row.expires_at,
                is_over: row.is_over,
            })
        })
        .collect()
}

/// The invitation that a link opens, while it does: not used, taken back or over, and by somebody who may still invite so.
pub async fn invitation_of(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Invitation>> {
    let id = sqlx::query_scalar!(
        r#"
        select id as "id: InvitationId"
        from invitation
        where workspace_id = $1 and token_hash = $2
            and accepted_at is null and revoked_at is null and expires_at > clock_timestamp()
            and exists (
                select from member m
                where m.workspace_id = invitation.workspace_id
                    and m.id = invitation.invited_by
                    and m.deactivated_at is null
                    and (m.role = 'admin' or m.role = 'manager' and invitation.role = 'rep'))
        "#,
        tx.workspace().0,
        token_hash
    )
    .fetch_optional(&mut **tx)
    .await?;
    match id {
        Some(id) => Ok(invitations(tx, Some(id)).await?.pop()),
        None => Ok(None),
    }
}

/// Writes an invitation for seven days. `false`: the same form was sent before.
pub async fn add_invitation(
    tx: &mut Tx,
    id: InvitationId,
    token_hash: &[u8],
    email: &Email,
    role: Role,
) -> Result<bool> {
    let added = sqlx::query!(
        r#"
        insert into invitation (workspace_id, id, token_hash, email, role, invited_by, expires_at)
        values ($1, $2, $3, $4, $5, current_member(), clock_timestamp() + interval '7 days')
        on conflict (workspace_id, id) do nothing
        "#,
        tx.workspace().0,
        id.0,
        token_hash,
        email.as_str(),
        role.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// A new link for seven more days; the old one is dead.
pub async fn renew_invitation(tx: &mut Tx, id: InvitationId, token_hash: &[u8]) -> Result<bool> {
    let renewed = sqlx::query!(
        r#"
        update invitation
        set token_hash = $3, expires_at = clock_timestamp() + interval '7 days'
        where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null
        "#,
        tx.workspace().0,
        id.0,
        token_hash
    )
    .execute(&mut **tx)
    .await?;
    Ok(renewed.rows_affected() == 1)
}

pub async fn revoke_invitation(tx: &mut Tx, id: InvitationId) -> Result<()> {
    sqlx::query!(
        r#"
        update invitation
        set revoked_at = moment()
        where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null
        "#,
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Uses up the invitation that a link opens. Whether it still did: of two at once, one is told no.
pub async fn accept_invitation(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    let accepted = sqlx::query!(
        r#"
        update invitation
        set accepted_at = moment()
        where workspace_id = $1 and token_hash = $2
            and accepted_at is null and revoked_at is null and expires_at > clock_timestamp()
            and exists (
                select from member m
                where m.workspace_id = invitation.workspace_id
                    and m.id = invitation.invited_by
                    and m.deactivated_at is null
                    and (m.role = 'admin' or m.role = 'manager' and invitation.role = 'rep'))
        "#,
        tx.workspace().0,
        token_hash
    )
    .execute(&mut **tx)
    .await?;
    Ok(accepted.rows_affected() == 1)
}

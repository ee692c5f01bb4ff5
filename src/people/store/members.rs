//! Members of a workspace.

use crate::{
    database::{Tx, vocabulary::stored},
    ids::{MemberId, PersonId},
    people::{Role, person::PersonName},
};
use sqlx::Result;

/// A member, active or not.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub hue: i16,
    pub role: Role,
    pub is_active: bool,
}

/// All members, the active ones first.
pub async fn members(tx: &mut Tx) -> Result<Vec<Member>> {
    let rows = sqlx::query!(
        r#"
        select m.id as "id: MemberId", m.name, p.email, m.hue, m.role,
            m.deactivated_at is null as "is_active!"
        from member m
        join person p
            on p.id = m.person_id
        where m.workspace_id = $1
        order by m.deactivated_at is not null, lower(m.name), m.id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Member {
                id: row.id,
                name: row.name,
                email: row.email,
                hue: row.hue,
                role: stored(&row.role)?,
                is_active: row.is_active,
            })
        })
        .collect()
}

/// Makes a member, in the next colour. Where the person already is one, nothing is written and the answer is `false`.
pub async fn add_member(
    tx: &mut Tx,
    id: MemberId,
    person: PersonId,
    name: &PersonName,
    role: Role,
) -> Result<bool> {
    let added = sqlx::query!(
        r#"
        insert into member (workspace_id, id, person_id, name, role, hue)
        select $1, $2, $3, $4, $5, (count(*) * 5 + 8) % 12
        from member m
        where m.workspace_id = $1
        on conflict (workspace_id, person_id) do nothing
        "#,
        tx.workspace().0,
        id.0,
        person.0,
        name.as_str(),
        role.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected() > 0)
}

pub async fn rename_member(tx: &mut Tx, member: MemberId, name: &PersonName) -> Result<()> {
    sqlx::query!(
        "update member set name = $3 where workspace_id = $1 and id = $2",
        tx.workspace().0,
        member.0,
        name.as_str()
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// The active admins, whose rows nobody else changes before this transaction ends. Always taken in the same order.
pub async fn lock_admins(tx: &mut Tx) -> Result<Vec<MemberId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: MemberId"
        from member
        where workspace_id = $1 and role = 'admin' and deactivated_at is null
        order by id
        for update
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether there is such a member.
pub async fn set_role(tx: &mut Tx, member: MemberId, role: Role) -> Result<bool> {
    let changed = sqlx::query!(
        "update member set role = $3 where workspace_id = $1 and id = $2",
        tx.workspace().0,
        member.0,
        role.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// Shuts the workspace to a member, and closes it in the browsers where it is open to them. Whether there is such a member.
pub async fn deactivate(tx: &mut Tx, member: MemberId) -> Result<bool> {
    let person = sqlx::query_scalar!(
        r#"
        update member
        set deactivated_at = coalesce(deactivated_at, moment())
        where workspace_id = $1 and id = $2
        returning person_id
        "#,
        tx.workspace().0,
        member.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    sqlx::query!(
        "update session set workspace_id = null where workspace_id = $1 and person_id = $2",
        tx.workspace().0,
        person
    )
    .execute(&mut **tx)
    .await?;
    Ok(person.is_some())
}

/// Opens the workspace to a member again. Whether there is such a member.
pub async fn reactivate(tx: &mut Tx, member: MemberId) -> Result<bool> {
    let changed = sqlx::query!(
        "update member set deactivated_at = null where workspace_id = $1 and id = $2",
        tx.workspace().0,
        member.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// The member that a person is here, active or not.
pub async fn member_of(tx: &mut Tx, person: PersonId) -> Result<MemberId> {
    sqlx::query_scalar!(
        r#"select id as "id: MemberId" from member where workspace_id = $1 and person_id = $2"#,
        tx.workspace().0,
        person.0
    )
    .fetch_one(&mut **tx)
    .await
}

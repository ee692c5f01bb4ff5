//! The company's people.

use super::script::Member;
use crate::database::Tx;
use crate::ids::{MemberId, PersonId};

/// Makes somebody a member, in the colour of this number.
pub async fn add(tx: &mut Tx, member: &Member, hue: i16) -> sqlx::Result<MemberId> {
    let person = sqlx::query_scalar!(
        r#"
        insert into person (id, email, time_zone)
        values ($1, $2, $3)
        on conflict (email) do update set time_zone = excluded.time_zone
        returning id as "id: PersonId"
        "#,
        PersonId::new().0,
        member.email,
        member.time_zone
    )
    .fetch_one(&mut **tx)
    .await?;
    let id = MemberId::new();
    sqlx::query!(
        "
        insert into member (workspace_id, id, person_id, name, role, hue)
        values ($1, $2, $3, $4, $5, $6)
        ",
        tx.workspace().0,
        id.0,
        person.0,
        member.name,
        member.role,
        hue
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

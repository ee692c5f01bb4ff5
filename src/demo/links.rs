//! A fresh link for everybody whom a visitor may want to be.

use super::script::company;
use crate::database::Database;
use crate::ids::WorkspaceId;
use crate::people::token::Token;

/// A way in.
pub struct Link {
    pub name: String,
    pub role: String,
    /// Below the base URL.
    pub path: String,
}

/// Makes a link each for a rep, a manager and an admin. It works once, for a day.
pub async fn make(db: &Database, workspace: WorkspaceId) -> sqlx::Result<Vec<Link>> {
    let members = company().members;
    let mut links = Vec::new();
    for role in ["rep", "manager", "admin"] {
        let Some(member) = members.iter().find(|member| member.role == role) else {
            continue;
        };
        links.push(Link {
            name: member.name.clone(),
            role: member.role.clone(),
            path: link(db, &member.email, workspace).await?,
        });
    }
    Ok(links)
}

async fn link(db: &Database, email: &str, workspace: WorkspaceId) -> sqlx::Result<String> {
    let token = Token::mint();
    let mut tx = db.begin_unscoped().await?;
    sqlx::query!(
        "
        insert into sign_in_link (token_hash, person_id, workspace_id, expires_at)
        select $1, p.id, $3, clock_timestamp() + interval '24 hours'
        from person p
        where p.email = $2
        ",
        token.hash(),
        email,
        workspace.0
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(format!("/sign-in/link/{}", token.text()))
}

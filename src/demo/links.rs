//! A fresh link for everybody whom a visitor may want to be.

use super::{script::company, workspace};
use crate::database::Database;
use crate::ids::WorkspaceId;
use crate::people::links;
use std::time::Duration;

/// How long a link works.
const VALID: Duration = Duration::from_secs(24 * 60 * 60);

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
    let mut made = Vec::new();
    for role in ["rep", "manager", "admin"] {
        let Some(member) = members.iter().find(|member| member.role == role) else {
            continue;
        };
        if let Some(person) = workspace::person(db, &member.email).await? {
            made.push(Link {
                name: member.name.clone(),
                role: member.role.clone(),
                path: links::make(db, person, Some(workspace), VALID).await?,
            });
        }
    }
    Ok(made)
}

//! A workspace of a given size with about two years of history, to see how Saidso behaves when it is full.
//!
//! `words` and `customers` make up who is there and what they say, `tale` tells one deal after another by the rule,
//! `store` writes what happened as the server's role, each act at its own moment, by the member who did it, and judged
//! like any other; `crew` does that side by side. Of more than a few thousand deals the others are `twins` of these, and
//! `proof` asks the guard about every single one at the end.
//!
//! The same seed and the same day give the same workspace, but for ids.

mod crew;
mod customers;
mod fate;
mod proof;
mod store;
mod tale;
mod twins;
mod words;
mod world;

pub use crew::Progress;
pub use proof::{Proof, Sum};
pub use world::Wish;

use crate::{
    database::Database,
    demo::workspace,
    forecast,
    ids::{PersonId, WorkspaceId},
    people::links,
};
use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use std::{sync::Arc, time::Duration};
use world::World;

/// How long the sign-in links work.
const VALID: Duration = Duration::from_secs(24 * 60 * 60);

/// The workspace that was made.
pub struct Seeded {
    pub workspace: WorkspaceId,
    pub deals: usize,
    /// How many of them were played through the guard.
    pub played: usize,
    pub sum: Sum,
    pub links: Vec<Link>,
}

/// A way in.
pub struct Link {
    pub name: String,
    pub role: &'static str,
    /// Below the base URL.
    pub path: String,
}

/// Makes the workspace that is wished for, as it looks at this moment. The login must be the one that migrates.
/// Refuses where one of that name is there. Whoever drops this half way leaves a workspace in rehearsal, which
/// [`put_away`] ends.
pub async fn seed(
    db: &Database,
    login: &PgConnectOptions,
    wish: Wish,
    now: DateTime<Utc>,
    tell: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Seeded> {
    put_away(db, login, &wish).await?;
    let there = workspace::find(db, &wish.name, &wish.admin().email).await?;
    ensure!(
        there.is_empty(),
        "a workspace called “{}” is there already, and is left as it is: choose another with --name",
        wish.name
    );
    let founded = wish.founded(now);
    let workspace = workspace::begin(login, &wish.name, "EUR", founded).await?;
    let made = make(db, login, workspace, wish, now, tell).await;
    match made {
        Ok(seeded) => Ok(seeded),
        Err(refused) => {
            workspace::abandon(db, login, workspace).await?;
            Err(refused)
        }
    }
}

/// Puts away a workspace of this name whose making was cut short.
pub async fn put_away(db: &Database, login: &PgConnectOptions, wish: &Wish) -> Result<()> {
    for found in workspace::find(db, &wish.name, &wish.admin().email).await? {
        if found.in_rehearsal {
            workspace::abandon(db, login, found.workspace).await?;
        }
    }
    Ok(())
}

async fn make(
    db: &Database,
    login: &PgConnectOptions,
    workspace: WorkspaceId,
    wish: Wish,
    now: DateTime<Utc>,
    tell: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Seeded> {
    let world = Arc::new(World::settle(db, workspace, wish, now).await?);
    let tell = Arc::new(tell);
    let (deals, so_far) = crew::work(db, login, &world, tell.clone()).await?;
    let deals = twins::write(db, login, &world, deals, so_far, &*tell).await?;
    world.read_what_is_old(db).await?;
    let proof = proof::of(db, &world, deals).await?;
    ensure!(proof.holds(), "the guard does not hold: {proof}");
    let sum = proof::sum(db, &world).await?;
    workspace::finish(login, workspace).await?;
    workspace::look_over(login).await?;
    forecast::work_out(db, workspace, now).await?;
    let mut made = Vec::new();
    for person in world.ways_in() {
        if let Some(id) = workspace::person(db, &person.email).await? {
            made.push(link(db, workspace, id, &person.name, person.role).await?);
        }
    }
    Ok(Seeded {
        workspace,
        deals: world.wish.deals,
        played: so_far.deals,
        sum,
        links: made,
    })
}

async fn link(
    db: &Database,
    workspace: WorkspaceId,
    person: PersonId,
    name: &str,
    role: &'static str,
) -> Result<Link> {
    Ok(Link {
        name: name.to_owned(),
        role,
        path: links::make(db, person, Some(workspace), VALID).await?,
    })
}

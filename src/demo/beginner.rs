//! A second workspace of the same people, two weeks old: what pages say where there is hardly anything to say yet.

use super::{
    load::{Progress, play},
    playbook,
    script::{Company, Script, company},
    workspace,
};
use crate::database::Database;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;

/// What it is called.
const NAME: &str = "Lumen Culture";

/// Writes it, unless it is there already. One that was never finished is put away first.
pub async fn load(db: &Database, login: &PgConnectOptions, now: DateTime<Utc>) -> Result<()> {
    let company = Company {
        name: NAME.to_owned(),
        rates: Vec::new(),
        playbook: &playbook::BLANK,
        ..company()
    };
    for found in workspace::find(db, NAME, &company.members[0].email).await? {
        match found.in_rehearsal {
            true => workspace::abandon(db, login, found.workspace).await?,
            false => return Ok(()),
        }
    }
    let first = include_str!("first-deal.toml");
    let script: Script = toml::from_str(first).context("the first deal cannot be read")?;
    play(db, login, &company, &[script], now, |_: Progress| {}).await?;
    Ok(())
}

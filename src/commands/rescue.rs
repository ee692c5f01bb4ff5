//! `saidso rescue EMAIL`: prints a link that signs in somebody who is locked out.

use crate::{config::Config, database::Database, people};
use anyhow::Context;
use std::{process::ExitCode, time::Duration};

const VALID: Duration = Duration::from_secs(30 * 60);

pub async fn run(config: Config, email: &str) -> anyhow::Result<ExitCode> {
    let options = config
        .database
        .clone()
        .context("set --database-url to the database that the server uses")?;
    let database = Database::connect(options, 1).await?;
    let path = people::links::rescue(&database, email, VALID)
        .await?
        .with_context(|| format!("nobody signs in as {email}"))?;
    println!("Open this within 30 minutes. It works once, and signs in as {email}:");
    println!("{}", config.link(&path));
    println!("The old password is forgotten: choose a new one under “Your settings”.");
    Ok(ExitCode::SUCCESS)
}

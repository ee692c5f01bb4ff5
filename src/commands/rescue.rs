//! `saidso rescue EMAIL`: prints a link that signs in somebody who is locked out.

use super::open::Opened;
use crate::{config::Config, people};
use anyhow::Context;
use std::{process::ExitCode, time::Duration};

const VALID: Duration = Duration::from_secs(30 * 60);

pub async fn run(config: Config, email: &str) -> anyhow::Result<ExitCode> {
    let opened = Opened::beside(&config).await?;
    let path = find(&opened, email).await;
    opened.close().await?;
    let path = path?.with_context(|| format!("nobody signs in as {email}"))?;
    println!("Open this within 30 minutes. It works once, and signs in as {email}:");
    println!("{}", config.link(&path));
    println!("The old password is forgotten: choose a new one under “Your settings”.");
    Ok(ExitCode::SUCCESS)
}

async fn find(opened: &Opened, email: &str) -> anyhow::Result<Option<String>> {
    let database = opened.ready(1).await?;
    let path = people::links::rescue(&database, email, VALID).await?;
    database.pool.close().await;
    Ok(path)
}

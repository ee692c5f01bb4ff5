//! `saidso migrate`: prepares the roles and brings the tables up to date.

use super::open::Opened;
use crate::{config::Config, database};
use std::process::ExitCode;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let opened = Opened::beside(&config).await?;
    let migrated = database::migrate::run(&opened.options).await;
    opened.close().await?;
    migrated?;
    println!("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}

//! `saidso migrate`: prepares the roles and brings the tables up to date.

use crate::{config::Config, database};
use anyhow::Context;
use std::process::ExitCode;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let options = config
        .database
        .context("set --database-url to the database that is to be migrated")?;
    database::migrate::run(&options).await?;
    println!("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}

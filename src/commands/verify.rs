//! `saidso verify`: whether the ledger is still what was written.

use super::open::Opened;
use crate::{config::Config, ledger};
use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};
use std::process::ExitCode;

pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = Opened::beside(&config).await?;
    let verified = verified(&opened).await;
    opened.close().await?;
    match verified? {
        Ok(sum) => {
            let ledger::Sum {
                events, streams, ..
            } = sum;
            println!("The ledger holds: {events} events in {streams} streams.");
            if sum.by_workspace {
                println!(
                    "This login is shown one workspace at a time. To be sure that none was hidden, verify as a \
                    superuser or as a member of saidso_backup."
                );
            }
            println!("Digest over all heads, to keep elsewhere: {}", sum.digest);
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            println!("The ledger does not hold. The first fault: {fault}.");
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn verified(opened: &Opened) -> Result<std::result::Result<ledger::Sum, ledger::Fault>> {
    let mut connection = PgConnection::connect_with(&opened.options)
        .await
        .context("the database does not answer")?;
    let verified = ledger::verify(&mut connection)
        .await
        .context("the ledger cannot be read: has the database been migrated?")?;
    connection.close().await?;
    Ok(verified)
}

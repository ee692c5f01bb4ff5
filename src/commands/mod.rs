//! What the binary can do, one file a command.

mod demo;
mod doctor;
mod healthy;
mod migrate;
mod open;
mod rescue;
mod seed;
mod serve;
mod verify;

use crate::config::{Command, Config};
use std::process::ExitCode;

/// Runs one command to its end.
pub async fn run(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Demo => demo::run(config).await,
        Command::Seed(seed) => seed::run(config, seed.wish()).await,
        Command::Migrate => migrate::run(config).await,
        Command::Verify => verify::run(config).await,
        Command::Doctor => doctor::run(config).await,
        Command::Rescue { email } => rescue::run(config, &email).await,
        Command::Healthy => healthy::run(config).await,
    }
}

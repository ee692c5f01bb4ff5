//! Reads the arguments and hands over to a command.

use saidso::{commands, config::Args, error, logging};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = async {
        let (command, config) = Args::read().settle()?;
        logging::start(config.log_format, &config.log)?;
        commands::run(command, config).await
    };
    match outcome.await {
        Ok(code) => code,
        Err(cause) => {
            eprintln!("saidso: {}", error::in_one_line(&cause));
            ExitCode::FAILURE
        }
    }
}

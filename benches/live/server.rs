//! The server as it is installed: the binary, in a process of its own.

use crate::ground::Ground;
use anyhow::{Context, Result, bail};
use sqlx::ConnectOptions;
use std::{fs, process::Stdio, time::Duration};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::sleep,
};

pub struct Server(Child);

/// Starts it, and waits until it answers.
pub async fn start(ground: &Ground) -> Result<Server> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saidso"));
    command
        .args(["serve", "--listen", &ground.address])
        .env(
            "SAIDSO_DATABASE_URL",
            ground.options.to_url_lossy().as_str(),
        )
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .kill_on_drop(true);
    let server = Server(command.spawn().context("the binary")?);
    for _ in 0..200 {
        if TcpStream::connect(&ground.address).await.is_ok() {
            return Ok(server);
        }
        sleep(Duration::from_millis(50)).await;
    }
    bail!("the server does not answer")
}

impl Server {
    fn id(&self) -> Result<u32> {
        self.0.id().context("it has ended")
    }

    /// Kilobytes in memory.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kilobytes.context("no VmRSS")?.parse()?)
    }

    /// Hundredths of a second that it has worked.
    pub fn cpu(&self) -> Result<u64> {
        cpu_of(self.id()?)
    }

    pub async fn stop(mut self) -> Result<()> {
        let id = self.id()?.to_string();
        Command::new("kill").args(["-TERM", &id]).status().await?;
        self.0.wait().await?;
        Ok(())
    }
}

/// Hundredths of a second that a process has worked.
pub fn cpu_of(process: u32) -> Result<u64> {
    let line = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, after_name) = line.rsplit_once(')').context("no name")?;
    let numbers: Vec<&str> = after_name.split_whitespace().collect();
    let at = |index: usize| numbers.get(index).and_then(|text| text.parse::<u64>().ok());
    Ok(at(11).context("no user time")? + at(12).context("no system time")?)
}

//! `saidso healthy`: asks the server on the listen address whether it is alive, for a container's health check.

use crate::config::Config;
use anyhow::{Context, ensure};
use std::{net::SocketAddr, process::ExitCode, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(3);

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let address = reachable(config.listen);
    let status = timeout(PATIENCE, ask(address))
        .await
        .context("no answer within 3 seconds")??;
    ensure!(
        status.starts_with("HTTP/1.1 200"),
        "{address} answers, but is not well: {status}"
    );
    Ok(ExitCode::SUCCESS)
}

/// "Every address" is one to listen on, not one to call.
fn reachable(listen: SocketAddr) -> SocketAddr {
    match (listen.ip().is_unspecified(), listen.is_ipv4()) {
        (true, true) => SocketAddr::from(([127, 0, 0, 1], listen.port())),
        (true, false) => SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], listen.port())),
        (false, _) => listen,
    }
}

async fn ask(address: SocketAddr) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address)
        .await
        .with_context(|| format!("nothing listens on {address}"))?;
    let request = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

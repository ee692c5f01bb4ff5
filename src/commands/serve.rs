//! `saidso serve`: migrates where the login may, checks the role in force, and serves until it is told to stop.

use crate::{
    app::App,
    clock::Clock,
    config::Config,
    database::{Database, migrate},
    people::setup,
    web::{metrics, serve},
};
use anyhow::{Context, bail, ensure};
use sqlx::postgres::PgConnectOptions;
use std::process::ExitCode;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let Some(options) = config.database.clone() else {
        bail!("set --database-url to the database to serve from")
    };
    let database = ready(options, config.max_connections).await?;
    invite_to_set_up(&database, &config).await?;
    serve_until_stopped(App::new(database, Clock::System, config)).await?;
    Ok(ExitCode::SUCCESS)
}

/// The database, migrated and safe to serve from.
async fn ready(options: PgConnectOptions, max_connections: u32) -> anyhow::Result<Database> {
    if options.get_username() != "saidso_app" {
        migrate::run(&options).await?;
    }
    let database = Database::connect(options, max_connections).await?;
    let lacking = migrate::pending(&mut *database.pool.acquire().await?).await?;
    ensure!(
        lacking == 0,
        "the database lacks {lacking} migrations: run `saidso migrate` with its owner's login first"
    );
    Ok(database)
}

/// The one secret that goes into the log: who reads it on a new installation is its owner.
async fn invite_to_set_up(database: &Database, config: &Config) -> anyhow::Result<()> {
    if let Some(path) = setup::link(database).await? {
        let link = config.link(&path);
        tracing::warn!("Nobody can sign in yet. Name your workspace and become its admin: {link}");
    }
    Ok(())
}

async fn serve_until_stopped(app: App) -> anyhow::Result<()> {
    stop_on_signal(app.stopping.clone())?;
    if let Some(address) = app.config.metrics_listen {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address} for metrics"))?;
        let router = metrics::router(app.db.clone())?;
        tokio::spawn(serve::serve(
            listener,
            router,
            serve::Limits::default(),
            app.stopping.clone(),
        ));
    }
    let address = app.config.listen;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!(address = %listener.local_addr()?, "Saidso is open at {}", app.config.base_url);
    let (stopping, pool) = (app.stopping.clone(), app.db.pool.clone());
    serve::serve(listener, app.router(), serve::Limits::default(), stopping).await;
    pool.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Ctrl-C or SIGTERM stops calmly; a second one ends the process at once.
fn stop_on_signal(stopping: CancellationToken) -> anyhow::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        for is_first in [true, false] {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            match is_first {
                true => stopping.cancel(),
                false => std::process::exit(130),
            }
        }
    });
    Ok(())
}

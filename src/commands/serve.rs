//! `saidso serve`: migrates where the login may, checks the role in force, and serves until it is told to stop.

use super::open::Opened;
use crate::{
    app::App,
    clock::Clock,
    config::Config,
    database::Database,
    forecast, inbox, live,
    opportunities::lapse,
    people::setup,
    web::{metrics, serve},
};
use anyhow::Context;
use std::{net::SocketAddr, process::ExitCode};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    // Before the work: a container's first process hears no signal that it does not listen for.
    let stopping = CancellationToken::new();
    stop_on_signal(stopping.clone())?;
    let mut opened = tokio::select! {
        opened = Opened::of(&config) => opened?,
        () = stopping.cancelled() => return Ok(ExitCode::SUCCESS),
    };
    let served = serve_from(&mut opened, config, stopping).await;
    // Also after a start that failed: nothing of ours is left running.
    opened.close().await?;
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve_from(
    opened: &mut Opened,
    config: Config,
    stopping: CancellationToken,
) -> anyhow::Result<()> {
    let database = tokio::select! {
        database = opened.ready(config.max_connections) => database?,
        () = stopping.cancelled() => return Ok(()),
    };
    let pool = database.pool.clone();
    let mut app = App::new(database, Clock::System, config);
    app.stopping = stopping.clone();
    let served = async {
        let listener = listen(app.config.listen).await?;
        invite_to_set_up(&app.db, &app.config).await?;
        serve_until_stopped(app, listener).await
    };
    let served = tokio::select! {
        served = served => served,
        // Whoever started us can start us anew, and the database with us. A signal may have been meant for both.
        why = opened.ended() => if stopping.is_cancelled() { Ok(()) } else { Err(why) },
    };
    pool.close().await;
    served
}

/// The one secret that goes into the log: who reads it on a new installation is its owner.
async fn invite_to_set_up(database: &Database, config: &Config) -> anyhow::Result<()> {
    if let Some(path) = setup::link(database).await? {
        let link = config.link(&path);
        tracing::warn!("Nobody can sign in yet. Name your workspace and become its admin: {link}");
    }
    Ok(())
}

/// Takes the address.
pub(super) async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Serves until the app is stopping, and minds the clock meanwhile.
pub(super) async fn serve_until_stopped(app: App, listener: TcpListener) -> anyhow::Result<()> {
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
    let minute_hand = tokio::spawn(lapse::keep_time(app.db.clone(), app.stopping.clone()));
    let post = tokio::spawn(inbox::minute::keep_time(app.clone()));
    let forecaster = tokio::spawn(forecast::keep_time(app.clone()));
    let live = tokio::spawn(live::keep_going(app.clone()));
    tracing::info!(address = %listener.local_addr()?, "Saidso is open at {}", app.config.base_url);
    let stopping = app.stopping.clone();
    serve::serve(
        listener,
        app.clone().router(),
        serve::Limits::default(),
        stopping,
    )
    .await;
    minute_hand.await?;
    post.await?;
    forecaster.await?;
    live.await?;
    live::tell_the_rest(&app).await;
    tracing::info!("stopped");
    Ok(())
}

/// Ctrl-C or SIGTERM stops calmly; a second one ends the process at once.
pub(super) fn stop_on_signal(stopping: CancellationToken) -> anyhow::Result<()> {
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

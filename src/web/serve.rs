//! The loop that serves. `axum::serve` would wait for half-sent headers for ever, and would never stop while a
//! stream is open.

use super::client_address::Peer;
use axum::{Router, body::Body, http::Request};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What one process puts up with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a client may take to send a request's headers, and how long an idle connection is kept.
    pub headers: Duration,
    /// Connections at the same time; further ones wait in the system's queue.
    pub connections: usize,
    /// How long open requests may take to end once the server stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(15),
            connections: 4096,
            drain: Duration::from_secs(5),
        }
    }
}

/// Serves until `stopping` is cancelled, then lets open requests end, but not for longer than `limits.drain`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopping: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let builder = Arc::new(builder(limits));
    let graceful = GracefulShutdown::new();
    while let Some((stream, peer, place)) = next(&listener, &places, &stopping).await {
        let router = router.clone().map_request(move |mut request: Request<_>| {
            request.extensions_mut().insert(Peer(peer));
            request.map(Body::new)
        });
        let connection = builder
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that went away, or sent what is not HTTP, concerns nobody else.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests still open");
    }
}

fn builder(limits: Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(64 * 1024);
    builder
}

type Place = tokio::sync::OwnedSemaphorePermit;

/// The next connection, as soon as there is a place for it; none when the server stops.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    stopping: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, Place)> {
    let arrival = async {
        let place = places.clone().acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    // Only a hint to the system: small answers should not wait for company.
                    let _ = stream.set_nodelay(true);
                    notice_the_dead(&stream);
                    return Some((stream, peer, place));
                }
                Err(error) => {
                    // Most likely out of file handles: others must close first.
                    tracing::warn!(%error, "could not accept a connection");
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
    };
    tokio::select! {
        arrival = arrival => arrival,
        () = stopping.cancelled() => None,
    }
}

/// A reader whose device died or went out of reach does not say goodbye. What was sent and not taken for this long ends
/// the connection, and with it their place on a live page.
#[cfg(target_os = "linux")]
fn notice_the_dead(stream: &TcpStream) {
    let socket = socket2::SockRef::from(stream);
    if let Err(error) = socket.set_tcp_user_timeout(Some(Duration::from_secs(30))) {
        tracing::debug!(%error, "a dead connection will be noticed later");
    }
}

#[cfg(not(target_os = "linux"))]
fn notice_the_dead(_: &TcpStream) {}

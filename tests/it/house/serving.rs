//! The loop that serves: whom it waits for, and for how long.

use super::{app, room};
use saidso::{
    app::App,
    web::serve::{Limits, serve},
};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};

/// The whole server on a port of its own, with limits short enough to wait for.
async fn open(app: App) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let limits = Limits {
        headers: Duration::from_millis(300),
        connections: 2,
        drain: Duration::from_millis(500),
    };
    let stopping = app.stopping.clone();
    let router = app.house(room().merge(saidso::web::routes()));
    (
        address,
        tokio::spawn(serve(listener, router, limits, stopping)),
    )
}

async fn send(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(text.as_bytes()).await.expect("written");
    stream
}

/// Everything until the other side closes; panics when it does not.
async fn rest(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    timeout(Duration::from_secs(5), stream.read_to_end(&mut text))
        .await
        .expect("closed in time")
        .expect("read");
    String::from_utf8_lossy(&text).into_owned()
}

/// Reads until something was said.
async fn hear(stream: &mut TcpStream, word: &str) {
    let mut heard = String::new();
    while !heard.contains(word) {
        let mut bytes = [0; 1024];
        let length = timeout(Duration::from_secs(5), stream.read(&mut bytes))
            .await
            .expect("in time")
            .expect("read");
        assert!(length > 0, "closed after {heard:?}");
        heard.push_str(&String::from_utf8_lossy(&bytes[..length]));
    }
}

const ALIVE: &str = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn half_sent_headers_are_not_waited_for() {
    let (address, _server) = open(app(&[])).await;
    let half = [
        send(address, "GET / HTTP/1.1\r\nhost:").await,
        send(address, "GET / HT").await,
    ];
    // Both places are taken: this one is served as soon as they are given up.
    let third = send(address, ALIVE).await;
    for stream in half {
        let text = rest(stream).await;
        assert!(
            text.is_empty() || text.starts_with("HTTP/1.1 408"),
            "{text}"
        );
    }
    assert!(rest(third).await.contains("alive"));
}

#[tokio::test]
async fn the_server_stops_at_once_when_its_streams_end() {
    let app = app(&[]);
    let stopping = app.stopping.clone();
    let (address, server) = open(app).await;
    let mut stream = send(
        address,
        "GET /stream HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\n\r\n",
    )
    .await;
    hear(&mut stream, "transfer-encoding: chunked").await;
    let start = Instant::now();
    stopping.cancel();
    server.await.expect("no panic");
    assert!(
        start.elapsed() < Duration::from_millis(400),
        "it waited for the hard stop"
    );
    assert!(
        rest(stream).await.ends_with("0\r\n\r\n"),
        "the stream should end properly"
    );
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody should be let in any more"
    );
}

#[tokio::test]
async fn a_stream_that_does_not_end_is_not_waited_for_long() {
    let app = app(&[]);
    let stopping = app.stopping.clone();
    let (address, server) = open(app).await;
    let mut stream = send(
        address,
        "GET /stubborn HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\n\r\n",
    )
    .await;
    hear(&mut stream, "transfer-encoding: chunked").await;
    let start = Instant::now();
    stopping.cancel();
    timeout(Duration::from_secs(5), server)
        .await
        .expect("a hard stop")
        .expect("no panic");
    assert!(
        start.elapsed() >= Duration::from_millis(500),
        "open requests should get their time"
    );
}

#[tokio::test]
async fn a_client_cannot_choose_its_address() {
    let lie = "GET /client HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 6.6.6.6, 1.2.3.4\r\nconnection: close\r\n\r\n";
    for (proxies, told) in [("0", "127.0.0.1"), ("1", "1.2.3.4")] {
        let (address, _server) = open(app(&["--trusted-proxies", proxies])).await;
        let text = rest(send(address, lie).await).await;
        assert!(text.ends_with(told), "{proxies} proxies: {text}");
    }
}

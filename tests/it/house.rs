//! The house every page lives in: what every answer carries, what is refused at the door, and how the server stops.
//! Needs no database: the pool connects when it is first asked, and here nobody listens.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Request, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use clap::Parser;
use http_body_util::{BodyExt, Full};
use saidso::{
    app::App,
    clock::Clock,
    config::Args,
    database::Database,
    error::AppError,
    web::{
        ClientAddress, Form, Notice, Path, Shown, assets,
        serve::{Limits, serve},
    },
};
use std::{
    convert::Infallible,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};
use tower::ServiceExt;

fn app(settings: &[&str]) -> App {
    let arguments = [&["saidso", "serve"], settings].concat();
    let args = Args::try_parse_from(arguments).expect("these arguments are right");
    let (_, config) = args.settle().expect("these settings are right");
    let nobody = "postgres://nobody@127.0.0.1:1/none".parse().expect("a URL");
    App::new(Database::lazy(nobody, 1), Clock::System, config)
}

#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    word: Vec<String>,
}

/// One route for each way a handler can end.
fn room() -> Router<App> {
    Router::new()
        .route(
            "/echo",
            post(async |Form(typed): Form<Typed>| typed.word.join(" ")),
        )
        .route(
            "/number/{number}",
            get(async |Path(number): Path<u8>| number.to_string()),
        )
        .route("/panic", get(panics))
        .route(
            "/broken",
            get(async || refuse(AppError::broken(anyhow::anyhow!("the cellar is flooded")))),
        )
        .route(
            "/refused",
            get(async || refuse(AppError::refused("Fish & <chips> are out."))),
        )
        .route("/busy", get(async || refuse(AppError::Busy)))
        .route(
            "/private",
            get(async || refuse(AppError::SignedOut)).post(async || refuse(AppError::SignedOut)),
        )
        .route(
            "/done",
            get(async || Notice::Saved.on(Redirect::to("/shows"))),
        )
        .route(
            "/shows",
            get(async |Shown(notice): Shown| {
                axum::response::Html(notice.map_or("", |notice| notice.sentence()))
            }),
        )
        .route(
            "/client",
            get(async |ClientAddress(address): ClientAddress| address.to_string()),
        )
        .route("/stream", get(stream))
        .route("/stubborn", get(stubborn))
}

async fn panics() -> &'static str {
    panic!("the cellar is flooded")
}

fn refuse(error: AppError) -> Result<(), AppError> {
    Err(error)
}

/// Ends when the server stops. Asked for compressed, its length is unknown and its end is awaited.
async fn stream(State(app): State<App>) -> Response {
    let until_stopped = async move {
        app.stopping.cancelled().await;
        Some(Ok::<_, Infallible>(HeaderMap::new()))
    };
    Body::new(Full::new(Bytes::from("open ".repeat(20))).with_trailers(until_stopped))
        .into_response()
}

/// Never ends.
async fn stubborn() -> Response {
    let never = std::future::pending::<Option<Result<HeaderMap, Infallible>>>();
    Body::new(Full::new(Bytes::from("open ".repeat(20))).with_trailers(never)).into_response()
}

async fn answer(app: App, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let response = app
        .house(room().merge(saidso::web::routes()))
        .oneshot(request)
        .await
        .expect("infallible");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (
        parts.status,
        parts.headers,
        String::from_utf8_lossy(&body).into_owned(),
    )
}

async fn get_page(path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    answer(app(&[]), request).await
}

fn form(path: &str, body: &'static str) -> Request<Body> {
    let kind = "application/x-www-form-urlencoded";
    Request::post(path)
        .header("content-type", kind)
        .body(body.into())
        .expect("a request")
}

fn with(mut request: Request<Body>, name: &'static str, value: &'static str) -> Request<Body> {
    request
        .headers_mut()
        .append(name, value.parse().expect("a header value"));
    request
}

#[tokio::test]
async fn every_answer_keeps_to_itself() {
    let (_, headers, _) = get_page("/nothing").await;
    let csp = headers["content-security-policy"].to_str().expect("text");
    assert!(
        csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
        "{csp}"
    );
    assert!(!csp.contains("unsafe"), "{csp}");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "same-origin");
    assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
    assert_eq!(headers["cache-control"], "private, no-cache");
    assert!(headers.contains_key("permissions-policy"));
}

#[tokio::test]
async fn only_an_https_address_insists_on_https() {
    let page = || Request::get("/").body(Body::empty()).expect("a request");
    let (_, plain, _) = answer(app(&[]), page()).await;
    let (_, secure, _) = answer(app(&["--base-url", "https://saidso.example"]), page()).await;
    assert!(!plain.contains_key("strict-transport-security"));
    assert!(secure.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_with_a_page() {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let (status, _, page) = answer(app(&[]), with(form("/echo", "word=x"), name, value)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(page.contains("That came from another site"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_our_own_is_taken() {
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://localhost:8080"),
        ("accept", "*/*"),
    ] {
        let (status, _, text) = answer(
            app(&[]),
            with(form("/echo", "word=two&word=words"), name, value),
        )
        .await;
        assert_eq!(
            (status, text.as_str()),
            (StatusCode::OK, "two words"),
            "{name}: {value}"
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_the_form_is_told_calmly() {
    let huge = Request::post("/echo").header("content-type", "application/x-www-form-urlencoded");
    let huge = huge
        .body(Body::from(format!("word={}", "x".repeat(1024 * 1024))))
        .expect("a request");
    assert_eq!(
        answer(app(&[]), huge).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let other = Request::post("/echo")
        .header("content-type", "text/plain")
        .body(Body::from("word=x"));
    let (status, _, page) = answer(app(&[]), other.expect("a request")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(page.contains("We could not read that"), "{page}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_has_a_page() {
    for path in ["/nothing", "/number/many", "/assets/app.js"] {
        let (status, _, page) = get_page(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.contains("<title>There is nothing here"),
            "{path}: {page}"
        );
    }
    let (status, _, page) = answer(app(&[]), form("/panic", "")).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.contains("does not work that way"), "{page}");
}

#[tokio::test]
async fn every_request_has_an_id_that_its_sender_does_not_choose() {
    let asked = || {
        with(
            Request::get("/nothing")
                .body(Body::empty())
                .expect("a request"),
            "x-request-id",
            "mine",
        )
    };
    let (_, one, _) = answer(app(&[]), asked()).await;
    let (_, two, _) = answer(app(&[]), asked()).await;
    assert_ne!(one["x-request-id"], "mine");
    assert_ne!(one["x-request-id"], two["x-request-id"]);
}

#[tokio::test]
async fn what_broke_is_told_by_its_id_alone() {
    for path in ["/broken", "/panic"] {
        let (status, headers, page) = get_page(path).await;
        let id = headers["x-request-id"].to_str().expect("text");
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(page.contains(id), "{path} should show {id}: {page}");
        assert!(!page.contains("cellar"), "{path} shows what broke: {page}");
    }
}

#[tokio::test]
async fn a_refusal_is_shown_in_its_own_words_and_escaped() {
    let (status, headers, page) = get_page("/refused").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Fish &#38; &#60;chips&#62; are out."),
        "{page}"
    );
    let id = headers["x-request-id"].to_str().expect("text");
    assert!(
        !page.contains(id),
        "nothing broke, so the id is no use: {page}"
    );
}

#[tokio::test]
async fn a_busy_server_says_when_to_come_back() {
    let (status, headers, _) = get_page("/busy").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(headers["retry-after"], "2");
}

#[tokio::test]
async fn who_is_signed_out_signs_in_and_goes_on() {
    let (status, headers, _) = get_page("/private?of=her").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers["location"], "/sign-in?next=%2Fprivate%3Fof%3Dher");
    let (status, _, page) = answer(app(&[]), form("/private", "")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(page.contains("what you typed is still here"), "{page}");
}

#[tokio::test]
async fn a_notice_is_shown_once() {
    let (status, headers, _) = get_page("/done").await;
    let cookie = headers["set-cookie"].to_str().expect("text");
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(
        cookie.starts_with("notice=saved; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    let next = || {
        Request::get("/shows")
            .body(Body::empty())
            .expect("a request")
    };
    let (_, headers, page) = answer(app(&[]), with(next(), "cookie", "notice=saved")).await;
    assert_eq!(page, "Saved.");
    assert!(
        headers["set-cookie"]
            .to_str()
            .expect("text")
            .starts_with("notice=; Path=/; Max-Age=0")
    );
    let (_, headers, page) = answer(app(&[]), with(next(), "cookie", "notice=free money")).await;
    assert_eq!(page, "", "only the vocabulary is spoken");
    assert!(headers.contains_key("set-cookie"));
    assert!(!answer(app(&[]), next()).await.1.contains_key("set-cookie"));
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_under_the_name_of_its_content() {
    for name in ["saidso.css", "app.js", "icon.svg"] {
        let (status, headers, text) = get_page(&assets::address(name)).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert_eq!(
            headers["cache-control"], "public, max-age=31536000, immutable",
            "{name}"
        );
        assert!(
            !headers.contains_key("content-encoding") && !text.is_empty(),
            "{name}"
        );
    }
    let asked = Request::get(assets::address("saidso.css"))
        .body(Body::empty())
        .expect("a request");
    let (_, headers, _) = answer(app(&[]), with(asked, "accept-encoding", "gzip, br")).await;
    assert_eq!(headers["content-encoding"], "br");
    assert_eq!(headers["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_server_lives_without_a_database_but_is_not_ready() {
    assert_eq!(get_page("/healthz").await.0, StatusCode::OK);
    assert_eq!(get_page("/readyz").await.0, StatusCode::SERVICE_UNAVAILABLE);
}

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

//! The house every page lives in. Needs no database: the pool connects when it is first asked, and here nobody
//! listens.

mod pages;
mod serving;

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
    web::{ClientAddress, Form, Notice, Path, Shown},
};
use std::convert::Infallible;
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

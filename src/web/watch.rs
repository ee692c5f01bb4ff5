//! One line in the log and one count in the metrics for every request. Only the route's pattern is told: paths and
//! queries may hold secret links, bodies hold what customers said.

use super::request_id::RequestId;
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;

pub async fn log_and_count(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or_else(
        || "unknown".to_owned(),
        |matched| matched.as_str().to_owned(),
    );
    let method = known(request.method().as_str());
    let span = tracing::info_span!("request", id, method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), start.elapsed());
    let ms = (took.as_secs_f64() * 10_000.0).round() / 10.0;
    span.in_scope(|| match route.as_str() {
        "/healthz" | "/readyz" | "/assets/{name}" => {
            tracing::debug!(status, ms, "answered")
        }
        _ => tracing::info!(status, ms, "answered"),
    });
    let labels = [
        ("method", method.to_owned()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!("saidso_requests_total", &labels).increment(1);
    metrics::histogram!("saidso_request_seconds", &labels[..2]).record(took);
    response
}

/// A method that anybody made up would make a new time series for ever.
fn known(method: &str) -> &'static str {
    let methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    methods
        .into_iter()
        .find(|name| *name == method)
        .unwrap_or("OTHER")
}

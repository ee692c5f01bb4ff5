//! Headers that keep a page to itself: no inline code, no frames, no other origin.

use crate::app::App;
use axum::{
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue,
        header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY},
    },
    middleware::Next,
    response::Response,
};

const ALWAYS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    // Secret links must not leave with a click; within Saidso the referrer does no harm.
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// A page belongs to its viewer. It may be kept for the way back, where a half-filled form still stands, but is asked for anew.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds what a handler has not set itself.
pub async fn protect(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(PRIVATE);
    if app.config.is_https() {
        headers
            .entry(STRICT_TRANSPORT_SECURITY)
            .or_insert(ONLY_HTTPS);
    }
    response
}

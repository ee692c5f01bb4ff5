//! Forms are taken from our own pages only: the browser says where a request comes from, so no form carries a token.
//! Requests with neither header are no browser's; a cookie must not be what lets them in.

use crate::{config::Config, error::AppError};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Refuses what another site sent. Our own origin is believed even where a proxy rewrites `Host`.
pub fn layer(config: &Config) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let ours = CsrfLayer::new().add_trusted_origin(config.origin());
    ours.unwrap_or_default().with_rejection_response(refuse)
}

fn refuse(_: ProtectionError) -> Response {
    AppError::CrossSite.into_response()
}

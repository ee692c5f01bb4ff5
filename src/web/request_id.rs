//! A short name for every request: in the log, in the response, and on the page when something broke.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::fmt;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Letters and digits that are not mistaken for one another when they are read out.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten characters, 50 bits of chance. Always ours: a visitor's own header is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId([u8; 10]);

impl RequestId {
    fn mint() -> Self {
        Self(rand::random::<[u8; 10]>().map(|byte| ALPHABET[usize::from(byte % 32)]))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

/// Names the request and tells the name in the response.
pub async fn name(mut request: Request, next: Next) -> Response {
    let id = RequestId::mint();
    request.extensions_mut().insert(id);
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_bytes(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

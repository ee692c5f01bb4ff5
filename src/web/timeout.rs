//! No page is waited for longer than this. A stream is not meant: its handler answers at once.

use crate::error::AppError;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;

const LONGEST: Duration = Duration::from_secs(30);

pub async fn give_up(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(LONGEST, next.run(request)).await;
    answer.unwrap_or_else(|_| AppError::TooSlow.into_response())
}

//! A panic in a handler costs one page, not the server.

use crate::error::AppError;
use anyhow::anyhow;
use axum::response::{IntoResponse, Response};
use std::any::Any;

pub fn answer(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words");
    AppError::Broken(anyhow!("a handler panicked: {text}")).into_response()
}

//! Draws the page for an [`AppError`], with the request's id where something broke.

use super::{Frame, Page, request_id::RequestId};
use crate::error::{self, AppError, Told};
use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderValue, Method, Uri, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    heading: &'static str,
    sentence: &'a str,
    /// Shown where it helps: when something broke.
    request_id: String,
    is_signed_out: bool,
    is_without_workspace: bool,
}

/// Replaces an answer that carries an error by its page. Logs what broke, once.
pub async fn draw(request: Request, next: Next) -> Response {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default();
    let (method, address) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    let Some(Told(error)) = response.extensions().get::<Told>().cloned() else {
        return response;
    };
    match &*error {
        AppError::SignedOut if method == Method::GET => {
            return Redirect::to(&sign_in(&address)).into_response();
        }
        AppError::Broken(cause) => tracing::error!(error = error::in_one_line(cause), "broken"),
        _ => {}
    }
    page(&error, id)
}

fn page(error: &AppError, id: String) -> Response {
    let (heading, sentence) = error.words();
    let page = ErrorPage {
        frame: Frame::plain(heading),
        heading,
        sentence,
        request_id: if matches!(error, AppError::Broken(_)) {
            id
        } else {
            String::new()
        },
        is_signed_out: matches!(error, AppError::SignedOut),
        is_without_workspace: matches!(error, AppError::NoWorkspace),
    };
    let mut response = Page(page).status(error.status());
    if matches!(error, AppError::Busy) {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

/// Sign in first, then go on to the page that was wanted.
fn sign_in(wanted: &Uri) -> String {
    let wanted = wanted
        .path_and_query()
        .map_or("/", |wanted| wanted.as_str());
    match wanted {
        "/" => "/sign-in".to_owned(),
        _ => format!(
            "/sign-in?then={}",
            utf8_percent_encode(wanted, NON_ALPHANUMERIC)
        ),
    }
}

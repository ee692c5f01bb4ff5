//! Everything that can keep a visitor from a page, and what they are told.
//!
//! An `AppError` travels in its response; [`crate::web::error_pages`] draws it, because only there the request's id
//! is known. What went wrong inside is logged once, and never shown.

use crate::database::constraints;
use axum::{
    extract::rejection::{BytesRejection, PathRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("signed out")]
    SignedOut,
    /// Signed in, but the session has no workspace open that the person is an active member of.
    #[error("no workspace")]
    NoWorkspace,
    /// Not there, or not for this viewer: the same to them.
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// An expected "no", in one sentence for the visitor.
    #[error("refused: {0}")]
    Refused(String),
    #[error("unreadable")]
    Unreadable,
    #[error("too large")]
    TooLarge,
    #[error("wrong method")]
    WrongMethod,
    /// Sent by a page of another site.
    #[error("cross-site")]
    CrossSite,
    /// No connection, or a lock that did not come free: worth another try.
    #[error("busy")]
    Busy,
    /// Given up after the longest time a page may take.
    #[error("too slow")]
    TooSlow,
    /// Our fault. Logged with the request's id.
    #[error("broken")]
    Broken(#[source] anyhow::Error),
}

/// An error on its way to [`crate::web::error_pages`].
#[derive(Clone, Debug)]
pub struct Told(pub Arc<AppError>);

impl AppError {
    /// Our fault, whatever it was.
    pub fn broken(error: impl Into<anyhow::Error>) -> Self {
        Self::Broken(error.into())
    }

    /// An expected "no", in one sentence for the visitor.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NoWorkspace => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy | Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the visitor reads: a heading and a sentence.
    pub fn words(&self) -> (&'static str, &str) {
        match self {
            Self::SignedOut => (
                "You are signed out",
                "Nothing was sent. Sign in again in another tab, then come back to this one: what you typed is still here.",
            ),
            Self::NoWorkspace => (
                "You have no workspace open",
                "You are signed in, but not a member of this workspace any more. Choose another, or ask to be invited.",
            ),
            Self::NotFound => (
                "There is nothing here",
                "The address may be old or mistyped, or it leads to something that is not yours to see.",
            ),
            Self::Forbidden => (
                "That is not yours to do",
                "Your role does not include this. An admin of your workspace can help.",
            ),
            Self::Refused(sentence) => ("That was not done", sentence),
            Self::Unreadable => (
                "We could not read that",
                "Something was missing in what your browser sent. Go back, reload the page and try again.",
            ),
            Self::TooLarge => (
                "That is too much at once",
                "Go back and send less: one request may hold one megabyte.",
            ),
            Self::WrongMethod => (
                "That address does not work that way",
                "Go back and try again from the page you were on.",
            ),
            Self::CrossSite => (
                "That came from another site",
                "To keep your data safe, forms are only taken from Saidso’s own pages. Open the page here and try again.",
            ),
            Self::Busy => (
                "One moment, please",
                "More is going on than we can answer right now, and nothing was changed. Try again in a few seconds.",
            ),
            Self::TooSlow => (
                "That took too long",
                "We stopped waiting. Look whether it was done before you try again.",
            ),
            Self::Broken(_) => (
                "Something went wrong on our side",
                "We have made a note of it. If it happens again, give your admin the number below.",
            ),
        }
    }
}

/// An error and its causes in one line. Many causes are already spoken of in what they caused: those are left out.
pub fn in_one_line(error: &anyhow::Error) -> String {
    error
        .chain()
        .map(ToString::to_string)
        .fold(String::new(), |line, cause| match line.contains(&cause) {
            true => line,
            false if line.is_empty() => cause,
            false => format!("{line}: {cause}"),
        })
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Told(Arc::new(self)));
        response
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::PoolTimedOut = error {
            return Self::Busy;
        }
        let Some(refused) = error.as_database_error() else {
            return Self::broken(error);
        };
        if let Some(sentence) = refused.constraint().and_then(constraints::sentence) {
            return Self::refused(sentence);
        }
        match refused.code().as_deref() {
            // Serialization failure, deadlock, no connection left, statement timeout, lock timeout.
            Some("40001" | "40P01" | "53300" | "57014" | "55P03") => Self::Busy,
            _ => Self::broken(error),
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::broken(error)
    }
}

/// An address with something in it that cannot be, such as an id that is none, leads nowhere.
impl From<PathRejection> for AppError {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<BytesRejection> for AppError {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exhausted_pool_is_busy_and_not_broken() {
        assert!(matches!(
            AppError::from(sqlx::Error::PoolTimedOut),
            AppError::Busy
        ));
        assert!(matches!(
            AppError::from(sqlx::Error::RowNotFound),
            AppError::Broken(_)
        ));
    }

    #[test]
    fn a_cause_is_told_once() {
        let error = anyhow::anyhow!("no such role")
            .context("refused: no such role")
            .context("cannot serve");
        assert_eq!(in_one_line(&error), "cannot serve: refused: no such role");
    }

    #[test]
    fn what_broke_is_not_among_the_words() {
        let error = AppError::broken(anyhow::anyhow!("password of the database"));
        let (heading, sentence) = error.words();
        assert!(!heading.contains("password") && !sentence.contains("password"));
    }
}

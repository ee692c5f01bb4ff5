//! Reading what a browser sends, and saying what is wrong with it beside the field.

use crate::error::AppError;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header::CONTENT_TYPE, request::Parts},
};
use serde::de::DeserializeOwned;

/// A posted form. Fields that come several times fill a `Vec`. What does not fit `T` is [`AppError::Unreadable`]:
/// so take text as `String` and parse it in the handler, where a sentence can stand beside the field.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if !kind
            .to_ascii_lowercase()
            .starts_with("application/x-www-form-urlencoded")
        {
            return Err(AppError::Unreadable);
        }
        let body = Bytes::from_request(request, state).await?;
        serde_html_form::from_str(&without_nul(&body)?)
            .map(Form)
            .map_err(|_| AppError::Unreadable)
    }
}

/// No browser types the NUL character, and Postgres keeps none: it is left out wherever it comes from.
fn without_nul(body: &[u8]) -> Result<String, AppError> {
    let text = std::str::from_utf8(body).map_err(|_| AppError::Unreadable)?;
    Ok(text.replace("%00", "").replace('\0', ""))
}

/// The query of an address, read like a form.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let query = parts.uri.query().unwrap_or_default();
        serde_html_form::from_str(&without_nul(query.as_bytes())?)
            .map(Query)
            .map_err(|_| AppError::Unreadable)
    }
}

/// The variable parts of an address. One that does not parse leads nowhere: [`AppError::NotFound`].
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(AppError))]
pub struct Path<T>(pub T);

/// What is wrong with a form: sentences beside fields, and one about the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors {
    fields: Vec<(&'static str, String)>,
    whole: String,
}

impl FormErrors {
    /// The sentence beside a field; empty where nothing is wrong.
    pub fn of(&self, field: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, sentence)| sentence)
    }

    /// Whether anything is wrong.
    pub fn any(&self) -> bool {
        !self.fields.is_empty() || !self.whole.is_empty()
    }

    /// The sentence about the whole form; empty where there is none.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Puts a sentence beside a field. The first one stays: it is the one to mend first.
    pub fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        if self.of(field).is_empty() {
            self.fields.push((field, sentence.into()));
        }
    }

    /// Says what is wrong with the whole form.
    pub fn refuse(&mut self, sentence: impl Into<String>) {
        self.whole = sentence.into();
    }

    /// Takes a field's parsed value, or keeps its sentence.
    pub fn take<T>(
        &mut self,
        field: &'static str,
        parsed: Result<T, impl Into<String>>,
    ) -> Option<T> {
        parsed.map_err(|sentence| self.add(field, sentence)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_of_a_field_stays() {
        let mut errors = FormErrors::default();
        assert!(!errors.any());
        assert_eq!(
            errors.take(
                "amount",
                "12".parse::<u8>().map_err(|_| "A number, please.")
            ),
            Some(12)
        );
        assert_eq!(
            errors.take("amount", "x".parse::<u8>().map_err(|_| "A number, please.")),
            None
        );
        errors.add("amount", "Too much.");
        assert_eq!(
            (errors.of("amount"), errors.of("name"), errors.any()),
            ("A number, please.", "", true)
        );
    }

    #[test]
    fn a_sentence_about_the_whole_form_counts() {
        let mut errors = FormErrors::default();
        errors.refuse("Somebody else changed this meanwhile.");
        assert!(errors.any());
        assert_eq!(errors.whole(), "Somebody else changed this meanwhile.");
    }
}

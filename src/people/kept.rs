//! A form that was sent after its session had ended is not lost: it travels along through signing in, and is shown
//! again with a button that sends it. Never by itself: the page may have changed meanwhile, or the person.

use super::{destination::local, session::KEEP_NOTHING, sign_in::SignInPage};
use crate::{
    error::{AppError, Told},
    web::{FormErrors, Frame, Page},
};
use askama::Template;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{
        HeaderMap, Method, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// The most that is kept of a form. What is longer is not, and the page says so by its absence.
const LONGEST: usize = 64 * 1024;

/// What was typed, and where it was to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub to: String,
    /// The fields as one line, the way a browser sends them; without passwords.
    pub fields: String,
}

/// Answers a form from somebody who is signed out with a sign-in form that carries it.
pub async fn keep_typed(request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !may_be_kept(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let to = parts.uri.path_and_query().map(ToString::to_string);
    let Ok(typed) = to_bytes(body, LONGEST).await else {
        return AppError::Unreadable.into_response();
    };
    let again = Request::from_parts(parts, Body::from(typed.clone()));
    let response = next.run(again).await;
    let signed_out = matches!(
        response.extensions().get(),
        Some(Told(error)) if matches!(**error, AppError::SignedOut)
    );
    let kept = Kept::read(
        &to.unwrap_or_default(),
        String::from_utf8_lossy(&typed).into_owned(),
    );
    match kept {
        Some(kept) if signed_out => ask_to_sign_in(kept),
        _ => response,
    }
}

fn may_be_kept(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let length = text(CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    let kind = text(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    kind.starts_with("application/x-www-form-urlencoded")
        && length.is_some_and(|length| length <= LONGEST)
}

fn ask_to_sign_in(kept: Kept) -> Response {
    let page = Page(SignInPage {
        frame: Frame::plain("You are signed out"),
        errors: FormErrors::default(),
        email: String::new(),
        then: String::new(),
        kept: Some(kept),
        is_new: false,
    });
    (KEEP_NOTHING, page.status(StatusCode::UNAUTHORIZED)).into_response()
}

impl Kept {
    /// Reads what a form carried; `None` where there is nothing to keep, or it would go to another site.
    pub fn read(to: &str, fields: String) -> Option<Self> {
        let to = local(to).filter(|to| !to.is_empty())?.to_owned();
        let fields: Vec<_> = pairs(&fields)?
            .into_iter()
            .filter(|(name, _)| !name.contains("password"))
            .collect();
        let fields = serde_html_form::to_string(&fields).ok()?;
        let kept = !fields.is_empty() && fields.len() <= LONGEST;
        kept.then_some(Self { to, fields })
    }
}

fn pairs(fields: &str) -> Option<Vec<(String, String)>> {
    serde_html_form::from_str(fields).ok()
}

#[derive(Template)]
#[template(path = "people/kept.html")]
pub struct KeptPage {
    frame: Frame,
    to: String,
    fields: Vec<(String, String)>,
    /// What a person would know again: no ids, nothing empty.
    words: Vec<(String, String)>,
}

impl KeptPage {
    pub fn new(kept: Kept) -> Self {
        let fields = pairs(&kept.fields).unwrap_or_default();
        let told = |(name, value): &(String, String)| {
            let is_told = !value.trim().is_empty() && value.parse::<Uuid>().is_err();
            is_told.then(|| (in_words(name), value.clone()))
        };
        Self {
            frame: Frame::plain("Here is what you typed"),
            to: kept.to,
            words: fields.iter().filter_map(told).collect(),
            fields,
        }
    }
}

/// "said_on" reads "Said on".
fn in_words(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first
        .chain(letters)
        .map(|letter| if letter == '_' { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_carried_along() {
        let kept = Kept::read("/a", "words=ja&new_password=geheim&password=x".into());
        assert_eq!(kept.map(|kept| kept.fields).as_deref(), Some("words=ja"));
        assert_eq!(Kept::read("/a", "password=x".into()), None);
        assert_eq!(Kept::read("//evil.example", "words=ja".into()), None);
    }

    #[test]
    fn fields_that_come_several_times_are_all_kept() {
        let kept = Kept::read("/a", "v=1&v=2&words=%C3%A9%26%22".into()).expect("kept");
        let page = KeptPage::new(kept);
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            page.fields,
            [field("v", "1"), field("v", "2"), field("words", "é&\"")]
        );
        assert_eq!(page.words[2].0, "Words");
    }
}

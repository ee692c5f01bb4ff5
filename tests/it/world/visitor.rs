//! Somebody with a browser: it keeps cookies, follows redirects, and says where a form was sent from.

use super::{
    House,
    form::{Form, parse, resolve},
    page::Page,
};
use axum::{
    body::{Body, Bytes},
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use saidso::ids::MemberId;
use std::{cell::RefCell, collections::BTreeMap, ops::Deref, rc::Rc};
use tower::ServiceExt;

pub struct Visitor {
    house: Rc<House>,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// A visitor who is signed in.
pub struct Member {
    visitor: Visitor,
    pub id: MemberId,
    pub name: String,
}

impl Visitor {
    pub fn new(house: Rc<House>) -> Self {
        Self {
            house,
            cookies: RefCell::default(),
        }
    }

    /// Keeps a cookie.
    pub fn carry(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    /// What a cookie holds.
    pub fn cookie(&self, name: &str) -> String {
        let cookies = self.cookies.borrow();
        cookies.get(name).cloned().unwrap_or_default()
    }

    /// Opens a page, wherever it leads.
    pub async fn opens_page(&self, address: &str) -> Page {
        let answer = self.asks(Method::GET, address, None).await;
        self.follows(answer).await
    }

    /// Presses the form's first button.
    pub async fn sends(&self, form: &Form) -> Page {
        self.sends_pairs(form, form.pairs()).await
    }

    /// Presses the form's button with these words.
    pub async fn presses(&self, button: &str, form: &Form) -> Page {
        self.sends_pairs(form, form.pairs_by(button)).await
    }

    /// What a browser never would: presses a button that the page does not offer.
    pub async fn sends_as(&self, form: &Form, name: &str, value: &str) -> Page {
        let pairs = form.clone().forge(name, value).pairs_alone();
        self.sends_pairs(form, pairs).await
    }

    async fn sends_pairs(&self, form: &Form, pairs: Vec<(String, String)>) -> Page {
        let body = serde_html_form::to_string(pairs).expect("a form's text");
        let answer = if form.is_post {
            self.asks(Method::POST, &form.action, Some(body)).await
        } else {
            let path = form.action.split('?').next().unwrap_or_default();
            self.asks(Method::GET, &format!("{path}?{body}"), None)
                .await
        };
        self.follows(answer).await
    }

    async fn follows(&self, mut page: Page) -> Page {
        for _ in 0..5 {
            let Some(next) = page.status.is_redirection().then(|| page.text.clone()) else {
                return page;
            };
            let next = resolve(&page.address, &next);
            page = self.asks(Method::GET, &next, None).await;
        }
        panic!("it leads round and round: {page}")
    }

    /// One request and its answer. A redirect's text is where it leads.
    pub async fn asks(&self, method: Method, address: &str, body: Option<String>) -> Page {
        self.asks_saying(method, address, body, None).await
    }

    /// One request that carries one more header, and its answer.
    pub async fn asks_with(&self, method: Method, address: &str, says: (&str, &str)) -> Page {
        self.asks_saying(method, address, None, Some(says)).await
    }

    async fn asks_saying(
        &self,
        method: Method,
        address: &str,
        body: Option<String>,
        says: Option<(&str, &str)>,
    ) -> Page {
        let origin = self.house.config.origin();
        let request = Request::builder()
            .method(&method)
            .uri(address)
            .header(header::HOST, origin.trim_start_matches("http://"))
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, self.cookie_line())
            .header("sec-fetch-site", "same-origin");
        let request = match body {
            Some(_) => request
                .header(header::ORIGIN, &origin)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            None => request,
        };
        let request = match says {
            Some((name, value)) => request.header(name, value),
            None => request,
        };
        let request = request.body(body.map_or(Body::empty(), Body::from));
        let router = self.house.router.borrow().clone();
        let response = router.oneshot(request.expect("a request")).await;
        let (parts, body) = response.expect("infallible").into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("text"));
        }
        let is_stream = parts.headers.get(header::CONTENT_TYPE);
        let is_stream = is_stream.is_some_and(|kind| kind == "text/event-stream");
        // A stream has no end to wait for.
        let body = match is_stream {
            true => Bytes::new(),
            false => body.collect().await.expect("a body").to_bytes(),
        };
        let text = match parts.headers.get(header::LOCATION) {
            Some(location) => location.to_str().expect("text").to_owned(),
            None => String::from_utf8_lossy(&body).into_owned(),
        };
        Page {
            status: parts.status,
            address: address.to_owned(),
            html: parse(&text),
            text,
        }
    }

    pub(super) fn cookie_line(&self) -> String {
        let cookies = self.cookies.borrow();
        let pairs: Vec<String> = cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        pairs.join("; ")
    }

    fn keep(&self, line: &str) {
        let (pair, manners) = line.split_once(';').unwrap_or((line, ""));
        let (name, value) = pair.split_once('=').expect("a name and a value");
        match manners.contains("Max-Age=0") {
            true => drop(self.cookies.borrow_mut().remove(name)),
            false => self.carry(name, value),
        }
    }
}

impl Member {
    pub fn new(visitor: Visitor, id: MemberId, name: &str) -> Self {
        let name = name.to_owned();
        Self { visitor, id, name }
    }
}

impl Deref for Member {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

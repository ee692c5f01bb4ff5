//! What Chromium is asked for beside the commands that every driver has in the same way.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// What the browser's console holds.
#[derive(Debug)]
pub struct Log;

/// A command of Chromium's own protocol.
#[derive(Debug)]
pub struct Devtools(pub String, pub Value);

/// What assistive technology calls an element.
#[derive(Debug)]
pub struct ComputedLabel(pub String);

type Answered = (axum::http::Method, Option<String>);

fn endpoint(
    base: &url::Url,
    session: Option<&str>,
    rest: &str,
) -> Result<url::Url, url::ParseError> {
    base.join(&format!("session/{}/{rest}", session.unwrap_or_default()))
}

impl WebDriverCompatibleCommand for Log {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        endpoint(base, session, "se/log")
    }

    fn method_and_body(&self, _: &url::Url) -> Answered {
        (
            axum::http::Method::POST,
            Some(json!({ "type": "browser" }).to_string()),
        )
    }
}

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        endpoint(base, session, "goog/cdp/execute")
    }

    fn method_and_body(&self, _: &url::Url) -> Answered {
        let body = json!({ "cmd": self.0, "params": self.1 });
        (axum::http::Method::POST, Some(body.to_string()))
    }
}

impl WebDriverCompatibleCommand for ComputedLabel {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        endpoint(base, session, &format!("element/{}/computedlabel", self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> Answered {
        (axum::http::Method::GET, None)
    }
}

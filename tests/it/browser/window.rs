//! A browser's window, and a person who has only its keys.

use super::{
    Setup, Site,
    commands::{ComputedLabel, Devtools, Log},
    driver::Driver,
};
use crate::world::Member;
use fantoccini::{
    Client, ClientBuilder,
    actions::{InputSource, KeyAction, KeyActions},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const ENTER: char = '\u{e007}';
pub const TAB: char = '\u{e004}';
pub const DOWN: char = '\u{e015}';
const CONTROL: char = '\u{e009}';

/// How long a browser may take on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

pub const SPACE: char = ' ';

/// Dropped, it is closed with its driver.
pub struct Window<'a> {
    pub client: Client,
    pub site: &'a Site,
    _driver: Driver,
}

impl<'a> Window<'a> {
    pub async fn open(site: &'a Site, setup: Setup) -> Self {
        let driver = Driver::start().await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(setup.capabilities())
            .connect(&driver.address)
            .await;
        let client = client.unwrap_or_else(|error| {
            panic!(
                "Chromium could not be started ({error}): tests/run installs what the tests need"
            )
        });
        Self {
            client,
            site,
            _driver: driver,
        }
    }

    /// The browser has this member's session.
    pub async fn is_used_by(&self, member: &Member) {
        let cookie = json!({
            "url": self.site.origin, "name": "__Host-sid", "value": member.cookie("__Host-sid"),
            "path": "/", "secure": true, "httpOnly": true,
        });
        self.devtools("Network.setCookie", cookie).await;
    }

    /// Forgets every cookie, as when a session has ended.
    pub async fn loses_its_session(&self) {
        self.devtools("Network.clearBrowserCookies", json!({}))
            .await;
    }

    /// The colours that a reader's machine asks for: "light" or "dark". Nothing moves.
    pub async fn wears(&self, colours: &str) {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": colours },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// The window becomes a sheet of A4 within its margins, and a window again.
    pub async fn lies_on_paper(&self, is_paper: bool) {
        let media = json!({ "media": if is_paper { "print" } else { "" } });
        self.devtools("Emulation.setEmulatedMedia", media).await;
        let (change, metrics) = match is_paper {
            true => (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": 680, "height": 960, "deviceScaleFactor": 1, "mobile": false }),
            ),
            false => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        self.devtools(change, metrics).await;
    }

    /// The window becomes the screen of a phone, and a window again.
    pub async fn is_held_as_a_phone(&self, is_phone: bool) {
        let touch = json!({ "enabled": is_phone });
        self.devtools("Emulation.setTouchEmulationEnabled", touch)
            .await;
        let (change, metrics) = match is_phone {
            true => (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true }),
            ),
            false => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        self.devtools(change, metrics).await;
    }

    pub async fn goes_to(&self, path: &str) {
        self.client.goto(&self.site.at(path)).await.expect("a page");
        // The driver may answer while the rest of the page is still coming.
        self.comes_to("return document.readyState === 'complete'")
            .await;
    }

    /// What a script answers. A page that was just being left is asked again: it is the next one that is meant.
    pub async fn runs(&self, script: &str) -> Value {
        let began = Instant::now();
        loop {
            match self.client.execute(script, vec![]).await {
                Ok(answer) => return answer,
                Err(error) if is_being_left(&error) && began.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(30)).await;
                }
                Err(error) => panic!("{script}: {error}"),
            }
        }
    }

    /// Clicks what matches, if anything is named, and waits for the answer.
    pub async fn clicks(&self, selector: &str) {
        if selector.is_empty() {
            return;
        }
        let named = json!(selector);
        // The driver may answer while the rest of the page is still coming.
        self.comes_to(&format!(
            "return document.readyState === 'complete' && document.querySelector({named}) !== null"
        ))
        .await;
        self.runs(&format!("document.querySelector({named}).click()"))
            .await;
        let began = Instant::now();
        // The form answers in place, or another page comes.
        let waits = "const form = document.querySelector('form[aria-busy]'); return form === null && document.readyState === 'complete' \
            && document.querySelector('[aria-invalid=true], .error, .error-summary, [role=alert], .callout, #notice p') !== null";
        while self.runs(waits).await != Value::Bool(true) {
            assert!(
                began.elapsed() < PATIENCE,
                "{selector} brings nothing: {}",
                self.words().await
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// What stands on the page now.
    pub async fn words(&self) -> String {
        let source = self.client.source().await.expect("a page");
        let html = crate::world::parse(&source);
        crate::world::words(html.root_element())
    }

    /// Waits until the page says it.
    pub async fn says(&self, sentence: &str) {
        self.waits(PATIENCE, sentence, |words| words.contains(sentence))
            .await;
    }

    /// Waits until the page does not say it any more.
    pub async fn no_longer_says(&self, sentence: &str) {
        self.waits(PATIENCE, sentence, |words| !words.contains(sentence))
            .await;
    }

    async fn waits(&self, patience: Duration, what: &str, is_so: impl Fn(&str) -> bool) {
        let began = Instant::now();
        loop {
            let words = self.words().await;
            if is_so(&words) {
                return;
            }
            let waits = began.elapsed() < patience;
            assert!(waits, "“{what}”: waited in vain, the page says: {words}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until a script says yes.
    pub async fn comes_to(&self, script: &str) {
        let began = Instant::now();
        while self.runs(script).await != Value::Bool(true) {
            let waits = began.elapsed() < PATIENCE;
            assert!(
                waits,
                "never: {script}; the page says: {}",
                self.words().await
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    pub async fn presses(&self, key: char) {
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.expect("a key");
    }

    pub async fn types(&self, text: &str) {
        for letter in text.chars() {
            self.presses(letter).await;
        }
    }

    /// Pastes into what has the focus.
    pub async fn pastes(&self, text: &str) {
        let allowed = json!({
            "origin": self.site.origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        });
        self.devtools("Browser.grantPermissions", allowed).await;
        let copy = "const [text, done] = arguments; navigator.clipboard.writeText(text).then(() => done(true), (e) => done(String(e)))";
        let copied = self.client.execute_async(copy, vec![json!(text)]).await;
        assert_eq!(copied.expect("a clipboard"), Value::Bool(true));
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: CONTROL })
            .then(KeyAction::Down { value: 'v' })
            .then(KeyAction::Up { value: 'v' })
            .then(KeyAction::Up { value: CONTROL });
        self.client.perform_actions(keys).await.expect("keys");
    }

    /// Presses the tabulator until what has the focus is called so, as a screen reader would say it.
    pub async fn tabs_to(&self, label: &str) {
        let required = format!("{label} required");
        self.tabs_until(label, |name| name == label || name == required)
            .await;
    }

    /// … or is called something that begins so.
    pub async fn tabs_to_beginning(&self, label: &str) {
        self.tabs_until(label, |name| name.starts_with(label)).await;
    }

    async fn tabs_until(&self, label: &str, is_there: impl Fn(&str) -> bool) {
        let mut heard = vec![];
        for _ in 0..200 {
            self.presses(TAB).await;
            let name = self.focused().await;
            if is_there(&name) {
                return;
            }
            heard.push(name);
        }
        panic!("the tabulator never comes to “{label}”, only to {heard:?}");
    }

    /// Goes to something by the tabulator and presses Enter on it.
    pub async fn enters(&self, label: &str) {
        self.tabs_to(label).await;
        self.presses(ENTER).await;
    }

    /// Goes to a field by the tabulator and types.
    pub async fn fills(&self, label: &str, text: &str) {
        self.tabs_to(label).await;
        self.types(text).await;
    }

    /// What a screen reader calls what has the focus.
    pub async fn focused(&self) -> String {
        let Ok(element) = self.client.active_element().await else {
            return String::new();
        };
        let label = ComputedLabel(element.element_id().to_string());
        let label = self.client.issue_cmd(label).await;
        let label = label
            .ok()
            .and_then(|label| label.as_str().map(str::to_owned));
        // What is only for the ear stands apart.
        label.unwrap_or_default().replace(" :", ":")
    }

    /// … but those of a line that was cut.
    pub async fn complaints_but_of_the_line(&self) -> Vec<String> {
        let all = self.complaints().await;
        all.into_iter()
            .filter(|c| !c.contains("net::ERR_"))
            .collect()
    }

    /// What the browser complained about since it was last asked. A page that says no is no complaint, nor is a focus that
    /// stays where the reader has it, nor a day that cannot be read: it is kept for browsers that have no calendar.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Log).await.expect("a log");
        let lines = log.as_array().cloned().unwrap_or_default();
        let text = |line: &Value| line["message"].as_str().unwrap_or_default().to_owned();
        let is_no = |line: &Value| {
            let no = [
                "status of 401",
                "status of 404",
                "status of 410",
                "status of 409",
                "status of 422",
            ];
            line["source"] == "network" && no.iter().any(|no| text(line).contains(no))
                || text(line).contains("Autofocus processing was blocked")
                || text(line).contains("does not conform to the required format, \"yyyy-MM-dd\"")
        };
        lines.iter().filter(|line| !is_no(line)).map(text).collect()
    }

    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let command = Devtools(method.to_owned(), parameters);
        self.client
            .issue_cmd(command)
            .await
            .expect("the browser obeys")
    }
}

/// Whether a script failed only because its page went away under it.
fn is_being_left(error: &fantoccini::error::CmdError) -> bool {
    let said = error.to_string();
    [
        "unloaded",
        "no such execution context",
        "navigat",
        "detached",
    ]
    .iter()
    .any(|sign| said.contains(sign))
}

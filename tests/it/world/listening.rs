//! Somebody who holds a stream open and hears what changes.

use super::Visitor;
use axum::{
    Router,
    body::BodyDataStream,
    http::{Request, StatusCode, header},
};
use futures_util::StreamExt;
use std::{collections::VecDeque, time::Duration};
use tokio::time::timeout;
use tower::ServiceExt;

/// An open stream.
pub struct Listening {
    body: BodyDataStream,
    heard: VecDeque<(String, String)>,
    half: String,
}

/// What is promised within a second comes within this also where a machine is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(4);

impl Visitor {
    /// Opens a stream at one of the processes that serve.
    pub async fn listens(&self, router: &Router, address: &str) -> Result<Listening, StatusCode> {
        let request = Request::builder()
            .uri(address)
            .header(header::COOKIE, self.cookie_line())
            .body(axum::body::Body::empty())
            .expect("a request");
        let answer = router.clone().oneshot(request).await.expect("infallible");
        match answer.status() {
            StatusCode::OK => Ok(Listening {
                body: answer.into_body().into_data_stream(),
                heard: VecDeque::new(),
                half: String::new(),
            }),
            refused => Err(refused),
        }
    }
}

impl Listening {
    /// The next event: its name and its words; nothing when none comes in time, or the stream has ended.
    pub async fn next(&mut self) -> Option<(String, String)> {
        loop {
            if let Some(event) = self.heard.pop_front() {
                return Some(event);
            }
            let part = timeout(PATIENCE, self.body.next()).await.ok()??.ok()?;
            self.half.push_str(&String::from_utf8_lossy(&part));
            while let Some((whole, rest)) = self.half.split_once("\n\n") {
                let field = |name: &str| {
                    let line = whole.lines().find_map(|line| line.strip_prefix(name));
                    line.unwrap_or_default().trim().to_owned()
                };
                let (event, data) = (field("event:"), field("data:"));
                self.half = rest.to_owned();
                if !event.is_empty() {
                    self.heard.push_back((event, data));
                }
            }
        }
    }

    /// Hears that this changed, perhaps after other things.
    pub async fn hears_of(&mut self, topic: &str) {
        let mut heard = vec![];
        while let Some((event, data)) = self.next().await {
            if event == "change" && data.split(' ').any(|changed| changed == topic) {
                return;
            }
            heard.push((event, data));
        }
        panic!("nothing of {topic}, only {heard:?}");
    }

    /// Hears nothing more than what it has heard, for as long as a promise may take.
    pub async fn hears_nothing_of(&mut self, topic: &str) {
        while let Some((_, data)) = self.next().await {
            assert!(
                !data.split(' ').any(|changed| changed == topic),
                "heard of {topic}: {data}"
            );
        }
    }

    /// The stream ends, and says that it is over for good.
    pub async fn is_over(&mut self) {
        let mut heard = vec![];
        while let Some((event, data)) = self.next().await {
            if event == "over" {
                return;
            }
            heard.push((event, data));
        }
        panic!("not over, only {heard:?}");
    }
}

//! What the demo's pages of focus, the forecast and what closed deals tell say: a story in the company's workspace, and in
//! the one that has just begun that there is too little to say.

use super::*;
use crate::world::{parse, settings, words};
use axum::http::header;
use http_body_util::BodyExt;
use scraper::Selector;

/// Somebody who was let into one workspace of the demo, on its Monday.
struct Guest {
    router: axum::Router,
    cookie: String,
}

impl Guest {
    async fn of(stage: &Stage, workspace: &str) -> Self {
        let id: uuid::Uuid = sqlx::query_scalar("select id from workspace where name = $1")
            .bind(workspace)
            .fetch_one(&stage.behind)
            .await
            .expect("it is there");
        let links = demo::links::make(&stage.db, WorkspaceId(id)).await;
        let link = links.expect("made").remove(0).path;
        let app = App::new(stage.db.clone(), Clock::Fixed(monday()), settings(&[]));
        let mut guest = Self {
            router: app.router(),
            cookie: String::new(),
        };
        let answer = guest.asks(Method::POST, &link).await;
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text");
        cookie
            .split(';')
            .next()
            .unwrap_or_default()
            .clone_into(&mut guest.cookie);
        guest
    }

    async fn asks(&self, method: Method, path: &str) -> axum::response::Response {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header(header::COOKIE, &self.cookie)
            .body(Body::empty());
        let Ok(answer) = self
            .router
            .clone()
            .oneshot(request.expect("a request"))
            .await;
        answer
    }

    /// The words of a page's main part.
    async fn reads(&self, path: &str) -> String {
        let answer = self.asks(Method::GET, path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let body = answer
            .into_body()
            .collect()
            .await
            .expect("a page")
            .to_bytes();
        let page = parse(std::str::from_utf8(&body).expect("text"));
        let main = Selector::parse("main").expect("a selector");
        let main = page.select(&main).next().expect("a page");
        words(main).replace('\u{a0}', " ")
    }
}

/// What a page says, and what it does not.
const STORY: &[(&str, &[&str], &[&str])] = &[
    ("/focus", &["away from", "are won"], &[]),
    ("/forecast", &["Likely between"], &["Too few to say"]),
    (
        "/forecast/calibration",
        &[
            "statements about",
            "the true share is likely",
            "The owners’ calls: by what was said, how much came",
            "The calls and the forecast, about the same deals",
            "better by",
        ],
        &[
            "Nothing has been said yet",
            "No deal of that time had a call",
        ],
    ),
    (
        "/forecast/calibration/deals?by=calls",
        &[
            "Called to be won",
            "won within 90 days",
            "not within 90 days",
        ],
        &[],
    ),
    (
        "/learn",
        &[
            "Could not decide",
            "They put the topic before someone with authority over money Where it stood, more deals were won.",
            "They compare staying with changing, and keep the result Where it stood, more deals were won.",
            "pairs of shares were looked at",
        ],
        &["Nothing has closed yet", "No verifier stands out"],
    ),
    (
        "/learn/verifiers",
        &["Propose a change", "still open", "apart"],
        &["No closed deal yet"],
    ),
    (
        "/learn/obstacles",
        &["What got past it", "Tried:", "What they said then", "apart"],
        &[],
    ),
    (
        "/learn/qualified-out",
        &[
            "that can be compared",
            "between",
            "A phone call in January would have been enough",
        ],
        &[],
    ),
    (
        "/learn/over-time",
        &["goes on", "What we said, and what came"],
        &["No quarter to compare"],
    ),
    (
        "/learn/revised",
        &["4 verifiers", "Edition 2", "Edition 3", "new", "optional"],
        &[],
    ),
    (
        "/debriefs",
        &[
            "conversations the customer gave another reason than we did",
            "We said",
        ],
        &["too few to say how often", "Nothing here yet"],
    ),
];

const BEGINNING: &[(&str, &[&str], &[&str])] = &[
    ("/focus", &["Arenal Museums"], &["are won in"]),
    (
        "/forecast",
        &["Too few to say", "It takes 20"],
        &["Likely between"],
    ),
    (
        "/forecast/calibration",
        &["Too few to say", "Nothing has been said yet"],
        &["the true share is likely"],
    ),
    (
        "/learn",
        &["Nothing has closed yet"],
        &["pairs of shares", "%"],
    ),
    ("/learn/verifiers", &["No closed deal yet"], &["%"]),
    (
        "/learn/obstacles",
        &["Nothing was in the way of a closed deal yet"],
        &["%"],
    ),
    (
        "/learn/qualified-out",
        &["No deal was qualified out yet"],
        &["about 0"],
    ),
    ("/learn/over-time", &["No quarter to compare yet"], &["%"]),
    (
        "/debriefs",
        &["Nobody has asked a customer yet", "Nothing here yet"],
        &["%"],
    ),
];

async fn hold(workspace: &str, told: &[(&str, &[&str], &[&str])]) {
    let stage = Stage::played().await;
    let guest = Guest::of(&stage, workspace).await;
    for (path, says, does_not_say) in told {
        let main = guest.reads(path).await;
        for part in *says {
            assert!(main.contains(part), "{path}: no “{part}” in {main}");
        }
        for part in *does_not_say {
            assert!(!main.contains(part), "{path}: “{part}” in {main}");
        }
    }
}

#[tokio::test]
async fn where_a_year_of_deals_has_ended_the_pages_tell_a_story() {
    hold("Lumen Software", STORY).await;
}

#[tokio::test]
async fn where_hardly_anything_has_happened_they_say_that_it_is_too_little() {
    hold("Lumen Culture", BEGINNING).await;
}

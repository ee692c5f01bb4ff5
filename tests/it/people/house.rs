//! A running Saidso without a network, and the browsers that come to it.

use crate::world::TestDb;
use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, StatusCode, header},
};
use clap::Parser;
use http_body_util::BodyExt;
use saidso::{
    app::App,
    clock::Clock,
    config::{Args, Config},
    database::{Database, Scope},
    ids::{MemberId, WorkspaceId},
    people::{
        Role,
        password::Password,
        setup::{NewPerson, NewWorkspace, add_member, found_workspace},
    },
    web::client_address::Peer,
};
use scraper::{Html, Selector};
use std::{collections::BTreeMap, net::SocketAddr};
use tower::ServiceExt;

/// Good enough for everybody in these stories.
pub const PASSWORD: &str = "velvet otter under glass";

pub struct House {
    pub db: TestDb,
    pub workspace: WorkspaceId,
    pub admin: MemberId,
}

pub fn config() -> Config {
    let args = Args::try_parse_from(["saidso", "serve"]).unwrap();
    args.settle().unwrap().1
}

pub fn database(db: &TestDb) -> Database {
    Database::lazy((*db.app.connect_options()).clone(), 8)
}

/// An app of its own, as another process would be: it shares nothing but the database.
pub fn app(db: &TestDb, config: Config) -> Router {
    App::new(database(db), Clock::System, config).router()
}

pub async fn person(email: &str, name: &str) -> NewPerson {
    let Ok(password) = Password::choose(PASSWORD, &[]) else {
        panic!("a good password was refused")
    };
    NewPerson {
        name: name.parse().unwrap(),
        email: email.parse().unwrap(),
        password: Some(password.hash().await.unwrap()),
        zone: chrono_tz::Tz::UTC,
    }
}

impl House {
    /// A workspace whose admin is ana@lumen.example.
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        let (workspace, admin) = Self::found(&db, "Lumen", "ana@lumen.example").await;
        Self {
            db,
            workspace,
            admin,
        }
    }

    pub async fn found(db: &TestDb, name: &str, email: &str) -> (WorkspaceId, MemberId) {
        let new = NewWorkspace {
            name: name.parse().unwrap(),
            currency: "EUR".parse().unwrap(),
            founder: person(email, "Ana Admin").await,
        };
        found_workspace(&database(db), &new).await.unwrap()
    }

    pub async fn member(&self, email: &str, role: Role) -> MemberId {
        let scope = Scope {
            workspace: self.workspace,
            member: Some(self.admin),
        };
        let new = person(email, "Somebody Else").await;
        let mut tx = database(&self.db).begin(scope).await.unwrap();
        let member = add_member(&mut tx, &new, role).await.unwrap();
        tx.commit().await.unwrap();
        member
    }

    pub fn browser(&self) -> Browser {
        Browser::of(app(&self.db, config()))
    }

    pub async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        browser.signs_in(email, PASSWORD).await.goes_to("/");
        browser
    }

    /// Acts behind the scenes, in this workspace.
    pub async fn behind_the_scenes(&self, sql: &'static str) {
        let mut tx = self.db.superuser.begin().await.unwrap();
        sqlx::query("select set_config('app.workspace_id', $1, true)")
            .bind(self.workspace.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub address: SocketAddr,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookies: Vec<String>,
    pub text: String,
    pub headers: axum::http::HeaderMap,
}

impl Browser {
    pub fn of(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            address: ([192, 0, 2, 7], 40_000).into(),
        }
    }

    pub async fn opens(&mut self, path: &str) -> Answer {
        self.sends(Method::GET, path, String::new()).await
    }

    pub async fn posts(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        self.sends(Method::POST, path, body).await
    }

    pub async fn signs_in(&mut self, email: &str, password: &str) -> Answer {
        self.posts("/sign-in", &[("email", email), ("password", password)])
            .await
    }

    async fn sends(&mut self, method: Method, path: &str, body: String) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8080")
            .header("sec-fetch-site", "same-origin")
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            )
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::CONTENT_LENGTH, body.len())
            .extension(Peer(self.address))
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let answer = Answer::read(response).await;
        for cookie in &answer.cookies {
            let pair = cookie.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                _ => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// The session's secret.
    pub fn secret(&self) -> Option<String> {
        self.cookies.get("__Host-sid").cloned()
    }

    pub async fn is_signed_in(&mut self) -> bool {
        self.opens("/settings/me").await.status == StatusCode::OK
    }
}

impl Answer {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
        let cookies = parts.headers.get_all(header::SET_COOKIE);
        Self {
            status: parts.status,
            location: parts
                .headers
                .get(header::LOCATION)
                .map(text)
                .unwrap_or_default(),
            cookies: cookies.iter().map(text).collect(),
            text: String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap(),
            headers: parts.headers,
        }
    }

    #[track_caller]
    pub fn goes_to(&self, path: &str) -> &Self {
        assert_eq!(
            (self.status, self.location.as_str()),
            (StatusCode::SEE_OTHER, path),
            "{}",
            self.words()
        );
        self
    }

    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.words());
        self
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        let all = self.words();
        assert!(all.contains(words), "{words:?} is not in {all:?}");
        self
    }

    /// What a reader reads.
    pub fn words(&self) -> String {
        let page = Html::parse_document(&self.text);
        let main = Selector::parse("main, #notice").unwrap();
        let words: Vec<_> = page.select(&main).flat_map(|main| main.text()).collect();
        words
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).next()?;
        found.attr(name).map(str::to_owned)
    }
}

//! The mail of the day, to a server that really speaks SMTP.

use super::{FILE, Team, team_in};
use crate::world::World;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use saidso::{app::App, clock::Clock, config::MailSettings, inbox::digest::send_due};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail server that keeps what it takes, and may say no.
#[derive(Clone)]
struct Post {
    url: String,
    taken: Arc<Mutex<Vec<String>>>,
    says_no: Arc<Mutex<bool>>,
}

impl Post {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let post = Self {
            url: format!("smtp://{}", listener.local_addr().expect("an address")),
            taken: Arc::default(),
            says_no: Arc::default(),
        };
        let here = post.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(here.clone().serve(stream));
            }
        });
        post
    }

    async fn serve(self, stream: TcpStream) {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut letter: Option<Vec<String>> = None;
        let mut reply = "220 sink.example\r\n";
        loop {
            if writing.write_all(reply.as_bytes()).await.is_err() {
                return;
            }
            let Ok(Some(line)) = lines.next_line().await else {
                return;
            };
            reply = match (letter.as_mut(), line.split(' ').next().unwrap_or_default()) {
                (Some(lines), ".") => {
                    let whole = lines.join("\n").replace("=\n", "");
                    self.taken.lock().expect("the letters").push(whole);
                    letter = None;
                    "250 taken\r\n"
                }
                (Some(lines), _) => {
                    lines.push(line);
                    ""
                }
                (None, "EHLO") => "250-sink.example\r\n250 8BITMIME\r\n",
                (None, "RCPT") if *self.says_no.lock().expect("its mood") => "451 later\r\n",
                (None, "DATA") => {
                    letter = Some(vec![]);
                    "354 go on\r\n"
                }
                (None, "QUIT") => "221 bye\r\n",
                (None, _) => "250 fine\r\n",
            };
        }
    }

    fn letters(&self) -> Vec<String> {
        self.taken.lock().expect("the letters").clone()
    }

    fn says_no(&self, no: bool) {
        *self.says_no.lock().expect("its mood") = no;
    }
}

/// Noon of the tenth of March. Mara has chosen one o’clock, and knows what happened so far.
async fn start() -> (Team, Post) {
    let t = team_in(World::on("2025-03-10").await).await;
    let page = t.mara.opens_page("/settings/me").await;
    let form = page.form("#digest-form").choose("hour", "At 13:00");
    t.mara.sends(&form).await.is(StatusCode::OK);
    (t, Post::open().await)
}

/// A process of its own at this moment.
fn process(t: &Team, post: &Post, moment: &str) -> App {
    let moment: DateTime<Utc> = moment.parse().expect("a moment");
    let app = t.world.another_process();
    let mut config = (*app.config).clone();
    config.mail = Some(MailSettings {
        smtp_url: post.url.clone().into(),
        from: "Saidso <saidso@lumen.example>".parse().expect("an address"),
    });
    App::new(app.db.rehearsing(moment), Clock::Fixed(moment), config)
}

async fn sends(t: &Team, post: &Post, moment: &str) -> usize {
    let app = process(t, post, moment);
    send_due(&app).await.expect("gone round")
}

const DUE: &str = "2025-03-10T13:00:20Z";

#[tokio::test]
async fn it_tells_what_is_new_and_the_rest_of_the_day_nothing() {
    let (t, post) = start().await;
    t.world.sleeps_until("2025-03-10").await;
    t.jonas.proves_all(&t.deal, FILE).await;
    t.ana_withdraws().await;
    assert_eq!(sends(&t, &post, "2025-03-10T12:59:59Z").await, 0);
    // What happened at noon sharp, when it was switched on, was known.
    let behind = "update digest_watch set knows_until = knows_until - interval '1 minute'";
    sqlx::query(behind)
        .execute(&t.world.db().superuser)
        .await
        .expect("a minute earlier");
    assert_eq!(sends(&t, &post, DUE).await, 1);
    let letter = post.letters().remove(0);
    for part in [
        "From: Saidso <saidso@lumen.example>",
        "Subject: New for you in Northwind",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "Route planning fell back from Agreeing to change to Noticing: Ana Lindqvist withdrew",
        "Ines Baptista signed",
        FILE,
        "This mail comes at 13:00",
        "http://localhost:8080/settings/me",
        "http://localhost:8080/inbox/",
    ] {
        assert!(letter.contains(part), "{part:?} is not in\n{letter}");
    }
    assert_eq!(sends(&t, &post, "2025-03-10T13:01:20Z").await, 0);
    assert_eq!(
        sends(&t, &post, "2025-03-11T13:00:20Z").await,
        0,
        "nothing new"
    );
    assert_eq!(post.letters().len(), 1);
}

#[tokio::test]
async fn of_two_processes_one_sends() {
    let (t, post) = with_news().await;
    let (here, there) = (process(&t, &post, DUE), process(&t, &post, DUE));
    let (one, other) = tokio::join!(send_due(&here), send_due(&there));
    assert_eq!(one.expect("gone round") + other.expect("gone round"), 1);
    assert_eq!(post.letters().len(), 1);
}

/// Something happens after Mara has switched it on.
async fn with_news() -> (Team, Post) {
    let (t, post) = start().await;
    t.ana_withdraws().await;
    let later = "update inbox_item set at = at + interval '1 minute'";
    sqlx::query(later)
        .execute(&t.world.db().superuser)
        .await
        .expect("a minute later");
    (t, post)
}

#[tokio::test]
async fn a_server_that_says_no_is_asked_again_that_day_and_gets_it_once() {
    let (t, post) = with_news().await;
    post.says_no(true);
    assert_eq!(sends(&t, &post, DUE).await, 0);
    assert_eq!(sends(&t, &post, "2025-03-10T13:10:00Z").await, 0);
    post.says_no(false);
    assert_eq!(sends(&t, &post, "2025-03-10T13:14:00Z").await, 0, "not yet");
    assert_eq!(sends(&t, &post, "2025-03-10T13:15:30Z").await, 1);
    assert_eq!(sends(&t, &post, "2025-03-10T13:31:00Z").await, 0);
    assert_eq!(post.letters().len(), 1);
}

#[tokio::test]
async fn a_day_without_a_mail_server_is_told_on_the_next() {
    let (t, post) = with_news().await;
    post.says_no(true);
    assert_eq!(sends(&t, &post, DUE).await, 0);
    assert_eq!(sends(&t, &post, "2025-03-10T23:59:00Z").await, 0);
    post.says_no(false);
    assert_eq!(
        sends(&t, &post, "2025-03-11T00:15:00Z").await,
        0,
        "its day is over"
    );
    assert_eq!(sends(&t, &post, "2025-03-11T13:00:20Z").await, 1);
}

#[tokio::test]
async fn it_comes_at_the_hour_where_the_reader_is() {
    let (t, post) = with_news().await;
    let page = t.mara.opens_page("/settings/me").await;
    let form = page
        .form("form[action='/settings/me']")
        .choose("time_zone", "America/New_York");
    t.mara.sends(&form).await.tells("Saved");
    assert_eq!(sends(&t, &post, DUE).await, 0);
    assert_eq!(sends(&t, &post, "2025-03-10T16:59:00Z").await, 0);
    // New York has had summer time since the day before.
    assert_eq!(sends(&t, &post, "2025-03-10T17:00:20Z").await, 1);
}

#[tokio::test]
async fn nobody_gets_it_who_is_gone_or_does_not_want_it() {
    let (t, post) = with_news().await;
    let sofia = t.world.admin("Sofia Ruiz").await;
    let page = sofia.opens_page("/settings/members").await;
    let form = page.form(&format!("form[action$='{}/deactivation']", t.mara.id));
    sofia.sends(&form).await.is(StatusCode::OK);
    assert_eq!(sends(&t, &post, DUE).await, 0);

    let (t, post) = with_news().await;
    let page = t.mara.opens_page("/settings/me").await;
    let form = page.form("#digest-form").choose("hour", "Never");
    t.mara.sends(&form).await.is(StatusCode::OK);
    assert_eq!(sends(&t, &post, DUE).await, 0);
    assert_eq!(post.letters().len(), 0);
}

#[tokio::test]
async fn what_was_read_already_and_what_one_did_oneself_is_no_news() {
    let (t, post) = with_news().await;
    let newest = super::inbox(&t.mara).await.newest();
    t.mara.opens_page(&newest).await.is(StatusCode::OK);
    t.world.sleeps_until("2025-03-11").await;
    t.mara.proves_all(&t.deal, FILE).await;
    assert_eq!(sends(&t, &post, "2025-03-11T13:00:20Z").await, 0);
    assert_eq!(post.letters().len(), 0);
}

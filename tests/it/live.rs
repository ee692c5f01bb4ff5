//! Who has a page open hears what changed, and nothing else; and only as long as they may see it.

use crate::world::{Deal, Member, World};
use axum::{Router, http::StatusCode};
use saidso::{app::App, live};
use std::time::{Duration, Instant};
use tokio_util::sync::DropGuard;

const WORDS: &str = "Two drivers a week. Do not repeat that.";

/// A process that serves, until it is dropped.
struct Process {
    router: Router,
    _until_dropped: DropGuard,
}

fn going(app: App) -> Process {
    tokio::spawn(live::keep_going(app.clone()));
    Process {
        _until_dropped: app.stopping.clone().drop_guard(),
        router: app.router(),
    }
}

struct Office {
    world: World,
    here: Process,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

async fn office() -> Office {
    let world = World::new().await;
    let here = going(world.app());
    let mara = world.rep("Mara Kovač").await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    Office {
        world,
        here,
        mara,
        jonas,
        deal,
    }
}

impl Office {
    /// The stream that a page names, as it was drawn.
    async fn stream(&self, member: &Member, page: &str) -> String {
        let page = member.opens_page(page).await;
        let main = page.one("main[data-stream]");
        let part = |name| main.attr(name).unwrap_or_default();
        let (stream, since) = (part("data-stream"), part("data-since"));
        let and = if stream.contains('?') { '&' } else { '?' };
        format!("{stream}{and}since={since}")
    }
}

#[tokio::test]
async fn a_reader_hears_within_a_second_what_a_colleague_recorded_and_not_their_words() {
    let o = office().await;
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let mut jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    o.mara.proves_all(&o.deal, WORDS).await;
    let mut heard = vec![];
    while let Some((event, data)) = jonas.next().await {
        assert!(
            !data.contains("drivers"),
            "a stream carries no words: {data}"
        );
        heard.push(format!("{event} {data}"));
    }
    let heard = heard.join(" ");
    assert!(
        heard.contains("evidence") && heard.contains("bearing"),
        "{heard}"
    );
}

#[tokio::test]
async fn what_happened_before_the_stream_was_open_is_told_at_once() {
    let o = office().await;
    let deal = o.stream(&o.jonas, &o.deal.path).await;
    let board = o.stream(&o.jonas, "/pipeline").await;
    o.mara.proves_all(&o.deal, WORDS).await;
    for stream in [deal, board] {
        let mut jonas = o
            .jonas
            .listens(&o.here.router, &stream)
            .await
            .expect("open");
        let (event, data) = jonas.next().await.expect("told");
        let tells = |topic: &str| ["*", "evidence"].contains(&topic);
        assert!(
            event == "change" && data.split(' ').any(tells),
            "{stream}: {data}"
        );
    }
}

#[tokio::test]
async fn the_board_hears_of_every_deal_and_a_deal_of_itself_alone() {
    let o = office().await;
    let other = o.mara.opens("Cold chain").at("Tejut Dairy").await;
    let stream = o.stream(&o.jonas, "/pipeline").await;
    let mut board = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    let stream = o.stream(&o.jonas, &other.path).await;
    let mut page = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    o.mara.proves_all(&o.deal, WORDS).await;
    board.hears_of("evidence").await;
    page.hears_nothing_of("evidence").await;
}

#[tokio::test]
async fn two_processes_on_one_database_tell_each_other() {
    let o = office().await;
    let there = going(o.world.another_process());
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let mut jonas = o.jonas.listens(&there.router, &stream).await.expect("open");
    jonas.hears_of("presence").await; // his own arrival, by way of the database
    o.mara.proves_all(&o.deal, WORDS).await;
    jonas.hears_of("evidence").await;
    let page = o.mara.looks_at(&o.deal).await;
    assert_eq!(
        page.read("#here"),
        ["JWJonas Weber is here too"],
        "served by the other"
    );
}

#[tokio::test]
async fn who_leaves_is_gone_for_the_others() {
    let o = office().await;
    let stream = o.stream(&o.mara, &o.deal.path).await;
    let mut mara = o.mara.listens(&o.here.router, &stream).await.expect("open");
    let jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    mara.hears_of("presence").await;
    let here = format!("{}/here", o.deal.path);
    o.mara
        .opens_page(&here)
        .await
        .says("Jonas Weber is here too");
    drop(jonas);
    mara.hears_of("presence").await;
    o.mara.opens_page(&here).await.does_not_say("Jonas Weber");
}

#[tokio::test]
async fn a_process_that_died_shows_nobody_any_more() {
    let o = office().await;
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let _jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    let here = format!("{}/here", o.deal.path);
    o.mara
        .opens_page(&here)
        .await
        .says("Jonas Weber is here too");
    let silent = "update live_process set seen_at = seen_at - interval '31 seconds'";
    sqlx::query(silent)
        .execute(&o.world.db().superuser)
        .await
        .expect("silent");
    o.mara.opens_page(&here).await.does_not_say("Jonas Weber");
}

#[tokio::test]
async fn a_stream_ends_with_its_session_within_a_second() {
    let o = office().await;
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let mut jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    let mut mara = o.mara.listens(&o.here.router, &stream).await.expect("open");
    o.jonas
        .asks(axum::http::Method::POST, "/sign-out", Some(String::new()))
        .await;
    jonas.is_over().await;
    o.mara.proves_all(&o.deal, WORDS).await;
    mara.hears_of("evidence").await;
}

#[tokio::test]
async fn whoever_comes_while_sessions_are_looked_up_is_not_taken_for_signed_out() {
    let o = office().await;
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let mut mara = o.mara.listens(&o.here.router, &stream).await.expect("open");
    let until = Instant::now() + Duration::from_secs(3);
    while Instant::now() < until {
        let mut jonas = o
            .jonas
            .listens(&o.here.router, &stream)
            .await
            .expect("open");
        let (event, _) = jonas.next().await.expect("told of their own arrival");
        assert_eq!(event, "change");
    }
    mara.hears_of("presence").await;
}

#[tokio::test]
async fn a_stream_ends_when_its_member_is_deactivated() {
    let o = office().await;
    let sofia = o.world.admin("Sofia Ruiz").await;
    let stream = o.stream(&o.jonas, "/pipeline").await;
    let mut jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    let page = sofia.opens_page("/settings/members").await;
    let form = page.form(&format!("form[action$='{}/deactivation']", o.jonas.id));
    sofia.sends(&form).await.is(StatusCode::OK);
    jonas.is_over().await;
}

#[tokio::test]
async fn a_stream_ends_when_the_session_goes_to_another_workspace() {
    let o = office().await;
    let stream = o.stream(&o.jonas, &o.deal.path).await;
    let mut jonas = o
        .jonas
        .listens(&o.here.router, &stream)
        .await
        .expect("open");
    let gone = "update session set workspace_id = null where person_id = (select person_id from member where id = $1)";
    let gone = sqlx::query(gone).bind(o.jonas.id.0);
    gone.execute(&o.world.db().superuser).await.expect("gone");
    jonas.is_over().await;
}

#[tokio::test]
async fn nobody_listens_to_what_is_not_theirs() {
    let o = office().await;
    let outsider = o.world.elsewhere().await.admin("Olga Outsider").await;
    let stream = o.stream(&o.mara, &o.deal.path).await;
    let refused = outsider.listens(&o.here.router, &stream).await;
    assert_eq!(refused.err(), Some(StatusCode::NOT_FOUND));
    let stranger = o.world.stranger().listens(&o.here.router, &stream).await;
    assert_ne!(stranger.err(), None);
    let mut board = outsider
        .listens(&o.here.router, "/live")
        .await
        .expect("their own");
    board.hears_of("*").await;
    o.mara.proves_all(&o.deal, WORDS).await;
    board.hears_nothing_of("evidence").await;
}

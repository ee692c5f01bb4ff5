//! A whole strategy session by three people, each with a window of their own.

use super::{Setup, Site, window::Window};
use crate::world::Member;
use saidso::live;
use serde_json::Value;
use std::time::{Duration, Instant};

const SECRET: &str = "The works council can delay it past peak season.";

async fn window<'a>(site: &'a Site, member: &Member, path: &str) -> Window<'a> {
    window_at(site, member, &site.at(path)).await
}

async fn window_at<'a>(site: &'a Site, member: &Member, address: &str) -> Window<'a> {
    let window = Window::open(site, Setup::default()).await;
    window.is_used_by(member).await;
    window.client.goto(address).await.expect("a page");
    window
}

/// Presses the button with these words.
async fn presses(window: &Window<'_>, button: &str) {
    window.says(button).await;
    let script = format!(
        "[...document.querySelectorAll('main button')].find((b) => b.textContent.trim().startsWith({button:?})).click()"
    );
    window.runs(&script).await;
}

/// Waits until a field is there to be typed into.
async fn finds(window: &Window<'_>, field: &str) {
    let began = Instant::now();
    let is_there = format!("return document.getElementById({field:?}) !== null");
    while window.runs(&is_there).await != Value::Bool(true) {
        let waits = began.elapsed() < Duration::from_secs(10);
        assert!(waits, "no {field} on: {}", window.words().await);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// Types into a field and presses the button of its form.
async fn writes(window: &Window<'_>, field: &str, text: &str) {
    finds(window, field).await;
    let script = format!(
        "const field = document.getElementById({field:?}); field.value = {text:?};
         field.dispatchEvent(new Event('input', {{ bubbles: true }})); field.form.requestSubmit()"
    );
    window.runs(&script).await;
}

async fn half_types(window: &Window<'_>, field: &str, text: &str) {
    finds(window, field).await;
    let script = format!(
        "const field = document.getElementById({field:?}); field.focus(); field.value = {text:?};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    window.runs(&script).await;
}

/// The page as the server sends it to this window now, and as it stands there.
async fn source(window: &Window<'_>) -> String {
    window.client.source().await.expect("a page")
}

#[tokio::test]
async fn three_people_go_through_a_session_and_nobody_reads_early() {
    let site = Site::open().await;
    tokio::spawn(live::keep_going(site.world.app()));
    let mara = site.world.rep("Mara Kovač").await;
    let jonas = site.world.rep("Jonas Weber").await;
    let ana = site.world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;

    let m = window(&site, &mara, &format!("{}/sessions/new", deal.path)).await;
    m.enters("Start the session").await;
    m.says("Before we talk").await;
    let path = m.client.current_url().await.expect("an address");
    let path = path.path().to_owned();
    // Jonas is served by another process.
    let (_there, origin) = site.another_process().await;
    let j = window_at(&site, &jonas, &format!("{origin}{path}")).await;
    let a = window(&site, &ana, &path).await;
    presses(&j, "Take part").await;
    presses(&a, "Take part").await;
    m.says("0 of 3 are in").await;

    writes(&m, "odds", "22").await;
    writes(&j, "odds", "78").await;
    a.says("2 of 3 are in").await;
    let html = source(&a).await;
    assert!(
        ![">78", "\"78", " 78"]
            .iter()
            .any(|odds| html.contains(odds)),
        "odds are read early"
    );
    writes(&a, "odds", "30").await;
    m.says("22 to 78: we do not see the same deal").await;

    presses(&m, "Begin: what they did").await;
    j.says("What has Acme Freight actually done?").await;
    presses(&m, "Next: what they decide").await;
    j.says("short notes, seen by all").await;
    half_types(&a, "note-3-text", "Half a thought").await;
    writes(&j, "note-1-text", "Whether to wait for the plant.").await;
    a.says("Whether to wait for the plant.").await;
    let kept = a
        .runs("return document.getElementById('note-3-text').value")
        .await;
    assert_eq!(kept, "Half a thought", "what is half typed stays");

    presses(&m, "Next: in silence").await;
    j.says("hidden until shown together").await;
    writes(&j, "idea-1-text", SECRET).await;
    j.says(SECRET).await;
    presses(&j, "I am ready").await;
    for other in [&m, &a] {
        other.says("1 of 3 has said they are ready.").await;
        assert!(
            !source(other).await.contains("past peak season"),
            "read early"
        );
    }
    presses(&m, "Show it all, and gather").await;
    a.says(SECRET).await;

    presses(&j, "Give a dot").await;
    j.says("one of your three dots").await;
    presses(&j, "I have voted").await;
    m.says("Ana Lindqvist is still voting").await;
    let dots = "return document.querySelectorAll('#board .dots i:not(.free)').length";
    assert_eq!(m.runs(dots).await, 0, "votes are read early");
    presses(&m, "Show the votes, and decide").await;
    a.says("What do we decide?").await;

    a.runs("document.querySelector('[name=kind][value=pursue]').click()")
        .await;
    writes(&a, "why", "They have moved by themselves.").await;
    j.says("They have moved by themselves.").await;
    j.runs("document.getElementById('dissent-fold').open = true")
        .await;
    writes(&j, "words", "We should wait.").await;
    m.says("We should wait.").await;
    for (window, odds) in [(&m, "40"), (&j, "45"), (&a, "50")] {
        writes(window, "after-odds", odds).await;
        window.says("Odds after we decided").await;
    }
    m.says("40 to 50: we see the same deal").await;
    presses(&m, "Next: try").await;
    presses(&m, "Close the session").await;
    m.says("Decided together").await;
    j.says("This session is over").await;
    for window in [&m, &j, &a] {
        assert_eq!(window.complaints().await, Vec::<String>::new());
    }
}

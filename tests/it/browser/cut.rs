//! The line is cut, the server is started again, a session ends: the page says so, keeps what was typed and goes on.

use super::{Setup, Site, window::Window};
use crate::world::{Deal, Member};
use axum::http::Method;
use serde_json::json;

const WORDS: &str = "Two drivers a week, and by June we stop.";
const CUT: &str = "Cut off from the server.";
const OVER: &str = "You are signed out here.";
const TYPED: &str = "return document.querySelector('#record [name=words]').value";

struct Desk {
    site: Site,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::open().await;
        let mara = site.world.rep("Mara Kovač").await;
        let jonas = site.world.rep("Jonas Weber").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        Self {
            site,
            mara,
            jonas,
            deal,
        }
    }

    /// Mara, who has begun to type.
    async fn window(&self) -> Window<'_> {
        let window = Window::open(&self.site, Setup::default()).await;
        window.is_used_by(&self.mara).await;
        window
            .goes_to(&format!("{}?record=any", self.deal.path))
            .await;
        window.fills("Their words", WORDS).await;
        window
    }
}

#[tokio::test]
async fn a_page_says_that_it_is_cut_off_and_catches_up_by_itself() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    desk.site.stops().await;
    mara.says(CUT).await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
    // The other process goes on.
    desk.jonas.proves_all(&desk.deal, "It is all so.").await;

    desk.site.serves_again().await;
    mara.no_longer_says(CUT).await;
    mara.says("It is all so.").await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
    assert_eq!(mara.focused().await, "Their words required");

    // And it is as live as it was.
    let page = desk.jonas.looks_at(&desk.deal).await;
    desk.jonas.sends(&page.form("#gate")).await;
    mara.says("Agreeing to change: what the customer has shown us")
        .await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
    assert_eq!(
        mara.complaints_but_of_the_line().await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_line_that_falls_silent_is_known_to_be_cut() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    let offline =
        json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    mara.devtools("Network.enable", json!({})).await;
    mara.devtools("Network.emulateNetworkConditions", offline)
        .await;
    mara.says(CUT).await;
    desk.jonas.proves_all(&desk.deal, "It is all so.").await;
    let online =
        json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    mara.devtools("Network.emulateNetworkConditions", online)
        .await;
    mara.says("It is all so.").await;
    mara.no_longer_says(CUT).await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
}

#[tokio::test]
async fn a_page_whose_session_ended_elsewhere_says_so_and_goes_on_after_signing_in() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    desk.mara
        .asks(Method::POST, "/sign-out", Some(String::new()))
        .await;
    mara.says(OVER).await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
    desk.jonas.proves_all(&desk.deal, "It is all so.").await;

    // Signed in again, in another tab of the same browser.
    let again = desk.site.world.another_browser_of(&desk.mara).await;
    mara.is_used_by(&again).await;
    mara.runs("dispatchEvent(new Event('focus'))").await;
    mara.says("It is all so.").await;
    mara.no_longer_says(OVER).await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_session_that_ended_while_the_line_was_cut_is_not_taken_for_a_cut_line() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    desk.site.stops().await;
    mara.says(CUT).await;
    desk.mara
        .asks(Method::POST, "/sign-out", Some(String::new()))
        .await;
    desk.site.serves_again().await;
    mara.says(OVER).await;
    mara.no_longer_says(CUT).await;
    assert_eq!(mara.runs(TYPED).await, json!(WORDS));
}

/// Longer than a statement waits for a lock.
const A_WHILE: std::time::Duration = std::time::Duration::from_millis(4_600);

#[tokio::test]
async fn what_a_busy_server_refused_is_sent_again_by_the_page() {
    let desk = Desk::new().await;
    let mara = Window::open(&desk.site, Setup::default()).await;
    mara.is_used_by(&desk.mara).await;
    mara.goes_to(&desk.deal.path).await;
    let superuser = &desk.site.world.db().superuser;
    let mut holding = superuser.begin().await.expect("a transaction");
    sqlx::query("select from ledger_head for update")
        .execute(&mut *holding)
        .await
        .expect("the ledger is held");
    mara.runs("document.querySelector('#say-deal-body').value = 'Once is enough.'; document.querySelector('#say-deal').requestSubmit()")
        .await;
    tokio::time::sleep(A_WHILE).await;
    holding.rollback().await.expect("let go");
    mara.says("Once is enough.").await;
    mara.goes_to(&desk.deal.path).await;
    let said = "return [...document.querySelectorAll('#conversation .words')].filter((e) => e.textContent.includes('Once is enough.')).length";
    assert_eq!(mara.runs(said).await, json!(1));
}

//! Finding by the keyboard alone: `/`, type, arrow, Enter; and without script.

use super::{
    Setup, Site,
    window::{ENTER, Window},
};
use crate::world::Deal;

const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';
const ESCAPE: char = '\u{e00c}';
const DRIVERS: &str = "Two drivers a week walk out.";
const COUNCIL: &str = "The council counts the drivers.";

/// Two quotes about drivers, on one deal.
async fn story(site: &Site) -> (crate::world::Member, Deal) {
    let mara = site.world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    for (words, day) in [(DRIVERS, "2026-03-02"), (COUNCIL, "2026-03-01")] {
        let cost = "Someone affected says what the problem costs, in their own words";
        mara.records(&deal, words)
            .proving(cost)
            .on(day)
            .await
            .is_recorded();
    }
    (mara, deal)
}

/// The quote that has the focus; nothing where none has.
async fn on_quote(window: &Window<'_>) -> String {
    let read = "return document.activeElement.closest('.hit')?.querySelector('blockquote')?.textContent ?? ''";
    let text = window.runs(read).await;
    text.as_str().unwrap_or_default().to_owned()
}

async fn in_field(window: &Window<'_>) -> bool {
    let read = "return document.activeElement.matches('input[data-find]')";
    window.runs(read).await == true
}

#[tokio::test]
async fn a_quote_is_found_and_opened_by_keyboard_alone() {
    let site = Site::open().await;
    let (mara, deal) = story(&site).await;
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    window.goes_to("/pipeline").await;
    window.presses('/').await;
    assert!(in_field(&window).await);
    window.presses(ESCAPE).await;
    assert!(!in_field(&window).await, "Escape leaves it");
    window.presses('/').await;
    window.types("counc").await;
    window.presses(ENTER).await;
    window.says("Found 1 quote.").await;
    assert!(in_field(&window).await);
    for _ in 0..5 {
        window.presses('\u{e003}').await; // backspace
    }
    // Results follow without a key more.
    window.types("drvers").await;
    window.says("Found 2 quotes.").await;
    window
        .comes_to("return location.search === '?q=drvers'")
        .await;
    window.presses(DOWN).await;
    assert_eq!(on_quote(&window).await, DRIVERS);
    window.presses('j').await;
    assert_eq!(on_quote(&window).await, COUNCIL);
    window.presses(UP).await;
    window.presses('k').await;
    assert!(
        in_field(&window).await,
        "up from the first, back to the field"
    );
    window.presses(DOWN).await;
    window.presses(DOWN).await;
    window.presses(ENTER).await;
    window.says("what the customer has shown us").await;
    let there = format!(
        "return location.pathname === '{}' && document.querySelector(':target').textContent.includes('{COUNCIL}')",
        deal.path
    );
    window.comes_to(&there).await;
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_slash_in_a_text_is_a_slash() {
    let site = Site::open().await;
    let (mara, _) = story(&site).await;
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    window.goes_to("/opportunities/new").await;
    window.fills("What is it about?", "a/b").await;
    let typed = window.runs("return document.activeElement.value").await;
    assert_eq!(typed, "a/b");
}

#[tokio::test]
async fn finding_works_without_script() {
    let site = Site::open().await;
    let (mara, _) = story(&site).await;
    let setup = Setup::WITHOUT_SCRIPT;
    let window = Window::open(&site, setup).await;
    window.is_used_by(&mara).await;
    window.goes_to("/pipeline").await;
    window
        .fills("Find a deal, person or quote", "council")
        .await;
    window.presses(ENTER).await;
    window.says("Found 1 quote.").await;
    window.enters("Acme Freight, Route planning").await;
    window.says("what the customer has shown us").await;
}

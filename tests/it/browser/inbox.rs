//! The inbox by keyboard alone; the number in the top bar follows while a page is open.

use super::{
    Setup, Site,
    window::{ENTER, Window},
};
use saidso::live;
use std::time::Duration;

const FIRST: &str = "Yes, we do. (Noticing)";

/// What the top bar says once it says this.
async fn number_is(window: &Window<'_>, wanted: &str) {
    let read = "return document.getElementById('for-me').textContent";
    let mut said = String::new();
    for _ in 0..60 {
        said = window
            .runs(read)
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if said == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{said:?} instead of {wanted:?}");
}

#[tokio::test]
async fn who_has_a_page_open_sees_the_number_and_goes_to_the_very_place_by_keyboard() {
    let site = Site::open().await;
    let app = site.world.app();
    tokio::spawn(live::keep_going(app.clone()));
    let _until_dropped = app.stopping.clone().drop_guard();
    let mara = site.world.rep("Mara Kovač").await;
    let ana = site.world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.goes_through(&deal).await;
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    for page in [&*deal.path, "/pipeline"] {
        window.goes_to(page).await;
        number_is(&window, "For me").await;
        match page {
            "/pipeline" => ana.withdraws(&deal, 1, FIRST, "Another Ines").await,
            _ => ana.challenges(&deal, 1, FIRST, "Which Ines?").await,
        };
        number_is(&window, "For me 1 not read yet").await;
        window.tabs_to("For me 1 not read yet").await;
        window.presses(ENTER).await;
        window.says("What concerns you on a deal").await;
        let begins = match page {
            "/pipeline" => "Route planning fell back from Agreeing to change",
            _ => "Ana Lindqvist doubts what Ines Baptista said",
        };
        window.tabs_to_beginning(begins).await;
        window.presses(ENTER).await;
        window.says("what the customer has shown us").await;
        number_is(&window, "For me").await;
    }
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

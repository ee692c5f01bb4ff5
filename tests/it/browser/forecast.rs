//! The forecast by the keyboard alone: from a number to its deals, to a deal, and back to what was said and what came.

use super::{
    Setup, Site,
    window::{ENTER, Window},
};
use saidso::forecast::work_out;

#[tokio::test]
async fn from_a_number_to_its_deals_by_keyboard_alone() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    for name in ["Route planning", "Night shifts"] {
        mara.opens(name).await;
    }
    let app = site.world.app();
    let now = app.clock.now();
    let worked_out = work_out(&app.db, site.world.workspace(), now).await;
    assert!(worked_out.expect("worked out"));
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    window.goes_to("/forecast").await;
    window.says("Too few to say").await;
    window.enters("2 open").await;
    window.says("Open deals in the forecast").await;
    window.presses('j').await;
    window.presses(ENTER).await;
    window
        .comes_to("return location.pathname.startsWith('/opportunities/')")
        .await;
    window.goes_to("/forecast").await;
    window.enters("What was said, and what came").await;
    window.says("It begins once 20 deals have ended").await;
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

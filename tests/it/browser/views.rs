//! Saved views and changes of many deals by the keyboard alone.

use super::{
    Setup, Site,
    window::{DOWN, ENTER, SPACE, Window},
};

/// Saves the table of one's own deals for everybody, goes away, comes back by it, and removes it.
async fn keeps_a_view(rep: &Window<'_>) {
    rep.goes_to("/pipeline/table?owner=mine").await;
    rep.enters("Views").await;
    rep.enters("Save this view").await;
    rep.says("tomorrow it shows tomorrow’s").await;
    rep.fills("Name", "My deals").await;
    rep.tabs_to_beginning("For me").await;
    rep.presses(DOWN).await;
    rep.enters("Save the view").await;
    rep.says("It stands in everybody’s menu").await;
    rep.says("View: My deals").await;
    rep.goes_to("/pipeline").await;
    rep.enters("Views").await;
    rep.enters("My deals").await;
    rep.comes_to("return location.search === '?owner=mine'")
        .await;
    rep.enters("View: My deals").await;
    rep.enters("Change the view My deals").await;
    rep.enters("Remove this view").await;
    rep.says("The view is removed").await;
}

/// Hands all deals on the page over, and takes them back.
async fn hands_over(rep: &Window<'_>) {
    rep.goes_to("/pipeline/table").await;
    rep.enters("Change several deals").await;
    rep.tabs_to("Hand over to").await;
    rep.types("Jon").await;
    for name in ["Cold chain", "Night shifts"] {
        rep.tabs_to(&format!("Choose {name}, Acme Freight")).await;
        rep.presses(SPACE).await;
    }
    rep.enters("Look at it: hand over").await;
    rep.says("Nothing is done yet").await;
    rep.enters("Hand 2 deals over to Jon Okafor").await;
    rep.says("Done.").await;
    rep.enters("See what was just done, or undo it").await;
    rep.says("2 deals can be put back").await;
    rep.enters("Undo this change").await;
    rep.says("That change is undone").await;
}

async fn works(setup: Setup) -> Vec<String> {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    site.world.manager("Jon Okafor").await;
    for name in ["Cold chain", "Night shifts"] {
        mara.opens(name).at("Acme Freight").await;
    }
    let rep = Window::open(&site, setup).await;
    rep.is_used_by(&mara).await;
    keeps_a_view(&rep).await;
    hands_over(&rep).await;
    rep.complaints().await
}

#[tokio::test]
async fn views_and_many_deals_work_by_keyboard_alone() {
    assert_eq!(works(Setup::default()).await, Vec::<String>::new());
}

#[tokio::test]
async fn views_and_many_deals_work_without_script() {
    works(Setup::WITHOUT_SCRIPT).await;
}

#[tokio::test]
async fn one_box_ticks_all_on_the_page_and_shows_what_can_be_done() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    for name in ["Cold chain", "Night shifts"] {
        mara.opens(name).at("Acme Freight").await;
    }
    let rep = Window::open(&site, Setup::default()).await;
    rep.is_used_by(&mara).await;
    rep.goes_to("/pipeline/table").await;
    rep.tabs_to("All on this page").await;
    rep.presses(SPACE).await;
    rep.comes_to("return document.querySelectorAll('[name=deal]:checked').length === 2")
        .await;
    rep.comes_to("return document.querySelector('#bulk details').open")
        .await;
    rep.presses(ENTER).await; // sends nothing
    rep.tabs_to("Choose Cold chain, Acme Freight").await;
    rep.presses(SPACE).await;
    rep.comes_to("return document.querySelector('[data-tick-all]').indeterminate")
        .await;
    assert_eq!(rep.complaints().await, Vec::<String>::new());
}

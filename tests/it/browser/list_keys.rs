//! From deal to deal by keyboard alone: j, k, h, l, Enter, and n to the next page.

use super::{
    Setup, Site,
    window::{ENTER, Window},
};
use crate::world::{Deal, Member};

/// How many deals a page of the table holds.
const PAGE: usize = 50;

/// Deals, the largest first.
async fn deals(site: &Site, number: usize) -> (Member, Vec<Deal>) {
    let mara = site.world.rep("Mara Kovač").await;
    let mut deals = vec![];
    for n in 0..number {
        let form = mara.opens(&format!("Deal {n}")).form().await;
        let form = form.fill("Amount", &format!("{}", 90_000 - n));
        let page = mara.sends(&form).await;
        page.tells("The deal is open");
        deals.push(Deal {
            path: page.address.clone(),
        });
    }
    (mara, deals)
}

async fn open<'a>(site: &'a Site, member: &Member, path: &str) -> Window<'a> {
    let window = Window::open(site, Setup::default()).await;
    window.is_used_by(member).await;
    window.goes_to(path).await;
    window
}

/// The deal whose link has the focus; nothing where none has.
async fn on_deal(window: &Window<'_>) -> String {
    let read = "const here = document.activeElement; return here.matches('[data-hit]') ? here.closest('li, tr').textContent.match(/Deal \\d+/)[0] : ''";
    let name = window.runs(read).await;
    name.as_str().unwrap_or_default().to_owned()
}

async fn presses_all(window: &Window<'_>, keys: &str) -> String {
    window.types(keys).await;
    on_deal(window).await
}

#[tokio::test]
async fn a_table_is_gone_through_and_its_page_turned_by_keys() {
    let site = Site::open().await;
    let (mara, deals) = deals(&site, PAGE + 2).await;
    let window = open(&site, &mara, "/pipeline/table?sort=value").await;
    assert_eq!(on_deal(&window).await, "");
    assert_eq!(
        presses_all(&window, "k").await,
        "",
        "above the first is none"
    );
    assert_eq!(presses_all(&window, "j").await, "Deal 0");
    assert_eq!(presses_all(&window, "jjk").await, "Deal 1");
    window.presses(ENTER).await;
    window.comes_to(&at(&deals[1].path)).await;
    window.goes_to("/pipeline/table?sort=value").await;
    window.presses('n').await;
    window
        .comes_to("return location.search.includes('after=')")
        .await;
    window.says(&format!("Deal {PAGE}")).await;
    assert_eq!(
        presses_all(&window, "jj").await,
        format!("Deal {}", PAGE + 1)
    );
    assert_eq!(
        presses_all(&window, "j").await,
        format!("Deal {}", PAGE + 1)
    );
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_letter_that_is_typed_or_unwanted_moves_nothing() {
    let site = Site::open().await;
    let (mara, _) = deals(&site, 2).await;
    let window = open(&site, &mara, "/pipeline/table?sort=value").await;
    window.tabs_to("Words").await;
    window.types("jhn").await;
    let typed = window.runs("return document.activeElement.value").await;
    assert_eq!(typed, "jhn");
    assert_eq!(on_deal(&window).await, "");
    window.goes_to("/pipeline/table?sort=value").await;
    // From a box in a row, to that row's deal.
    window
        .runs("document.querySelectorAll('input[name=deal]')[1].focus()")
        .await;
    assert_eq!(presses_all(&window, "j").await, "Deal 1");
    assert_eq!(presses_all(&window, "k").await, "Deal 0");
    window.presses('?').await;
    window
        .comes_to("return document.querySelector('.keys').open")
        .await;
    window.tabs_to("No single keys in this browser").await;
    window.presses(' ').await;
    window.goes_to("/pipeline").await;
    assert_eq!(presses_all(&window, "j").await, "", "none are wanted");
}

#[tokio::test]
async fn a_board_is_gone_through_in_both_directions() {
    let site = Site::open().await;
    let (mara, deals) = deals(&site, 4).await;
    for deal in &deals[2..] {
        mara.goes_through(deal).await;
    }
    let window = open(&site, &mara, "/pipeline").await;
    // Whoever was heard last comes first: 1 and 0 in the first column, 3 and 2 in the second.
    assert_eq!(presses_all(&window, "j").await, "Deal 1");
    assert_eq!(presses_all(&window, "j").await, "Deal 0");
    assert_eq!(presses_all(&window, "l").await, "Deal 2", "as far down");
    assert_eq!(presses_all(&window, "l").await, "Deal 2", "no further");
    assert_eq!(presses_all(&window, "h").await, "Deal 0");
    assert_eq!(presses_all(&window, "j").await, "Deal 3", "the next column");
    window.presses(ENTER).await;
    window.comes_to(&at(&deals[3].path)).await;
}

fn at(path: &str) -> String {
    format!("return location.pathname === '{path}' && document.readyState === 'complete'")
}

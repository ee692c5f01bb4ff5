//! The board moves by itself when a customer's evidence moves a deal.

use super::{Setup, Site, window::Window};
use serde_json::json;

const COLUMN: &str = "const link = [...document.querySelectorAll('.deal-card h3 a')].find((a) => a.textContent === 'Acme Freight'); \
    return link.closest('.column').id";

#[tokio::test]
async fn a_card_moves_to_its_new_column_and_filters_and_scroll_stay() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let jonas = site.world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    for number in 0..12 {
        let name = format!("Depot {number}");
        mara.opens(&name).at("Tejut Dairy").await;
    }
    jonas.opens("Not shown").at("Initech").await;

    let board = Window::open(&site, Setup::default()).await;
    board.is_used_by(&jonas).await;
    board.goes_to("/pipeline").await;
    let filter = "const owner = document.querySelector('[name=owner]'); \
        owner.value = [...owner.options].find((o) => o.text.startsWith('Mara')).value; \
        owner.dispatchEvent(new Event('change', { bubbles: true }))";
    board.runs(filter).await;
    board.no_longer_says("Initech").await;
    let scroll = "scrollTo(0, 300); document.querySelector('.board').scrollLeft = 40; \
        [...document.querySelectorAll('.deal-card h3 a')][5].focus({ preventScroll: true })";
    board.runs(scroll).await;
    // What the reader has before their eyes, and the filter.
    let place = "const link = document.activeElement; \
        return [link.getAttribute('href'), document.querySelector('.board').scrollLeft, \
        document.querySelector('[name=owner]').selectedIndex, location.search]";
    let at = board.runs(place).await;
    assert_ne!(at[2], json!(0), "a filter is on");
    let top = "return document.activeElement.getBoundingClientRect().top";
    let before = board.runs(top).await;

    let column = board.runs(COLUMN).await;
    mara.goes_through(&deal).await;
    board
        .comes_to(&format!(
            "const is = (() => {{ {COLUMN} }})(); return is !== {column}"
        ))
        .await;
    assert_eq!(board.runs(place).await, at);
    let moved = (board.runs(top).await.as_f64(), before.as_f64());
    let (Some(after), Some(before)) = moved else {
        panic!("no place: {moved:?}")
    };
    assert!((after - before).abs() <= 2.0, "{before} then {after}");

    assert_eq!(board.complaints().await, Vec::<String>::new());
}

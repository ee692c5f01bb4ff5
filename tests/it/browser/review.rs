//! Review mode by the keyboard alone: begin, next, pose a question, next, leave, and go on where one left off.

use super::{Setup, Site, window::Window};
use crate::world::Member;

const ESCAPE: char = '\u{e00c}';

/// Deals that fell back, because the customer thought otherwise.
async fn fallen(mara: &Member, names: &[&str]) {
    for name in names {
        let deal = mara.opens(name).await;
        mara.goes_through(&deal).await;
        let page = mara.looks_at_stage(&deal, 1).await;
        let statement = page.read("article.verifier h3").remove(0);
        mara.records(&deal, "We counted again, and were wrong.")
            .against(&statement)
            .await;
    }
}

async fn focus_is_in_a_question(window: &Window<'_>) -> bool {
    let read = "return document.activeElement.matches('form.ask textarea')";
    window.runs(read).await == true
}

#[tokio::test]
async fn a_review_works_by_keyboard_alone() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let ana = site.world.manager("Ana Lindqvist").await;
    fallen(&mara, &["Route planning", "Night shifts", "Tolls"]).await;
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&ana).await;
    window.goes_to("/review").await;
    window.enters("Go through them").await;
    window.says("Deal 1 of 3").await;
    window.presses('n').await;
    window.says("Deal 2 of 3").await;
    window.presses('q').await;
    assert!(focus_is_in_a_question(&window).await);
    window.types("no, not now").await;
    window.says("Deal 2 of 3").await;
    window.presses(ESCAPE).await;
    assert!(!focus_is_in_a_question(&window).await, "Escape leaves it");
    window.presses('q').await;
    window.types(" Who counted the second time?").await;
    window.enters("Ask").await;
    window.says("Posted.").await;
    window.says("Who counted the second time?”").await;
    window.presses('n').await;
    window.says("Deal 3 of 3").await;
    // Something else comes between.
    window.goes_to("/pipeline").await;
    window.goes_to("/review").await;
    window
        .enters("Go on where you left off (deal 3 of 3)")
        .await;
    window.says("What is missing in Noticing").await;
    window.says("Deal 3 of 3").await;
    window.presses('b').await;
    window.says("Deal 2 of 3").await;
    window.says("Who counted the second time?”").await;
    window.presses('n').await;
    window.says("Deal 3 of 3").await;
    window.presses('n').await;
    window.says("You have gone through all 3 deals").await;
    window.says("Who counted the second time?").await;
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

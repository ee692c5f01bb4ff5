//! The first page, leaving a deal well, and the conversation after the end, by the keyboard alone: with the script, and
//! without it.

use super::{
    Setup, Site,
    window::{ENTER, SPACE, Window},
};
use crate::world::{Deal, Member};

const COST: &str = "Someone affected says what the problem costs, in their own words";

/// A deal against which two things speak, and one that was lost by somebody else.
async fn two_deals(mara: &Member, jonas: &Member) -> (Deal, Deal) {
    let turning = mara.opens("Route planning").at("Acme Freight").await;
    mara.records(&turning, "It costs us nothing.")
        .against(COST)
        .await;
    let noted = mara.notes(&turning, "Send the delay figures").await;
    let form = noted.form_in("Send the delay figures", "/turns");
    mara.presses("They dropped it", &form.fill("If not, why?", "No time"))
        .await;
    let lost = jonas.opens("Tyres").at("Acme Freight").await;
    let why = "The other one looked safer";
    jonas
        .closes(&lost, "Lost to another supplier", why, &[])
        .await;
    (turning, lost)
}

async fn a_morning(setup: Setup) {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let jonas = site.world.rep("Jonas Weber").await;
    let (turning, lost) = two_deals(&mara, &jonas).await;
    let window = Window::open(&site, setup).await;
    window.is_used_by(&mara).await;
    window.goes_to("/").await;
    window.says("The next word that counts most").await;
    window.enters("Leave it well").await;
    window.says("Close Route planning").await;
    window.tabs_to_beginning("There is no real decision").await;
    window.presses(SPACE).await;
    window.enters("Close the deal").await;
    let closed = format!("return location.pathname == '{}'", turning.path);
    window.comes_to(&closed).await;
    window.says("Qualified out by us").await;
    window.goes_to("/focus").await;
    window.says("No open deals here").await;

    window.goes_to(&format!("{}/debrief", lost.path)).await;
    let says = "What helped you to decide, of all that we did, and what made it harder?";
    window.tabs_to_beginning("Who talked with you?").await;
    window.types("I").await;
    window.fills(says, "Their visit.").await;
    window
        .fills("Their reason, in their words", "They knew our depots.")
        .await;
    window.tabs_to_beginning("Which comes closest?").await;
    window.types("They know").await;
    window.enters("Note it").await;
    window.says("Their reason stands beside ours").await;
    window.says("That is another reason than ours").await;
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_morning_works_by_keyboard_alone() {
    a_morning(Setup::default()).await;
}

#[tokio::test]
async fn a_morning_works_without_script() {
    a_morning(Setup::WITHOUT_SCRIPT).await;
}

#[tokio::test]
async fn deals_are_gone_along_by_keys() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    window.goes_to("/focus").await;
    window.presses('j').await;
    assert_eq!(window.focused().await, "Route planning");
    window.presses(ENTER).await;
    window
        .comes_to(&format!("return location.pathname == '{}'", deal.path))
        .await;
}

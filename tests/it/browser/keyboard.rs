//! A rep's whole day, and a strategy session, by the keyboard alone: with the script, and without it.

use super::{
    Setup, Site,
    window::{ENTER, SPACE, Window},
};

const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";

/// A new deal from nothing to its first passage, and back again.
async fn a_day(rep: &Window<'_>) {
    rep.goes_to("/pipeline").await;
    rep.enters("New opportunity").await;
    rep.says("A name and an account are enough").await;
    rep.fills("What is it about?", "Route planning").await;
    rep.fills("Which account?", "Acme Freight").await;
    rep.enters("Open the deal").await;
    rep.says("The deal is open").await;

    rep.enters("Move to Agreeing to change").await;
    rep.says("The deal did not move").await;
    rep.enters(&format!("Record it: {COST}")).await;
    rep.says("Record it").await;
    rep.fills("Their words", "Two drivers a week, and by June we stop.")
        .await;
    rep.fills("Their name", "Ines Baptista").await;
    for verifier in [INSIDE, NOTHING_CHANGES] {
        rep.tabs_to_beginning(&format!("{verifier} Noticing, needs"))
            .await;
        rep.presses(SPACE).await;
    }
    rep.enters("Record it").await;
    rep.says("Everything this stage asks for stands now").await;
    rep.enters("Move to Agreeing to change").await;
    rep.says("The deal moved, on the customer’s word").await;

    rep.tabs_to_beginning("Noticing").await;
    rep.presses(ENTER).await;
    rep.says("Two drivers a week, and by June we stop.").await;
    rep.enters("Withdraw it").await;
    rep.fills("Why does it not count after all?", "It was another Ines")
        .await;
    rep.enters("Withdraw it").await;
    rep.says("The deal rested on it, and fell back").await;
    rep.says("This deal fell back from Agreeing to change to Noticing")
        .await;
}

/// A strategy session from start to decision, on the page of a deal.
async fn a_session(rep: &Window<'_>) {
    rep.enters("Start a strategy session").await;
    rep.says("six steps on one page").await;
    rep.enters("Start the session").await;
    rep.fills("How likely do they choose us, in percent?", "40")
        .await;
    rep.enters("Give it").await;
    rep.says("1 of 1").await;
    rep.enters("Begin: what they did").await;
    rep.says("What has Acme Freight actually done?").await;
    rep.enters("Next: what they decide").await;
    let next = "What must they decide next?";
    rep.fills(next, "Whether to wait for the plant.").await;
    rep.enters(&format!("Add: {next}")).await;
    rep.says("Whether to wait for the plant.").await;
    rep.enters("Next: in silence").await;
    let nothing = "Why they would do nothing";
    rep.fills(nothing, "The council is not heard.").await;
    rep.enters(&format!("Keep it: {nothing}")).await;
    rep.says("Take it back").await;
    rep.enters("Show it all, and gather").await;
    rep.enters("Give a dot: The council is not heard.").await;
    rep.says("You have given one of your three dots").await;
    rep.enters("Show the votes, and decide").await;
    rep.tabs_to_beginning("Pursue").await;
    rep.presses(SPACE).await;
    rep.fills("Why, in a sentence?", "They move by themselves.")
        .await;
    rep.enters("Put it on record").await;
    rep.says("put on record by Mara Kovač").await;
    rep.enters("Next: try").await;
    rep.says("What do we try?").await;
    rep.enters("Close the session").await;
    rep.says("Decided together").await;
}

async fn holds_a_session(setup: Setup) -> Vec<String> {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let rep = Window::open(&site, setup).await;
    rep.is_used_by(&mara).await;
    rep.goes_to(&deal.path).await;
    a_session(&rep).await;
    rep.complaints_but_of_the_line().await
}

#[tokio::test]
async fn a_session_works_by_keyboard_alone() {
    let complaints = holds_a_session(Setup::default()).await;
    assert_eq!(complaints, Vec::<String>::new());
}

#[tokio::test]
async fn a_session_works_without_script() {
    holds_a_session(Setup::WITHOUT_SCRIPT).await;
}

#[tokio::test]
async fn a_reps_day_works_by_keyboard_alone() {
    let site = Site::open().await;
    let rep = Window::open(&site, Setup::default()).await;
    rep.is_used_by(&site.world.rep("Mara Kovač").await).await;
    a_day(&rep).await;
    assert_eq!(rep.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_reps_day_works_without_script() {
    let site = Site::open().await;
    let setup = Setup::WITHOUT_SCRIPT;
    let rep = Window::open(&site, setup).await;
    rep.is_used_by(&site.world.rep("Mara Kovač").await).await;
    a_day(&rep).await;
}

//! A rep's whole day by the keyboard alone: with the script, and without it.

use super::{
    Site,
    window::{ENTER, SPACE, Setup, Window},
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
    let setup = Setup {
        without_script: true,
        ..Setup::default()
    };
    let rep = Window::open(&site, setup).await;
    rep.is_used_by(&site.world.rep("Mara Kovač").await).await;
    a_day(&rep).await;
}

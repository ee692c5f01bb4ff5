//! From a number to its deals, and from a verifier to a change of it, by the keyboard alone.

use super::{Setup, Site, window::Window};

const COST: &str = "Someone affected says what the problem costs, in their own words";

#[tokio::test]
async fn learning_works_by_keyboard_alone() {
    let site = Site::open().await;
    let mara = site.world.rep("Mara Kovač").await;
    let ana = site.world.manager("Ana Lindqvist").await;
    for name in ["Tyres", "Tolls"] {
        let deal = mara.opens(name).at("Acme Freight").await;
        mara.closes(&deal, "Qualified out by us", "We cannot win it", &[])
            .await;
    }
    let window = Window::open(&site, Setup::default()).await;
    window.is_used_by(&mara).await;
    window.goes_to("/learn").await;
    window.enters("Qualified out").await;
    window.says("Deals that we left").await;
    window.enters("Tyres").await;
    window.says("Looking back on Tyres").await;
    window
        .fills(
            "Looking back, we would have stayed, because …",
            "They asked again",
        )
        .await;
    window.enters("Keep it").await;
    window.says("Noted, for the next deal like this one.").await;
    window.goes_to("/learn/verifiers").await;
    window.enters(COST).await;
    window.says("How they ended, with it and without it").await;
    window.enters("Propose a change to this verifier").await;
    window
        .fills("What should it say or ask instead?", "Ask for a figure")
        .await;
    window.enters("Propose it").await;
    window
        .says("It stands on the journey’s page until it is answered.")
        .await;
    window.is_used_by(&ana).await;
    window.goes_to("/learn/verifiers").await;
    window.enters(COST).await;
    window.enters("Propose a change to this verifier").await;
    window.says("Change a verifier").await;
    window.says("What closed deals say of it").await;
    window
        .fills("Statement", "They tell us what last year cost them")
        .await;
    window.enters("Save").await;
    window.says("They tell us what last year cost them").await;
    assert_eq!(window.complaints().await, Vec::<String>::new());
}

//! What a deal stands on counts by the rule that everything else goes by.

use super::{count, works_out};
use crate::world::World;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const FIRM: &str = "select count(*) from forecast_deal where footing = 1";
const SAID: &str = "select count(*) from forecast_deal where footing = 3";

#[tokio::test]
async fn what_was_rightly_doubted_carries_a_deal_no_more_and_did_until_then() {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    let ana = world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").await;
    let quote = "Here is our file.";
    let file = mara.records(&deal, quote).proving(COST);
    file.by("Document of theirs").await;
    works_out(&world).await;
    assert_eq!(count(&world, FIRM).await, 1, "it is firm");
    ana.challenges(&deal, 1, quote, "Is it theirs?").await;
    world.sleeps_until("2030-03-05").await;
    works_out(&world).await;
    assert_eq!(
        count(&world, FIRM).await,
        1,
        "a doubt alone takes nothing back"
    );
    mara.answers(&deal, 1, quote, "The doubt is right", "It is ours.")
        .await;
    world.sleeps_until("2030-03-06").await;
    works_out(&world).await;
    assert_eq!(
        (count(&world, FIRM).await, count(&world, SAID).await),
        (0, 1)
    );
}

#[tokio::test]
async fn what_speaks_against_a_deal_was_heard_and_makes_it_no_firmer() {
    let world = World::on("2030-01-07").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").await;
    world.sleeps_until("2030-03-04").await;
    let file = mara.records(&deal, "It costs us nothing.").against(COST);
    file.by("Document of theirs").await;
    works_out(&world).await;
    assert_eq!(
        count(&world, SAID).await,
        1,
        "heard this month, and only words"
    );
}

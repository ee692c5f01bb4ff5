//! Which deals one might leave.

use super::*;

#[tokio::test]
async fn two_signs_make_one_think_of_leaving_and_leaving_well_is_one_act() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    world.sleeps_until("2030-05-02").await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "59 days"
    );
    world.sleeps_until("2030-05-03").await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "one sign"
    );
    changes(&mara, &deal, &[("customer_date", "2030-04-19")]).await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "14 days late"
    );
    changes(&mara, &deal, &[("customer_date", "2030-04-18")]).await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, LEAVING);
    for part in [
        "Nothing heard for 60 days",
        "the day they named, 18 Apr, has passed",
        "It would change if Ines Baptista, who spoke last, said so",
        NOT_PUBLIC,
    ] {
        assert!(told[0].1.contains(part), "“{part}” in {told:?}");
    }
    let form = mara
        .opens_page(&page.link("Leave it well"))
        .await
        .form("#outcome-form");
    mara.sends(&form.tick("reason", "There is no real decision to be made"))
        .await
        .tells("closed");
    let page = mara.opens_page("/focus?owner=all").await;
    assert_eq!(under(&page, LEAVING), []);
    assert_eq!(under(&page, NEXT), []);
}

#[tokio::test]
async fn a_deal_that_one_might_leave_is_not_among_the_next_words_as_well() {
    let (world, mara) = start().await;
    let quiet = mara.opens("Route planning").await;
    changes(&mara, &quiet, &[("customer_date", "2030-03-20")]).await;
    let names_of = async |heading: &str| {
        let told = under(&mara.opens_page("/focus").await, heading);
        names(&told).join(", ")
    };
    assert_eq!(names_of(NEXT).await, "Route planning");
    world.sleeps_until("2030-05-03").await;
    assert_eq!(names_of(LEAVING).await, "Route planning");
    assert_eq!(names_of(NEXT).await, "");
    let page = mara.opens_page("/focus").await;
    page.says("every open deal stands among those to consider leaving")
        .does_not_say("No open deals here");
    mara.opens("Dock scheduling").await;
    assert_eq!(names_of(NEXT).await, "Dock scheduling");
    assert_eq!(names_of(LEAVING).await, "Route planning");
}

//! The mail of the day is off until somebody switches it on for themselves.

use crate::world::World;

#[tokio::test]
async fn it_is_off_until_one_chooses_an_hour_and_off_again_by_never() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let page = mara.opens_page("/settings/me").await;
    page.says("No mail server is set up here");
    let form = page.form("#digest-form");
    assert_eq!(form.value("hour"), "");
    let page = mara.sends(&form.choose("hour", "At 07:00")).await;
    page.tells("The mail comes at that hour");
    let form = page.form("#digest-form");
    assert_eq!(form.value("hour"), "7");
    let page = mara.sends(&form.choose("hour", "Never")).await;
    page.tells("No mail comes any more");
    assert_eq!(page.form("#digest-form").value("hour"), "");
}

#[tokio::test]
async fn an_hour_that_is_none_is_refused_beside_the_field() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let page = mara.opens_page("/settings/me").await;
    let form = page.form("#digest-form");
    for hour in ["24", "-1", "noon"] {
        let page = mara.sends_as(&form, "hour", hour).await;
        page.complains("hour", "Please choose an hour from the list");
    }
    let page = mara.opens_page("/settings/me").await;
    assert_eq!(page.form("#digest-form").value("hour"), "");
}

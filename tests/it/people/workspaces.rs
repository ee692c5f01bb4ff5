//! One person in several workspaces.

use super::house::House;
use axum::http::StatusCode;

#[tokio::test]
async fn somebody_in_two_workspaces_switches_and_finds_the_last_one_open() {
    let house = House::new().await;
    let (second, _) = House::found(&house.db, "Second", "ana@lumen.example").await;
    let (foreign, _) = House::found(&house.db, "Foreign", "eva@other.example").await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let page = ana.opens("/workspaces").await;
    page.says("Lumen admin, open now").says("Second admin");
    assert!(!page.words().contains("Foreign"));

    let (second, foreign) = (second.to_string(), foreign.to_string());
    ana.posts("/workspaces", &[("workspace", &foreign)])
        .await
        .is(StatusCode::NOT_FOUND);
    ana.posts("/workspaces", &[("workspace", &second)])
        .await
        .goes_to("/");
    let name = ana.opens("/settings").await.attribute("#name", "value");
    assert_eq!(name.as_deref(), Some("Second"));
    let mut phone = house.signed_in("ana@lumen.example").await;
    phone
        .opens("/workspaces")
        .await
        .says("Second admin, open now");
}

#[tokio::test]
async fn workspaces_are_for_people_who_are_signed_in() {
    let house = House::new().await;
    let mut stranger = house.browser();
    stranger
        .opens("/workspaces")
        .await
        .goes_to("/sign-in?then=%2Fworkspaces");
    let workspace = house.workspace.to_string();
    stranger
        .posts("/workspaces", &[("workspace", &workspace)])
        .await
        .is(StatusCode::UNAUTHORIZED);
}

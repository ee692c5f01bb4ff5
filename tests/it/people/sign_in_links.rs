//! Links that sign one person in.

use super::house::{House, PASSWORD, database};
use axum::http::StatusCode;
use saidso::people::links;
use std::time::Duration;

#[tokio::test]
async fn a_sign_in_link_works_once_and_only_by_its_button() {
    let house = House::new().await;
    let db = database(&house.db);
    let person = sqlx::query_scalar::<_, uuid::Uuid>("select id from person")
        .fetch_one(&house.db.superuser)
        .await
        .unwrap();
    let minutes = |number: u64| Duration::from_secs(60 * number);
    let make = async |valid| links::make(&db, person.into(), Some(house.workspace), valid).await;
    let link = make(minutes(30)).await.unwrap();
    let mut scanner = house.browser();
    for _ in 0..3 {
        let page = scanner.opens(&link).await;
        page.is(StatusCode::OK).says("Sign in as ana@lumen.example");
        assert_eq!(page.headers["cache-control"], "no-store");
    }
    assert!(!scanner.is_signed_in().await);
    let mut ana = house.browser();
    ana.posts(&link, &[]).await.goes_to("/");
    assert!(ana.is_signed_in().await);
    let mut thief = house.browser();
    thief.posts(&link, &[]).await.is(StatusCode::GONE);
    thief.opens(&link).await.is(StatusCode::GONE);
    assert!(!thief.is_signed_in().await);

    let over = make(minutes(0)).await.unwrap();
    thief.posts(&over, &[]).await.is(StatusCode::GONE);
    let made_up = "/sign-in/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    thief.opens(made_up).await.is(StatusCode::GONE);
    thief.posts(made_up, &[]).await.is(StatusCode::GONE);
}

#[tokio::test]
async fn a_rescued_person_chooses_a_new_password_without_the_old_one() {
    let house = House::new().await;
    let db = database(&house.db);
    let valid = Duration::from_secs(1800);
    let nobody = links::rescue(&db, "nobody@lumen.example", valid).await;
    assert!(nobody.unwrap().is_none());
    let link = links::rescue(&db, "Ana@lumen.example", valid).await;
    let link = link.unwrap().unwrap();
    house
        .browser()
        .signs_in("ana@lumen.example", PASSWORD)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
    let mut ana = house.browser();
    ana.posts(&link, &[]).await.goes_to("/");
    let new = "copper kettle by the canal";
    ana.posts("/settings/me/password", &[("new_password", new)])
        .await
        .goes_to("/settings/me");
    let mut again = house.browser();
    again.signs_in("ana@lumen.example", new).await.goes_to("/");
}

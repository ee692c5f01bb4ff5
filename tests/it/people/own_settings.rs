//! What people change about themselves, and the sessions they end.

use super::house::{House, PASSWORD};
use axum::http::StatusCode;

const NEW: &str = "copper kettle by the canal";

#[tokio::test]
async fn a_new_password_signs_out_everywhere_else_and_changes_the_secret_here() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let mut phone = house.signed_in("ana@lumen.example").await;
    let mut thief = ana.clone();
    let fields = [("present_password", "wrong"), ("new_password", NEW)];
    let answer = ana.posts("/settings/me/password", &fields).await;
    answer
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("not your present password");
    let fields = [
        ("present_password", PASSWORD),
        ("new_password", "Ana Admin1"),
    ];
    let answer = ana.posts("/settings/me/password", &fields).await;
    answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(phone.is_signed_in().await);

    let fields = [("present_password", PASSWORD), ("new_password", NEW)];
    ana.posts("/settings/me/password", &fields)
        .await
        .goes_to("/settings/me");
    assert!(ana.is_signed_in().await);
    assert!(!phone.is_signed_in().await);
    assert!(!thief.is_signed_in().await);
    let mut late = house.browser();
    late.signs_in("ana@lumen.example", PASSWORD)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
    late.signs_in("ana@lumen.example", NEW).await.goes_to("/");
}

#[tokio::test]
async fn an_ended_session_is_dead_at_once() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let mut phone = house.signed_in("ana@lumen.example").await;
    let mut tablet = house.signed_in("ana@lumen.example").await;
    let page = ana.opens("/settings/me").await;
    page.says("Firefox on Linux this browser")
        .says("from 192.0.2.7");
    let form = "form[action^='/settings/me/sessions/']";
    let latest = page.attribute(form, "action").unwrap();
    ana.posts(&latest, &[]).await.goes_to("/settings/me");
    assert!(!tablet.is_signed_in().await);
    assert!(phone.is_signed_in().await);
    ana.posts("/settings/me/other-sessions/end", &[])
        .await
        .goes_to("/settings/me");
    assert!(!phone.is_signed_in().await);
    assert!(ana.is_signed_in().await);

    let mut thief = ana.clone();
    ana.posts("/sign-out", &[]).await;
    assert!(!thief.is_signed_in().await, "signing out left it alive");
}

#[tokio::test]
async fn nobody_ends_somebody_elses_session() {
    let house = House::new().await;
    house
        .member("rui@lumen.example", saidso::people::Role::Admin)
        .await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let mut rui = house.signed_in("rui@lumen.example").await;
    let sessions: Vec<uuid::Uuid> = sqlx::query_scalar("select id from session")
        .fetch_all(&house.db.superuser)
        .await
        .unwrap();
    for session in sessions {
        let path = format!("/settings/me/sessions/{session}/end");
        rui.posts(&path, &[]).await;
    }
    assert!(ana.is_signed_in().await);
    assert!(!rui.is_signed_in().await);
}

#[tokio::test]
async fn name_and_time_zone_are_ones_own() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let changes = [
        [
            ("name", "Ana Souza"),
            ("time_zone", "Europe/Lisbon"),
            ("browser_zone", ""),
        ],
        [
            ("name", "Ana Souza"),
            ("time_zone", "browser"),
            ("browser_zone", "Pacific/Chatham"),
        ],
    ];
    for (fields, zone) in changes.iter().zip(["Europe/Lisbon", "Pacific/Chatham"]) {
        ana.posts("/settings/me", fields)
            .await
            .goes_to("/settings/me");
        let page = ana.opens("/settings/me").await;
        page.says("Saved.");
        let chosen = page.attribute("#time_zone option[selected]", "value");
        assert_eq!(chosen.as_deref(), Some(zone));
        let name = page.attribute("#name", "value");
        assert_eq!(name.as_deref(), Some("Ana Souza"));
    }
    let answer = ana
        .posts("/settings/me", &[("name", " "), ("time_zone", "browser")])
        .await;
    answer
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Please give a name")
        .says("This browser does not say");
}

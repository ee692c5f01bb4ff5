//! What admins do about members, and the last admin.

use super::house::{Browser, House};
use axum::http::StatusCode;
use saidso::{ids::MemberId, people::Role};

async fn changes_role(browser: &mut Browser, member: MemberId, role: &str) -> StatusCode {
    let path = format!("/settings/members/{member}/role");
    browser.posts(&path, &[("role", role)]).await.status
}

async fn deactivates(browser: &mut Browser, member: MemberId) -> StatusCode {
    let path = format!("/settings/members/{member}/deactivation");
    browser.posts(&path, &[]).await.status
}

#[tokio::test]
async fn the_last_admin_can_neither_be_demoted_nor_deactivated() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let path = format!("/settings/members/{}/role", house.admin);
    ana.posts(&path, &[("role", "rep")])
        .await
        .is(StatusCode::CONFLICT)
        .says("needs at least one admin");
    assert_eq!(
        deactivates(&mut ana, house.admin).await,
        StatusCode::CONFLICT
    );
    let rui = house.member("rui@lumen.example", Role::Admin).await;
    assert_eq!(deactivates(&mut ana, rui).await, StatusCode::SEE_OTHER);
    assert_eq!(
        changes_role(&mut ana, house.admin, "manager").await,
        StatusCode::CONFLICT,
        "a deactivated admin is none"
    );
}

#[tokio::test]
async fn two_admins_cannot_remove_each_other_at_the_same_time() {
    for round in 0..6 {
        let house = House::new().await;
        let rui = house.member("rui@lumen.example", Role::Admin).await;
        let mut first = house.signed_in("ana@lumen.example").await;
        let mut second = house.signed_in("rui@lumen.example").await;
        let ana = house.admin;
        let (one, other) = match round % 2 {
            0 => tokio::join!(deactivates(&mut first, rui), deactivates(&mut second, ana)),
            _ => tokio::join!(
                changes_role(&mut first, rui, "rep"),
                changes_role(&mut second, ana, "rep")
            ),
        };
        let done = [one, other].map(|status| u8::from(status == StatusCode::SEE_OTHER));
        assert_eq!(done[0] + done[1], 1, "{one} and {other}");
        let admins: i64 = sqlx::query_scalar(
            "select count(*) from member where role = 'admin' and deactivated_at is null",
        )
        .fetch_one(&house.db.superuser)
        .await
        .unwrap();
        assert_eq!(admins, 1);
    }
}

#[tokio::test]
async fn a_deactivated_member_is_out_at_once_and_comes_back_when_let_in_again() {
    let house = House::new().await;
    let rui = house.member("rui@lumen.example", Role::Rep).await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let mut his = house.signed_in("rui@lumen.example").await;
    assert_eq!(deactivates(&mut ana, rui).await, StatusCode::SEE_OTHER);
    his.opens("/settings/me")
        .await
        .is(StatusCode::FORBIDDEN)
        .says("Choose a workspace");
    his.opens("/workspaces")
        .await
        .says("not a member of any workspace");
    ana.opens("/settings/members").await.says("deactivated");
    let path = format!("/settings/members/{rui}/reactivation");
    ana.posts(&path, &[]).await.goes_to("/settings/members");
    assert!(
        !his.is_signed_in().await,
        "the old session came back to life"
    );
    house.signed_in("rui@lumen.example").await;
}

#[tokio::test]
async fn only_admins_change_members_and_the_workspace() {
    let house = House::new().await;
    let rui = house.member("rui@lumen.example", Role::Manager).await;
    house.member("bea@lumen.example", Role::Rep).await;
    for email in ["rui@lumen.example", "bea@lumen.example"] {
        let mut browser = house.signed_in(email).await;
        let refused = StatusCode::FORBIDDEN;
        assert_eq!(changes_role(&mut browser, rui, "admin").await, refused);
        assert_eq!(deactivates(&mut browser, house.admin).await, refused);
        let fields = [("name", "Mine"), ("currency", "USD")];
        browser.posts("/settings", &fields).await.is(refused);
        browser.opens("/settings").await.goes_to("/settings/me");
        browser
            .opens("/settings/members")
            .await
            .is(StatusCode::OK)
            .says("bea@lumen.example");
    }
    let mut ana = house.signed_in("ana@lumen.example").await;
    let elsewhere = House::found(&house.db, "Other", "eva@other.example")
        .await
        .1;
    assert_eq!(
        deactivates(&mut ana, elsewhere).await,
        StatusCode::NOT_FOUND
    );
    let fields = [("name", "Lumen Two"), ("currency", "USD")];
    ana.posts("/settings", &fields).await.goes_to("/settings");
    let name = ana.opens("/settings").await.attribute("#name", "value");
    assert_eq!(name.as_deref(), Some("Lumen Two"));
}

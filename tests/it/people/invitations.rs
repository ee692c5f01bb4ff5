//! The life of an invitation.

use super::house::{Answer, Browser, House, PASSWORD};
use axum::http::StatusCode;
use saidso::{ids::InvitationId, people::Role};

async fn invites(browser: &mut Browser, email: &str, role: &str) -> Answer {
    let id = InvitationId::new().to_string();
    let fields = [("id", id.as_str()), ("email", email), ("role", role)];
    browser
        .posts("/settings/members/invitations", &fields)
        .await
}

/// The path of the link that the page shows this once.
fn link(answer: &Answer) -> String {
    answer.is(StatusCode::OK);
    let url = answer.attribute("#fresh-link", "value").unwrap();
    url.strip_prefix("http://localhost:8080")
        .unwrap()
        .to_owned()
}

const BEA: [(&str, &str); 3] = [
    ("name", "Bea Braun"),
    ("password", PASSWORD),
    ("time_zone", "Europe/Berlin"),
];

#[tokio::test]
async fn somebody_new_joins_by_the_link_and_only_once() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let answer = invites(&mut ana, " Bea@Lumen.example ", "manager").await;
    answer.says("Copy the link");
    let link = link(&answer);
    let again = ana.opens("/settings/members").await;
    again.says("bea@lumen.example");
    assert!(
        again.attribute("#fresh-link", "value").is_none(),
        "the link is shown twice"
    );

    let mut bea = house.browser();
    let page = bea.opens(&link).await;
    page.is(StatusCode::OK).says("You are invited as manager");
    assert_eq!(page.headers["cache-control"], "no-store");
    let mut weak = BEA;
    weak[1].1 = "bea";
    bea.posts(&link, &weak)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("at least 10");
    bea.posts(&link, &BEA).await.goes_to("/");
    bea.opens("/settings/me").await.says("Welcome.");

    let mut late = house.browser();
    late.opens(&link).await.is(StatusCode::GONE);
    late.posts(&link, &BEA).await.is(StatusCode::GONE);
    house.signed_in("bea@lumen.example").await;
}

#[tokio::test]
async fn a_link_is_dead_when_it_ran_out_was_taken_back_or_renewed() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let first = link(&invites(&mut ana, "bea@lumen.example", "rep").await);
    house
        .behind_the_scenes("update invitation set expires_at = now() - interval '1 second'")
        .await;
    let mut bea = house.browser();
    bea.opens(&first).await.is(StatusCode::GONE);
    bea.posts(&first, &BEA).await.is(StatusCode::GONE);

    let page = ana.opens("/settings/members").await;
    page.says("has run out");
    let action = |end: &str| page.attribute(&format!("form[action$={end}]"), "action");
    let renewed = ana.posts(&action("renewal").unwrap(), &[]).await;
    let second = link(&renewed);
    bea.opens(&first).await.is(StatusCode::GONE);
    bea.opens(&second).await.is(StatusCode::OK);

    ana.posts(&action("revocation").unwrap(), &[])
        .await
        .goes_to("/settings/members");
    bea.opens(&second).await.is(StatusCode::GONE);
    bea.posts(&second, &BEA).await.is(StatusCode::GONE);
    ana.posts(&action("renewal").unwrap(), &[])
        .await
        .is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_clicks_at_once_make_one_member() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let link = link(&invites(&mut ana, "bea@lumen.example", "rep").await);
    let (mut one, mut other) = (house.browser(), house.browser());
    let (first, second) = tokio::join!(one.posts(&link, &BEA), other.posts(&link, &BEA));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
}

#[tokio::test]
async fn the_same_form_sent_twice_invites_once() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let id = InvitationId::new().to_string();
    let fields = [
        ("id", id.as_str()),
        ("email", "bea@lumen.example"),
        ("role", "rep"),
    ];
    let path = "/settings/members/invitations";
    ana.posts(path, &fields).await.is(StatusCode::OK);
    ana.posts(path, &fields).await.goes_to("/settings/members");
    ana.opens("/settings/members")
        .await
        .says("already recorded");
    invites(&mut ana, "bea@lumen.example", "rep")
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("waiting already");
    invites(&mut ana, "ana@lumen.example", "rep")
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("a member already");
    invites(&mut ana, "nonsense", "")
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Please give an e-mail address")
        .says("Choose a role");
}

#[tokio::test]
async fn managers_invite_reps_and_reps_nobody() {
    let house = House::new().await;
    house.member("max@lumen.example", Role::Manager).await;
    house.member("rea@lumen.example", Role::Rep).await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    invites(&mut ana, "boss@lumen.example", "admin")
        .await
        .is(StatusCode::OK);
    let page = ana.opens("/settings/members").await;
    let renewal = page.attribute("form[action$=renewal]", "action").unwrap();
    let revocation = page
        .attribute("form[action$=revocation]", "action")
        .unwrap();

    let mut max = house.signed_in("max@lumen.example").await;
    invites(&mut max, "new@lumen.example", "rep")
        .await
        .is(StatusCode::OK);
    for role in ["manager", "admin"] {
        let answer = invites(&mut max, "more@lumen.example", role).await;
        answer.is(StatusCode::FORBIDDEN);
    }
    max.posts(&renewal, &[]).await.is(StatusCode::FORBIDDEN);
    max.posts(&revocation, &[]).await.is(StatusCode::FORBIDDEN);

    let mut rea = house.signed_in("rea@lumen.example").await;
    let answer = invites(&mut rea, "more@lumen.example", "rep").await;
    answer.is(StatusCode::FORBIDDEN);
    rea.posts(&revocation, &[]).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn somebody_with_an_account_joins_with_the_password_they_have() {
    let house = House::new().await;
    House::found(&house.db, "Other", "eva@other.example").await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let link = link(&invites(&mut ana, "eva@other.example", "rep").await);

    let mut eva = house.browser();
    eva.opens(&link)
        .await
        .says("your password is the one you have");
    let fields = |password| [("name", "Eva Elsewhere"), ("password", password)];
    eva.posts(&link, &fields("a thief chooses a new one"))
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("do not go together");
    assert!(!eva.is_signed_in().await);
    for _ in 0..7 {
        eva.posts(&link, &fields("wrong")).await;
    }
    eva.posts(&link, &fields(PASSWORD))
        .await
        .says("tried too often");
    house.behind_the_scenes("delete from sign_in_failure").await;
    eva.posts(&link, &fields(PASSWORD)).await.goes_to("/");
    eva.opens("/workspaces")
        .await
        .says("Lumen rep, open now")
        .says("Other admin");
}

#[tokio::test]
async fn somebody_who_is_signed_in_just_accepts() {
    let house = House::new().await;
    House::found(&house.db, "Other", "eva@other.example").await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let link = link(&invites(&mut ana, "eva@other.example", "rep").await);
    let other = ana.opens(&link).await;
    other.says("You are signed in as ana@lumen.example");
    ana.posts(&link, &[("name", "Ana")])
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);

    let mut eva = house.signed_in("eva@other.example").await;
    let page = eva.opens(&link).await;
    assert!(page.attribute("[name=password]", "type").is_none());
    let name = page.attribute("#name", "value").unwrap();
    assert_eq!(name, "Ana Admin");
    eva.posts(&link, &[("name", &name)]).await.goes_to("/");
    eva.opens("/workspaces").await.says("Lumen rep, open now");
}

#[tokio::test]
async fn a_link_does_not_open_another_workspace() {
    let house = House::new().await;
    let (elsewhere, _) = House::found(&house.db, "Other", "eva@other.example").await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let link = link(&invites(&mut ana, "bea@lumen.example", "admin").await);
    let moved = link.replace(&house.workspace.to_string(), &elsewhere.to_string());
    let mut bea = house.browser();
    bea.opens(&moved).await.is(StatusCode::GONE);
    bea.posts(&moved, &BEA).await.is(StatusCode::GONE);
    bea.opens("/invitations/nonsense/x")
        .await
        .is(StatusCode::NOT_FOUND);
}

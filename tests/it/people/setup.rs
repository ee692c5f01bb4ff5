//! The first visitor with the link from the log.

use super::house::{Browser, House, PASSWORD, app, config, database};
use crate::world::TestDb;
use axum::http::StatusCode;
use saidso::people::setup;

const FORM: [(&str, &str); 6] = [
    ("workspace", "Lumen"),
    ("currency", "CHF"),
    ("name", "Ana Souza"),
    ("email", "Ana@Lumen.example"),
    ("password", PASSWORD),
    ("time_zone", "Europe/Zurich"),
];

#[tokio::test]
async fn the_first_visitor_with_the_link_becomes_the_admin_and_nobody_after() {
    let db = TestDb::new().await;
    let link = setup::link(&database(&db)).await.unwrap().unwrap();
    let other_process = setup::link(&database(&db)).await.unwrap().unwrap();
    let mut ana = Browser::of(app(&db, config()));
    ana.opens("/sign-in").await.says("Nobody has set up");
    ana.opens("/setup/made-up").await.is(StatusCode::GONE);
    let page = ana.opens(&link).await;
    page.is(StatusCode::OK).says("Name your workspace");
    assert_eq!(page.headers["cache-control"], "no-store");

    let mut weak = FORM;
    weak[4].1 = "ana souza 1";
    let answer = ana.posts(&link, &weak).await;
    answer
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("easy to guess");
    assert_eq!(
        answer.attribute("#workspace", "value").as_deref(),
        Some("Lumen")
    );

    ana.posts(&link, &FORM).await.goes_to("/");
    ana.opens("/settings").await.is(StatusCode::OK);
    let me = ana.opens("/settings/me").await;
    let zone = me.attribute("#time_zone option[selected]", "value");
    assert_eq!(zone.as_deref(), Some("Europe/Zurich"));

    let mut late = Browser::of(app(&db, config()));
    for link in [link, other_process] {
        late.opens(&link).await.is(StatusCode::GONE);
        late.posts(&link, &FORM).await.is(StatusCode::GONE);
    }
    assert!(setup::link(&database(&db)).await.unwrap().is_none());
    late.signs_in("ana@lumen.example", PASSWORD)
        .await
        .goes_to("/");
}

#[tokio::test]
async fn two_visitors_at_once_found_one_workspace() {
    let db = TestDb::new().await;
    let link = setup::link(&database(&db)).await.unwrap().unwrap();
    let both = [0, 1].map(|_| {
        let (mut visitor, link) = (Browser::of(app(&db, config())), link.clone());
        tokio::spawn(async move { visitor.posts(&link, &FORM).await.status })
    });
    let mut statuses = Vec::new();
    for one in both {
        statuses.push(one.await.unwrap().as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
    let workspaces: i64 = sqlx::query_scalar("select count(*) from workspace")
        .fetch_one(&db.superuser)
        .await
        .unwrap();
    assert_eq!(workspaces, 1);
}

#[tokio::test]
async fn an_installation_with_people_has_no_set_up_link() {
    let house = House::new().await;
    let link = setup::link(&database(&house.db)).await.unwrap();
    assert!(link.is_none());
}

//! A message is its author's: they change it and take it back, and nobody else does.

use super::*;

#[tokio::test]
async fn who_wrote_it_changes_it_and_that_is_said() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let form = page.form_of(THOUGHT, "");
    assert_eq!(form.value("body").trim(), THOUGHT);
    let page = t.mara.sends(&form.fill("body", "It is legal, too.")).await;
    page.tells("Saved.");
    assert_eq!(page.stream(), ["It is legal, too."]);
    assert!(words(page.message("It is legal")).contains("just now edited"));
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused_beside_the_field() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let before = t.world.events_here().await;
    let page = t
        .mara
        .sends(&page.form_of(THOUGHT, "").fill("body", " "))
        .await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("There is nothing in it yet");
    assert_eq!(page.stream(), [THOUGHT]);
    assert_eq!(t.world.events_here().await, before, "nothing was written");
}

#[tokio::test]
async fn nobody_else_changes_or_removes_it_not_even_an_admin() {
    let t = team().await;
    let sofia = t.world.admin("Sofia Ruiz").await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let (change, remove) = (page.form_of(THOUGHT, ""), page.form_of(THOUGHT, "/removal"));
    let before = t.world.events_here().await;
    for other in [&t.jonas, &sofia] {
        let page = other.looks_at(&t.deal).await;
        assert!(page.forms_of(THOUGHT, "").is_empty(), "no form for others");
        assert!(page.forms_of(THOUGHT, "/removal").is_empty());
        let page = other.sends(&change.clone().fill("body", "Mine now.")).await;
        page.is_refused("Only whoever wrote a message");
        other
            .sends(&remove)
            .await
            .is_refused("Only whoever wrote a message");
    }
    let outsider = t.world.elsewhere().await.admin("Olga Outsider").await;
    outsider.sends(&change).await.is(StatusCode::NOT_FOUND);
    outsider.sends(&remove).await.is(StatusCode::NOT_FOUND);
    assert_eq!(t.world.events_here().await, before, "nothing was written");
    assert_eq!(t.mara.looks_at(&t.deal).await.stream(), [THOUGHT]);
}

#[tokio::test]
async fn the_database_refuses_what_the_page_would_not_send() {
    let t = team().await;
    t.mara.says_of(&t.deal, THOUGHT).await;
    let db = &t.world.db().app;
    let by_another = format!(
        "set local app.member_id = '{}'; set local app.workspace_id = '{}'",
        t.jonas.id,
        sqlx::query_scalar::<_, uuid::Uuid>("select workspace_id from message")
            .fetch_one(&t.world.db().superuser)
            .await
            .expect("its workspace")
    );
    for cheat in [
        "update message set body = 'x'",
        "update message set removed_at = now(), body = ''",
    ] {
        let mut tx = db.begin().await.expect("begun");
        sqlx::raw_sql(sqlx::AssertSqlSafe(by_another.clone()))
            .execute(&mut *tx)
            .await
            .expect("set");
        let refused = sqlx::raw_sql(cheat).execute(&mut *tx).await;
        let refused = refused.expect_err("refused").to_string();
        assert!(refused.contains("another wrote it"), "{cheat}: {refused}");
    }
}

#[tokio::test]
async fn a_message_of_another_deal_is_not_there() {
    let t = team().await;
    let other = t.mara.opens("Cold chain").at("Ravello Foods").await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let before = t.world.events_here().await;
    for place in ["", "/removal", "/decision"] {
        let mut form = page.form_of(THOUGHT, place);
        form.action = form.action.replace(&t.deal.path, &other.path);
        t.mara.sends(&form).await.is(StatusCode::NOT_FOUND);
    }
    assert_eq!(t.world.events_here().await, before, "nothing was written");
}

#[tokio::test]
async fn removed_it_is_gone_from_the_page_and_its_words_from_everywhere() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, "A secret for @Jonas Weber.").await;
    let remove = page.form_of("A secret", "/removal");
    let page = t.mara.sends(&remove).await;
    page.tells("Nobody can read it any more");
    assert_eq!(page.stream(), Vec::<String>::new());
    t.mara.sends(&remove).await.is(StatusCode::NOT_FOUND);
    let everything = sqlx::query_scalar::<_, i64>(
        "select (select count(*) from event where body::text like '%secret%')
            + (select count(*) from message where body <> '')
            + (select count(*) from mention)",
    );
    let left = everything.fetch_one(&t.world.db().superuser).await;
    assert_eq!(left.expect("a number"), 0, "something of it is left");
    let kept = sqlx::query_scalar::<_, String>(
        "select e.kind from event e where e.kind like 'message %' order by e.seq",
    );
    let kept = kept.fetch_all(&t.world.db().superuser).await;
    assert_eq!(kept.expect("events"), ["message added", "message changed"]);
}

#[tokio::test]
async fn where_somebody_answered_its_place_stays() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let remove = page.form_of(THOUGHT, "/removal");
    t.jonas.says_of(&t.deal, "I think so, too.").await;
    let page = t.mara.sends(&remove).await;
    assert_eq!(page.stream(), ["Message removed", "I think so, too."]);
    let place = page.message("Message removed");
    assert!(
        all(place, "form, a.button").is_empty(),
        "nothing is left to do"
    );
    t.mara
        .sends(&remove)
        .await
        .is_refused("removed this message already");
}

//! An inbox is its reader's alone, and only going there marks a thing as read.

use super::{Team, inbox, team};
use axum::http::{Method, StatusCode};
use sqlx::{Connection, Executor, PgConnection};

/// A connection of the server's own role that acts as one member.
pub async fn acting(t: &Team, member: &crate::world::Member) -> PgConnection {
    let workspace: String =
        sqlx::query_scalar("select workspace_id::text from member where id = $1")
            .bind(member.id.0)
            .fetch_one(&t.world.db().superuser)
            .await
            .expect("a workspace");
    let options = t.world.db().app.connect_options();
    let mut connection = PgConnection::connect_with(&options).await.expect("in");
    sqlx::query(
        "select set_config('app.workspace_id', $1, false), set_config('app.member_id', $2, false)",
    )
    .bind(workspace)
    .bind(member.id.to_string())
    .execute(&mut connection)
    .await
    .expect("set");
    connection
}

#[tokio::test]
async fn another_persons_item_is_not_there() {
    let t = team().await;
    t.ana_withdraws().await;
    let item = inbox(&t.mara).await.newest();
    let outsider = t.world.elsewhere().await.admin("Olga Outsider").await;
    for other in [&t.jonas, &t.ana, &outsider] {
        other.opens_page(&item).await.is(StatusCode::NOT_FOUND);
        let form = Some("until=9000000000000000".to_owned());
        other.asks(Method::POST, "/inbox/read", form).await;
    }
    t.mara
        .opens_page("/inbox/0190a000-0000-7000-8000-000000000000")
        .await
        .is(StatusCode::NOT_FOUND);
    assert_eq!(inbox(&t.mara).await.for_me(), "For me 1 not read yet");
}

#[tokio::test]
async fn a_browser_that_looks_ahead_has_not_read_it() {
    let t = team().await;
    t.ana_withdraws().await;
    let item = inbox(&t.mara).await.newest();
    for (header, value) in [
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("sec-fetch-mode", "no-cors"),
    ] {
        t.mara
            .asks_with(Method::GET, &item, (header, value))
            .await
            .is(StatusCode::SEE_OTHER);
    }
    let head = t.mara.asks(Method::HEAD, &item, None).await;
    head.is(StatusCode::SEE_OTHER);
    assert_eq!(inbox(&t.mara).await.for_me(), "For me 1 not read yet");
    t.mara
        .asks_with(Method::GET, &item, ("sec-fetch-mode", "navigate"))
        .await;
    assert_eq!(inbox(&t.mara).await.for_me(), "For me");
}

#[tokio::test]
async fn the_servers_own_role_sees_one_inbox_at_a_time_and_writes_none() {
    let t = team().await;
    t.ana_withdraws().await;
    let all = "select count(*) from inbox_item";
    for (member, sees) in [(&t.mara, 1_i64), (&t.jonas, 0)] {
        let mut connection = acting(&t, member).await;
        let seen: i64 = sqlx::query_scalar(all)
            .fetch_one(&mut connection)
            .await
            .expect("counted");
        assert_eq!(seen, sees, "{}", member.name);
        let marked = connection
            .execute("update inbox_item set read_at = now()")
            .await;
        assert_eq!(
            marked.expect("done").rows_affected(),
            u64::try_from(sees).unwrap_or(9)
        );
        for refused in [
            "update inbox_item set kind = 'hold'",
            "delete from inbox_item",
            "insert into inbox_item (workspace_id, member_id, kind, opportunity_id, subject_id)
                select workspace_id, owner_id, 'hold', id, id from opportunity",
            "select put_into_inbox(id, 'hold', id, id) from member",
        ] {
            let answer = connection.execute(refused).await;
            let error = answer.expect_err(refused).to_string();
            assert!(error.contains("permission denied"), "{refused}: {error}");
        }
    }
}

#[tokio::test]
async fn nonsense_marks_nothing() {
    let t = team().await;
    t.ana_withdraws().await;
    for nonsense in ["", "until=", "until=soon"] {
        let answer = t
            .mara
            .asks(Method::POST, "/inbox/read", Some(nonsense.to_owned()))
            .await;
        assert!(answer.status.is_client_error(), "{nonsense}: {answer}");
    }
    t.mara
        .opens_page("/inbox?after=nowhere")
        .await
        .is(StatusCode::OK);
    assert_eq!(inbox(&t.mara).await.for_me(), "For me 1 not read yet");
}

//! Words to somebody, a question on their deal, and the answer to it.

use super::{inbox, leads, team};

#[tokio::test]
async fn who_is_spoken_to_is_told_once_and_led_to_the_very_words() {
    let t = team().await;
    let page = t
        .mara
        .says_of(&t.deal, "@Jonas Weber was that not yours?")
        .await;
    let mark = page.one("#conversation .message").attr("id");
    let mark = mark.expect("a mark").to_owned();
    let page = inbox(&t.jonas).await;
    assert_eq!(
        page.items(),
        ["Mara Kovač mentioned you on Route planning New"]
    );
    page.says("@Jonas Weber was that not yours?");
    let place = leads(&t.jonas, &page.newest()).await;
    assert_eq!(place, format!("{}#{mark}", t.deal.path));
    t.mara.says_of(&t.deal, "@Mara Kovač, do not forget.").await;
    inbox(&t.mara).await.says("Nothing waits for you");
    inbox(&t.ana).await.says("Nothing waits for you");
}

#[tokio::test]
async fn a_question_is_for_the_owner_and_the_first_words_after_it_for_who_asked() {
    let t = team().await;
    // By the database alone, as any way in would write them.
    let deal = t.deal.path.rsplit('/').next().expect("an id").to_owned();
    let verifier: uuid::Uuid = sqlx::query_scalar("select verifier_id from bearing limit 1")
        .fetch_one(&t.world.db().superuser)
        .await
        .expect("a verifier");
    let writes = "insert into message (workspace_id, id, opportunity_id, about_kind, about_id, kind, body)
        select workspace_id, gen_random_uuid(), id, 'verifier', $2, $3, $4 from opportunity where id = $1::uuid";
    for (member, kind, body) in [
        (&t.ana, "question", "Who else would have to live with it?"),
        (&t.ana, "note", "I mean it."),
        (&t.mara, "note", "Tomás would."),
        (&t.jonas, "note", "And Rui."),
    ] {
        let mut connection = super::kept_apart::acting(&t, member).await;
        sqlx::query(writes)
            .bind(&deal)
            .bind(verifier)
            .bind(kind)
            .bind(body)
            .execute(&mut connection)
            .await
            .expect("written");
    }
    let page = inbox(&t.mara).await;
    assert_eq!(
        page.items(),
        ["Ana Lindqvist asks you something about Route planning New"]
    );
    page.says("Who else would have to live with it?");
    let place = leads(&t.mara, &page.newest()).await;
    assert!(place.contains("#m-"), "{place}");
    assert_eq!(
        inbox(&t.ana).await.items(),
        ["Mara Kovač answered what you asked about Route planning New"]
    );
    inbox(&t.jonas).await.says("Nothing waits for you");
}

#[tokio::test]
async fn who_is_invited_to_a_session_is_told_and_led_to_it() {
    let t = team().await;
    let page = t
        .mara
        .opens_page(&format!("{}/sessions/new", t.deal.path))
        .await;
    let form = page.form("#session-form").tick("invited", "Jonas Weber");
    let session = t.mara.sends(&form).await.address;
    let page = inbox(&t.jonas).await;
    assert_eq!(
        page.items(),
        ["Mara Kovač invites you to think about Route planning together New"]
    );
    assert_eq!(leads(&t.jonas, &page.newest()).await, session);
    inbox(&t.mara).await.says("Nothing waits for you");
}

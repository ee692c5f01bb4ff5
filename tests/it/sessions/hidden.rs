//! What is written in silence, the odds and the votes: nobody else reads them before they are shown together.

use super::{Room, room};
use crate::world::Member;
use axum::http::StatusCode;
use saidso::{
    database::{Database, Scope},
    ids::{OpportunityId, StrategySessionId, WorkspaceId},
    sessions::store,
};
use sqlx::query_scalar;
use uuid::Uuid;

const SECRET: &str = "The works council can delay it past peak season.";

/// The ids of the session, straight from the database.
async fn ids(room: &Room) -> (WorkspaceId, OpportunityId, StrategySessionId) {
    let row: (Uuid, Uuid, Uuid) =
        sqlx::query_as("select workspace_id, opportunity_id, id from strategy_session")
            .fetch_one(&room.world.db().superuser)
            .await
            .expect("the session");
    (row.0.into(), row.1.into(), row.2.into())
}

/// How many rows of a table a member sees with a query that forgets everything.
async fn seen(room: &Room, member: &Member, table: &str) -> i64 {
    let (workspace, ..) = ids(room).await;
    let database = Database::lazy((*room.world.db().app.connect_options()).clone(), 2);
    let scope = Scope {
        workspace,
        member: Some(member.id),
    };
    let mut tx = database.begin(scope).await.expect("begun");
    let sql = format!("select count(*) from {table}");
    query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&mut *tx)
        .await
        .expect("a number")
}

#[tokio::test]
async fn what_is_written_in_silence_is_read_by_nobody_else_until_it_is_shown() {
    let room = Room::at_step(3).await;
    let page = room.jonas.writes(&room.session, 1, SECRET).await;
    assert_eq!(page.read("#mine-1 .idea p"), [SECRET]);
    assert!(
        !page.all("#idea-1-text[autofocus]").is_empty(),
        "one writes on"
    );
    for other in [&room.mara, &room.ana] {
        let all = room.everything(other).await;
        assert!(!all.contains("past peak season"), "{} reads it", other.name);
        assert_eq!(seen(&room, other, "session_idea").await, 0);
    }
    let told: i64 = query_scalar("select count(*) from event where body::text like '%past peak season%' or kind like 'session_idea%'")
        .fetch_one(&room.world.db().superuser)
        .await
        .expect("a number");
    assert_eq!(told, 0, "not in the ledger, not even how much");
    assert_eq!(seen(&room, &room.jonas, "session_idea").await, 1);

    let page = room.mara.sees(&room.session).await;
    room.mara
        .sends(&page.form("form[action$='/showing']:has([value=ideas])"))
        .await;
    let page = room.mara.goes_on_to(&room.session, 4).await;
    assert_eq!(page.read("#board .idea > p"), [SECRET]);
    page.says("1 wrote this");
    assert!(
        !page.text.contains(&room.jonas.id.to_string())
            || !page.words().contains("Jonas Weber wrote")
    );
    assert_eq!(seen(&room, &room.ana, "session_idea").await, 1);
}

#[tokio::test]
async fn others_see_how_many_are_ready_and_nothing_else() {
    let room = Room::at_step(3).await;
    room.jonas.writes(&room.session, 2, SECRET).await;
    let before = room.everything(&room.ana).await;
    for _ in 0..3 {
        room.jonas
            .writes(&room.session, 2, "And another one.")
            .await;
    }
    let page = room.ana.sees(&room.session).await;
    page.says("0 of 3 have said they are ready.");
    assert_eq!(
        before.len() / 100,
        room.everything(&room.ana).await.len() / 100,
        "how much was written cannot be told"
    );
    let page = room.jonas.sees(&room.session).await;
    room.jonas
        .sends(&page.form("#writing form[action$='/readiness']"))
        .await;
    let page = room.ana.sees(&room.session).await;
    page.says("1 of 3 has said they are ready.");
}

#[tokio::test]
async fn an_own_idea_can_be_taken_back_until_it_is_shown_and_another_s_never() {
    let room = Room::at_step(3).await;
    let page = room.jonas.writes(&room.session, 1, SECRET).await;
    let removal = page.form("form[action$='/removal']");
    room.ana.sends(&removal).await.is(StatusCode::NOT_FOUND);
    let page = room.jonas.sends(&removal).await;
    page.does_not_say(SECRET);
    let page = room.jonas.writes(&room.session, 1, SECRET).await;
    let removal = page.form("form[action$='/removal']");
    room.mara.goes_on_to(&room.session, 4).await;
    for member in [&room.jonas, &room.ana] {
        member
            .sends(&removal)
            .await
            .is(StatusCode::CONFLICT)
            .says("Everybody has seen it");
    }
}

#[tokio::test]
async fn a_card_needs_words_and_keeps_what_was_typed() {
    let room = Room::at_step(3).await;
    let before = room.world.events().await;
    let page = room.jonas.writes(&room.session, 1, "  ").await;
    page.complains("idea-1-text", "A few words are enough.");
    let long = "x".repeat(301);
    let page = room.jonas.writes(&room.session, 2, &long).await;
    page.complains("idea-2-text", "Please keep it to 300 characters");
    assert_eq!(page.form("form[id^='idea-2-']").value("text"), long);
    assert_eq!(room.world.events().await, before, "nothing was written");
    assert_eq!(seen(&room, &room.jonas, "session_idea").await, 0);
}

#[tokio::test]
async fn pressed_twice_a_card_is_written_once() {
    let room = Room::at_step(3).await;
    let page = room.jonas.sees(&room.session).await;
    let form = page.form("form[id^='idea-1-']").fill("text", SECRET);
    room.jonas.sends(&form).await;
    let page = room.jonas.sends(&form).await;
    assert_eq!(page.read("#mine-1 .idea p"), [SECRET]);
}

#[tokio::test]
async fn odds_stay_private_until_all_are_in() {
    let room = Room::at_step(0).await;
    room.mara.gives_odds(&room.session, "before", "22").await;
    let page = room.jonas.gives_odds(&room.session, "before", "78 %").await;
    assert_eq!(page.form("#odds-before").value("odds"), "78");
    page.says("2 of 3 are in");
    for (who, others) in [(&room.mara, "78"), (&room.jonas, "22")] {
        let page = who.sees(&room.session).await;
        assert!(page.all(".odds svg").is_empty());
        assert!(
            !page.text.contains(&format!(">{others}"))
                && !page.text.contains(&format!("\"{others}\"")),
            "{page}"
        );
        assert_eq!(seen(&room, who, "session_odds").await, 1);
    }
    let page = room.ana.gives_odds(&room.session, "before", "30").await;
    page.says("22 to 78: we do not see the same deal");
    page.says("3 of 3, shown together");
    assert_eq!(
        page.one(".odds svg").attr("aria-label"),
        Some("22, 30 and 78 %")
    );
    assert_eq!(page.all(".odds circle").len(), 3);
    assert!(page.all("#odds-before").is_empty(), "what was shown stays");
    assert_eq!(seen(&room, &room.mara, "session_odds").await, 3);
}

#[tokio::test]
async fn odds_are_a_number_up_to_a_hundred_and_can_be_changed_until_they_are_shown() {
    let room = Room::at_step(0).await;
    for wrong in ["", "101", "-1", "half", "33.3"] {
        let page = room.jonas.gives_odds(&room.session, "before", wrong).await;
        page.complains("odds", "A whole number from 0 to 100.");
        assert_eq!(page.form("#odds-before").value("odds"), wrong);
    }
    room.jonas.gives_odds(&room.session, "before", "40").await;
    let page = room.jonas.gives_odds(&room.session, "before", "60").await;
    assert_eq!(page.form("#odds-before").value("odds"), "60");
    let form = page.form("#odds-before");
    let page = room.mara.sees(&room.session).await;
    room.mara
        .sends(&page.form("form[action$='/showing']"))
        .await
        .says("60: one of us alone");
    room.jonas
        .sends(&form.fill("odds", "10"))
        .await
        .is(StatusCode::CONFLICT)
        .says("stays as it is");
    let page = room.ana.gives_odds(&room.session, "before", "10").await;
    page.says("10 to 60");
    assert_eq!(
        page.all(".odds circle.late").len(),
        1,
        "who comes late is marked so"
    );
}

#[tokio::test]
async fn one_alone_is_not_together() {
    let room = room().await;
    let page = room.mara.gives_odds(&room.session, "before", "50").await;
    assert!(page.all(".odds svg").is_empty(), "others may still come");
}

#[tokio::test]
async fn votes_stay_hidden_until_all_are_in() {
    let room = Room::at_step(3).await;
    room.jonas.writes(&room.session, 1, SECRET).await;
    room.ana
        .writes(&room.session, 3, "Let a driver talk to theirs.")
        .await;
    room.mara.goes_on_to(&room.session, 4).await;
    for _ in 0..3 {
        room.jonas.votes_for(&room.session, SECRET).await;
    }
    let page = room.jonas.sees(&room.session).await;
    page.says("You have given your three dots. Ana Lindqvist and Mara Kovač are still voting.");
    assert_eq!(
        page.all("#board .dots i:not(.free)").len(),
        3,
        "one's own are seen"
    );
    let page = room.ana.sees(&room.session).await;
    assert!(page.all("#board .dots i:not(.free)").is_empty(), "{page}");
    assert_eq!(seen(&room, &room.ana, "session_dot").await, 0);
    for member in [&room.ana, &room.mara] {
        for _ in 0..3 {
            member
                .votes_for(&room.session, "Let a driver talk to theirs.")
                .await;
        }
    }
    let page = room.jonas.sees(&room.session).await;
    page.says("These are everybody’s dots.");
    assert_eq!(page.all("#board .dots i:not(.free)").len(), 9);
    assert_eq!(seen(&room, &room.jonas, "session_dot").await, 3);
}

#[tokio::test]
async fn nobody_has_more_than_three_dots() {
    let room = Room::at_step(3).await;
    room.jonas.writes(&room.session, 1, SECRET).await;
    room.jonas.writes(&room.session, 1, "The other.").await;
    room.mara.goes_on_to(&room.session, 4).await;
    let page = room.jonas.sees(&room.session).await;
    let form = page.form_on(SECRET, "/dots");
    for forged in ["4", "-1", "x", ""] {
        room.jonas
            .sends_as(&form, "dots", forged)
            .await
            .is(StatusCode::CONFLICT);
    }
    room.jonas
        .sends_as(&form, "dots", "2")
        .await
        .is(StatusCode::OK);
    let other = page.form_on("The other.", "/dots");
    room.jonas
        .sends_as(&other, "dots", "2")
        .await
        .is(StatusCode::CONFLICT)
        .says("You have three dots");
    room.jonas
        .sends_as(&form, "dots", "0")
        .await
        .is(StatusCode::OK);
    let page = room.jonas.sends_as(&other, "dots", "3").await;
    page.says("You have given your three dots.");
    let page = room.mara.sees(&room.session).await;
    room.mara
        .sends(&page.form("form[action$='/showing']:has([value=votes])"))
        .await;
    room.jonas
        .sends_as(&other, "dots", "1")
        .await
        .is(StatusCode::CONFLICT)
        .says("shown already");
}

#[tokio::test]
async fn alike_ideas_become_one_and_say_how_many_wrote_it() {
    let room = Room::at_step(3).await;
    room.jonas.writes(&room.session, 1, SECRET).await;
    room.ana.writes(&room.session, 1, "Works council!").await;
    room.mara
        .writes(&room.session, 2, "Routely is in the contract.")
        .await;
    room.mara.goes_on_to(&room.session, 4).await;
    let page = room.ana.sees(&room.session).await;
    let form = page
        .form_on("Works council!", "/merge")
        .choose("into", SECRET);
    let page = room.ana.sends(&form).await;
    page.says("3 ideas written in silence, merged to 2")
        .says("2 wrote this");
    assert_eq!(page.read("#board .alike li > span"), ["Works council!"]);
    let form = page
        .form_on("Routely is in the contract.", "/doubts")
        .fill("reason", "Since when?");
    let page = room.jonas.sends(&form).await;
    page.says("Jonas Weber asks: Since when?")
        .says("challenged");
    let empty = page.form_on(SECRET, "/doubts").fill("reason", " ");
    room.jonas
        .sends(&empty)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Say why, in a few words.");
    let page = room.mara.sees(&room.session).await;
    let page = room
        .mara
        .presses("Part again: Works council!", &page.form(".alike form"))
        .await;
    page.says("3 ideas written in silence · votes");
}

#[tokio::test]
async fn the_store_shows_nothing_hidden_when_nobody_acts() {
    let room = Room::at_step(3).await;
    room.jonas.writes(&room.session, 1, SECRET).await;
    let (workspace, deal, session) = ids(&room).await;
    let database = Database::lazy((*room.world.db().app.connect_options()).clone(), 2);
    let mut tx = database
        .begin(Scope {
            workspace,
            member: None,
        })
        .await
        .expect("begun");
    assert!(
        store::find(&mut tx, deal, session)
            .await
            .expect("read")
            .is_some()
    );
    assert!(
        store::ideas(&mut tx, session)
            .await
            .expect("read")
            .is_empty()
    );
    assert!(
        store::odds(&mut tx, session)
            .await
            .expect("read")
            .is_empty()
    );
}

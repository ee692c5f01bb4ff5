//! Nothing of another workspace is ever found, whoever asks and however.

use super::{COST, finds, hits, quotes, story};
use crate::world::{Member, World};
use sqlx::{Connection, Executor, PgConnection};

const SECRET: &str = "The xylophone budget is two million.";

/// A connection of the server's own role, in the workspace of this member.
async fn acting_as(world: &World, member: &Member) -> PgConnection {
    let options = world.db().app.connect_options();
    let mut connection = PgConnection::connect_with(&options).await.expect("in");
    let workspace: String =
        sqlx::query_scalar("select workspace_id::text from member where id = $1")
            .bind(member.id.0)
            .fetch_one(&world.db().superuser)
            .await
            .expect("a workspace");
    sqlx::query("select set_config('app.workspace_id', $1, false)")
        .bind(workspace)
        .execute(&mut connection)
        .await
        .expect("set");
    connection
}

/// Another workspace in which much is said, and one of ours.
async fn two_workspaces() -> (World, World) {
    let here = World::new().await;
    let there = here.elsewhere().await;
    story(&here).await;
    let olga = there.rep("Olga Outsider").await;
    let deal = olga.opens("Xylophone plan").at("Xylophone Works").await;
    olga.records(&deal, SECRET)
        .said_by("Xenia Xylander")
        .proving(COST)
        .await
        .is_recorded();
    (here, there)
}

#[tokio::test]
async fn no_row_of_another_workspace_is_found_nor_offered() {
    let (here, there) = two_workspaces().await;
    let jonas = here.rep("Jonas Weber").await;
    for typed in [
        "xylophone",
        "xylophon",
        "xylohpone",
        "xenia",
        "budget",
        "million",
        "two",
    ] {
        let found = finds(&jonas, &format!("q={typed}")).await;
        found
            .does_not_say("million.")
            .does_not_say("Xyl")
            .does_not_say("for xylophone");
        assert!(!found.words().contains("Did you mean xyl"), "{found}");
    }
    let theirs = there.rep("Otto Outsider").await;
    assert_eq!(quotes(&finds(&theirs, "q=xylohpone").await), [SECRET]);
    assert_eq!(
        hits(&finds(&theirs, "q=council").await),
        Vec::<String>::new()
    );
    let xenia = finds(&theirs, "q=xenia").await.link("What they said");
    let asked = jonas.opens_page(&xenia).await;
    asked.does_not_say("million").does_not_say("Xenia");
}

/// Everything that the functions give to somebody of a workspace who asks by SQL.
async fn all_that_comes(connection: &mut PgConnection, words: &[String]) -> Vec<String> {
    let rows = sqlx::query_scalar(
        "select id::text from find_said($1, null, null, null, null, null, null, 1000)
         union all select id::text from find_said($1, null, null, null, null, 1::smallint, null, 1000)
         union all select id::text from find_said($1, (select array_agg(id) from contact), null, null, null, null, null, 1000)
         union all select id::text from find_names(array[1, 2, 3]::smallint[], $1, null, 1000)
         union all select alike from find_alike($1, true) where alike is not null",
    )
    .bind(words)
    .fetch_all(connection)
    .await;
    rows.expect("an answer")
}

#[tokio::test]
async fn no_crafted_question_reaches_further() {
    let (here, _there) = two_workspaces().await;
    let db = &here.db().superuser;
    let jonas = here.rep("Jonas Weber").await;
    let mut connection = acting_as(&here, &jonas).await;
    let ids: Vec<String> = sqlx::query_scalar(
        "select id::text from find_evidence where workspace_id <> (select workspace_id from member where id = $1)
         union all select id::text from find_name where workspace_id <> (select workspace_id from member where id = $1)
         union all select word from find_word where workspace_id <> (select workspace_id from member where id = $1)
            and word not in (select word from find_word where workspace_id = (select workspace_id from member where id = $1))",
    )
    .bind(jonas.id.0)
    .fetch_all(db)
    .await
    .expect("theirs");
    assert!(ids.len() > 5, "{ids:?}");
    let mark: String = sqlx::query_scalar(
        "select find_mark(workspace_id) from find_evidence where workspace_id <> (select workspace_id from member where id = $1)",
    )
    .bind(jonas.id.0)
    .fetch_one(db)
    .await
    .expect("their mark");
    let crafted = [
        vec!["xylophone".to_owned()],
        vec![format!("' | '{mark}xylophone")],
        vec![format!("x':* | '{mark}':* | '")],
        vec![format!("\\' | \\'{mark}xylophone\\")],
        vec![format!("{mark}xylophone")],
        vec![format!("1{mark}")],
        vec![String::new()],
        vec!["!x".to_owned()],
        vec!["@2".to_owned()],
        vec![],
    ];
    for words in crafted {
        let came = all_that_comes(&mut connection, &words).await;
        let theirs: Vec<_> = came.iter().filter(|row| ids.contains(row)).collect();
        assert!(theirs.is_empty(), "{words:?}: {theirs:?}");
    }
    // Nobody's workspace: nothing at all.
    connection
        .execute("select set_config('app.workspace_id', '', false)")
        .await
        .expect("set");
    for words in [
        vec!["xylophone".to_owned()],
        vec!["council".to_owned()],
        vec![],
    ] {
        assert_eq!(
            all_that_comes(&mut connection, &words).await,
            Vec::<String>::new()
        );
    }
}

#[tokio::test]
async fn the_servers_role_reads_no_search_table_and_calls_none_of_their_keepers() {
    let (here, _there) = two_workspaces().await;
    let jonas = here.rep("Jonas Weber").await;
    let mut connection = acting_as(&here, &jonas).await;
    for refused in [
        "select count(*) from find_evidence",
        "select count(*) from find_name",
        "select count(*) from find_bearing",
        "select count(*) from find_word",
        "insert into find_word values (current_workspace(), 'x')",
        "update find_evidence set happened_on = now()",
        "delete from find_name",
        "select find_keep_words(current_workspace(), array['xyz'])",
        "select find_keep_name(current_workspace(), 1::smallint, current_workspace(), 'x', '')",
    ] {
        let answer = connection.execute(refused).await;
        let error = answer.expect_err(refused).to_string();
        assert!(error.contains("permission denied"), "{refused}: {error}");
    }
}

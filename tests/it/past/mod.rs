//! Pages as they were: the same to the word as they were seen then, whatever happened since.

mod story;

use crate::world::{Member, World, questions, seed, words};
use axum::http::StatusCode;
use story::{Seen, Story};

async fn start() -> (World, Member) {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    (world, mara)
}

/// Noon of a day, as addresses tell it.
fn noon(day: &str) -> String {
    format!("at={day}T12%3A00%3A00Z")
}

#[tokio::test]
async fn every_page_of_a_random_story_is_the_same_to_the_word_when_one_looks_back() {
    let seed = seed();
    let mut story = Story::begin(seed).await;
    let mut seen: Vec<Seen> = vec![];
    for _ in 0..story::DAYS {
        story.goes_on().await;
        seen.extend(story.looks_at_everything().await);
    }
    story.a_month_passes().await;
    let told = story.told().join("\n");
    for page in &seen {
        let again = story.looks_back_at(page).await;
        assert_eq!(
            again, page.words,
            "{} as of {}, seed {seed}\n{told}",
            page.address, page.day
        );
    }
    let late = story.told_later_than_they_say().await;
    assert!(late.is_empty(), "{late:?}, seed {seed}\n{told}");
    let different: std::collections::BTreeSet<_> = seen.iter().map(|page| &page.words).collect();
    assert!(
        different.len() > 3 * story::DAYS,
        "the story was too tame to mean anything:\n{told}"
    );
}

#[tokio::test]
async fn a_page_of_the_past_says_so_and_nothing_can_be_done_there() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.goes_through(&deal).await;
    world.sleeps_until("2030-03-10").await;
    let page = mara
        .opens_page(&format!("{}?{}", deal.path, noon("2030-03-05")))
        .await;
    page.is(StatusCode::OK)
        .says("As it was on Tuesday 5 March 2030, 12:00.")
        .says("Nothing can be changed here.");
    let fields = page.all("main fieldset.past[disabled]");
    assert_eq!(fields.len(), 1, "every form of the page is shut");
    let open = page
        .all("main form")
        .into_iter()
        .filter(|form| form.value().attr("action") != Some("/as-of"))
        .filter(|form| !form.ancestors().any(|above| above.id() == fields[0].id()));
    assert_eq!(open.count(), 0, "a form stands outside the shut part");
    assert!(
        page.one("main").attr("data-stream").is_none(),
        "the past does not change"
    );
    let back = mara.opens_page(&page.link("Back to now")).await;
    back.does_not_say("As it was on");
}

#[tokio::test]
async fn what_came_later_is_not_there_yet() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    world.sleeps_until("2030-03-08").await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    world.sleeps_until("2030-03-10").await;
    let before = mara
        .opens_page(&format!("{}?{}", deal.path, noon("2030-03-07")))
        .await;
    before.stands_at("Noticing").does_not_say("Yes, we do.");
    let earlier = mara
        .opens_page(&format!("{}?{}", deal.path, noon("2030-03-03")))
        .await;
    earlier.is(StatusCode::NOT_FOUND);
    let board = mara
        .opens_page(&format!("/pipeline?{}", noon("2030-03-07")))
        .await;
    assert_eq!(
        words(board.one("#phase-notice .deal-card h3")),
        "Acme Freight"
    );
    assert!(board.all("#phase-change .deal-card").is_empty());
}

#[tokio::test]
async fn links_of_a_past_page_stay_there() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    world.sleeps_until("2030-03-10").await;
    let board = mara
        .opens_page(&format!("/pipeline?owner=mine&{}", noon("2030-03-05")))
        .await;
    let then = mara.opens_page(&board.link("Acme Freight")).await;
    assert!(then.address.starts_with(&deal.path));
    then.says("As it was on Tuesday 5 March 2030");
    let framing = then.one(".journey li:nth-child(3) a").value().attr("href");
    let stage = mara.opens_page(framing.expect("a link")).await;
    stage.says("As it was on Tuesday 5 March 2030");
    let table = mara.opens_page(&board.link("Table")).await;
    table.says("As it was on Tuesday 5 March 2030");
    let later = mara.opens_page(&board.link("A day later")).await;
    later.says("As it was on Wednesday 6 March 2030");
    assert!(later.address.contains("owner=mine"), "{}", later.address);
}

#[tokio::test]
async fn a_day_and_a_time_lead_there_and_nonsense_is_told_beside_the_field() {
    let (world, mara) = start().await;
    mara.opens("Route planning").await;
    world.sleeps_until("2030-03-10").await;
    let now = mara.opens_page("/pipeline?owner=mine").await;
    let form = now.form("form[action='/as-of']");
    let then = mara
        .sends(&form.clone().fill("Day", "2030-03-05").fill("Time", "09:30"))
        .await;
    then.says("As it was on Tuesday 5 March 2030, 09:30");
    assert!(then.address.contains("owner=mine"), "{}", then.address);
    let wrong = mara.sends(&form.clone().fill("Day", "soon")).await;
    wrong
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .complains("on", "Which day?");
    let future = mara.sends(&form.fill("Day", "2031-01-01")).await;
    future.is(StatusCode::OK).does_not_say("As it was on");
    let away = mara
        .opens_page("/as-of?page=//evil.example/&on=2030-03-05")
        .await;
    assert!(away.address.starts_with("/pipeline"), "{}", away.address);
}

#[tokio::test]
async fn another_workspaces_past_is_not_there() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    let stranger = world.elsewhere().await.admin("Otto Lind").await;
    world.sleeps_until("2030-03-10").await;
    let page = stranger
        .opens_page(&format!("{}?{}", deal.path, noon("2030-03-05")))
        .await;
    page.is(StatusCode::NOT_FOUND);
    let board = stranger
        .opens_page(&format!("/pipeline?{}", noon("2030-03-05")))
        .await;
    board.is(StatusCode::OK).does_not_say("Acme Freight");
}

#[tokio::test]
async fn without_a_moment_the_past_is_empty() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.goes_through(&deal).await;
    let names = "select viewname::text from pg_views where schemaname = 'past'";
    let database = &world.db().superuser;
    let views: Vec<String> = sqlx::query_scalar(names)
        .fetch_all(database)
        .await
        .expect("views");
    assert!(views.len() > 40, "{views:?}");
    for view in views {
        let count = format!("select count(*) from past.{view}");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .fetch_one(database)
            .await
            .expect("a count");
        assert_eq!(count, 0, "{view}");
    }
}

#[tokio::test]
async fn looking_back_asks_no_more_questions_than_looking() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.goes_through(&deal).await;
    mara.says_of(&deal, "Nobody but us.").await;
    world.sleeps_until("2030-03-10").await;
    for address in ["/pipeline", "/pipeline/table", &deal.path] {
        let back = format!("{address}?{}", noon("2030-03-06"));
        mara.opens_page(&back).await; // connects
        let now = questions(mara.opens_page(address)).await;
        let then = questions(mara.opens_page(&back)).await;
        assert_eq!(now, then, "{address}");
    }
}

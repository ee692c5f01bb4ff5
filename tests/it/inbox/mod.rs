//! What is meant for somebody reaches them, quietly, and nobody else.

mod digest;
mod held;
mod kept_apart;
mod settings;
mod talk;

use crate::world::{Deal, Member, Page, World, words};
use axum::http::{Method, StatusCode};
use saidso::{live, opportunities::lapse};
use sqlx::Executor;

const FIRST: &str = "Yes, we do. (Noticing)";
const FILE: &str = "It is all in our file.";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";

struct Team {
    world: World,
    mara: Member,
    jonas: Member,
    ana: Member,
    deal: Deal,
}

/// Two reps and their manager; the deal is Mara's, and has gone one stage.
async fn team() -> Team {
    team_in(World::new().await).await
}

async fn team_in(world: World) -> Team {
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    Team {
        jonas: world.rep("Jonas Weber").await,
        ana: world.manager("Ana Lindqvist").await,
        mara,
        deal,
        world,
    }
}

impl Team {
    /// Ana takes back what the deal rested on.
    async fn ana_withdraws(&self) {
        let page = self
            .ana
            .withdraws(&self.deal, 1, FIRST, "Another Ines")
            .await;
        page.stands_at("Noticing");
    }
}

impl Page {
    /// The sentences of the inbox, newest first.
    fn items(&self) -> Vec<String> {
        self.read(".inbox > li > p:first-child")
    }

    /// Where the newest item leads by way of the inbox.
    fn newest(&self) -> String {
        let links = self.all(".inbox > li a");
        links[0].attr("href").unwrap_or_default().to_owned()
    }

    /// What the top bar says.
    fn for_me(&self) -> String {
        words(self.one("#for-me"))
    }
}

async fn inbox(member: &Member) -> Page {
    let page = member.opens_page("/inbox").await;
    page.is(StatusCode::OK);
    page
}

/// Where an item leads.
async fn leads(member: &Member, item: &str) -> String {
    let answer = member.asks(Method::GET, item, None).await;
    answer.is(StatusCode::SEE_OTHER);
    answer.text
}

#[tokio::test]
async fn a_fall_back_is_for_the_owner_and_not_for_who_brought_it_about() {
    let t = team().await;
    inbox(&t.mara).await.says("Nothing waits for you");
    t.ana_withdraws().await;
    let page = inbox(&t.mara).await;
    assert_eq!(
        page.items(),
        [
            "Route planning fell back from Agreeing to change to Noticing: Ana Lindqvist withdrew what we had recorded \
          from Ines Baptista New"
        ]
    );
    assert_eq!(page.read(".inbox .voice"), [format!("“{FIRST}”")]);
    page.says("Route planning, Acme Freight");
    assert_eq!(page.for_me(), "For me 1 not read yet");
    for other in [&t.ana, &t.jonas] {
        let page = inbox(other).await;
        page.says("Nothing waits for you");
        assert_eq!(page.for_me(), "For me");
    }
    assert_eq!(leads(&t.mara, &page.newest()).await, t.deal.path);
    let page = inbox(&t.mara).await;
    assert_eq!((page.items().len(), page.for_me()), (1, "For me".into()));
    assert!(!page.items()[0].ends_with("New"), "they have been there");
}

#[tokio::test]
async fn nobody_is_told_of_what_they_did_themselves() {
    let t = team().await;
    t.mara
        .withdraws(&t.deal, 1, FIRST, "Another Ines")
        .await
        .stands_at("Noticing");
    inbox(&t.mara).await.says("Nothing waits for you");
}

#[tokio::test]
async fn the_sentence_says_who_said_otherwise() {
    let t = team().await;
    let no = t.jonas.records(&t.deal, "We would just go on.");
    no.against(NOTHING_CHANGES).await.stands_at("Noticing");
    let page = inbox(&t.mara).await;
    page.says("fell back from Agreeing to change to Noticing: Ines Baptista said otherwise");
    page.says("“We would just go on.”");
}

#[tokio::test]
async fn evidence_that_grew_too_old_is_told_to_the_owner() {
    let t = team_in(World::on("2026-01-10").await).await;
    t.world.sleeps_until("2026-07-10").await;
    inbox(&t.mara)
        .await
        .says("fell back from Agreeing to change to Noticing: what they had said is out of date");
}

#[tokio::test]
async fn a_doubt_is_for_who_recorded_it_and_its_answer_for_who_doubts() {
    let t = team().await;
    t.jonas.proves_all(&t.deal, FILE).await;
    t.ana
        .challenges(&t.deal, 2, FILE, "Was that not last year’s?")
        .await;
    inbox(&t.mara).await.says("Nothing waits for you");
    let page = inbox(&t.jonas).await;
    page.says("Ana Lindqvist doubts what Ines Baptista said: Was that not last year’s?");
    page.says(&format!("“{FILE}”"));
    let place = leads(&t.jonas, &page.newest()).await;
    let (path, mark) = place.split_once('#').expect("the very place");
    assert_eq!(path, format!("{}?stage=2", t.deal.path));
    let there = t.jonas.opens_page(path).await;
    let said = words(there.one(&format!("[id='{mark}']")));
    assert!(said.contains(FILE), "{said}");

    let sofia = t.world.admin("Sofia Ruiz").await;
    sofia
        .answers(&t.deal, 2, FILE, "It counts", "It is this year’s")
        .await;
    let page = inbox(&t.ana).await;
    page.says(
        "Sofia Ruiz answered your doubt, and what Ines Baptista said counts: It is this year’s",
    );
    let place = leads(&t.ana, &page.newest()).await;
    assert!(place.contains("#e-"), "{place}");
}

#[tokio::test]
async fn who_doubted_rightly_hears_it_and_so_does_the_owner() {
    let t = team().await;
    t.ana.challenges(&t.deal, 1, FIRST, "Which Ines?").await;
    let sofia = t.world.admin("Sofia Ruiz").await;
    sofia
        .answers(&t.deal, 1, FIRST, "The doubt is right", "The other one")
        .await
        .stands_at("Noticing");
    inbox(&t.ana)
        .await
        .says("Sofia Ruiz found you right to doubt what Ines Baptista said: The other one");
    let page = inbox(&t.mara).await;
    page.says("fell back from Agreeing to change to Noticing: a doubt about what Ines Baptista said was right");
    page.says("Ana Lindqvist doubts what Ines Baptista said: Which Ines?");
    assert_eq!(page.for_me(), "For me 2 not read yet");
}

#[tokio::test]
async fn all_of_it_is_read_up_to_what_the_page_showed() {
    let t = team().await;
    t.ana.challenges(&t.deal, 1, FIRST, "Which Ines?").await;
    let page = inbox(&t.mara).await;
    let form = page.form("#all-read");
    t.ana_withdraws().await;
    let page = t.mara.sends(&form).await;
    page.tells("All of it is marked as read");
    assert_eq!(page.for_me(), "For me 1 not read yet");
    assert!(page.items()[0].contains("fell back") && page.items()[0].ends_with("New"));
    assert!(!page.items()[1].ends_with("New"));
    let page = t.mara.sends(&page.form("#all-read")).await;
    assert_eq!(page.for_me(), "For me");
    assert!(page.all("#all-read").is_empty(), "nothing is left to mark");
}

#[tokio::test]
async fn a_long_inbox_goes_on_page_by_page() {
    let t = team().await;
    let many = "insert into inbox_item (workspace_id, member_id, kind, opportunity_id, subject_id, at)
        select o.workspace_id, o.owner_id, 'fall_back', o.id, gen_random_uuid(), now() - interval '1 hour' * (n / 2)
        from opportunity o, generate_series(1, 120) n";
    t.world.db().superuser.execute(many).await.expect("many");
    let mut page = inbox(&t.mara).await;
    assert_eq!(page.for_me(), "For me 99+ not read yet");
    let mut seen = std::collections::BTreeSet::new();
    loop {
        for item in page.all(".inbox > li") {
            assert!(seen.insert(item.attr("id").unwrap_or_default().to_owned()));
        }
        let Some(next) = page.all("a[rel=next]").first().and_then(|a| a.attr("href")) else {
            break;
        };
        page = t.mara.opens_page(next).await;
    }
    assert_eq!(seen.len(), 120);
}

#[tokio::test]
async fn an_open_page_hears_of_it_wherever_the_reader_is_and_nobody_else_does() {
    let t = team().await;
    let app = t.world.app();
    tokio::spawn(live::keep_going(app.clone()));
    let _until_dropped = app.stopping.clone().drop_guard();
    let router = app.router();
    let other = t.jonas.opens("Cold chain").at("Tejut Dairy").await;
    let id = other.path.rsplit('/').next().expect("an id");
    let stream = format!("/live?deal={id}");
    let mut mara = t.mara.listens(&router, &stream).await.expect("open");
    let mut jonas = t.jonas.listens(&router, &stream).await.expect("open");
    t.ana_withdraws().await;
    mara.hears_of("inbox_item").await;
    jonas.hears_nothing_of("inbox_item").await;
    let alone = t.mara.opens_page("/inbox/unread").await;
    assert_eq!(alone.for_me(), "For me 1 not read yet");
    // Reading it elsewhere is heard, too.
    let newest = inbox(&t.mara).await.newest();
    let again = t.mara.listens(&router, &stream).await.expect("open");
    drop(again);
    t.mara.opens_page(&newest).await.is(StatusCode::OK);
    mara.hears_of("inbox_item").await;
}

#[tokio::test]
async fn a_lapse_that_two_processes_settle_is_told_once() {
    let t = team_in(World::on("2025-01-10").await).await;
    let behind = &t.world.db().superuser;
    behind
        .execute("update workspace set rehearsal = false")
        .await
        .expect("its clock is the server’s again");
    let (here, there) = (t.world.another_process().db, t.world.another_process().db);
    let (one, other) = tokio::join!(
        lapse::settle_everywhere(&here),
        lapse::settle_everywhere(&there)
    );
    one.and(other).expect("gone round");
    let told: i64 =
        sqlx::query_scalar("select count(*) from inbox_item where by_member_id is null")
            .fetch_one(behind)
            .await
            .expect("counted");
    assert_eq!(told, 1);
}

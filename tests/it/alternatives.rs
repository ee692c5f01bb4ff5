//! What else the customer could do: doing nothing first, ours last, and what they said before what we think.

use crate::world::{Deal, Member, Page, World, all, words};
use axum::http::StatusCode;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const SCARED: &str = "If we change in the season, we lose Christmas.";
const CALM: &str = "With you we could start with one depot.";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// Ines and Rui said something that can be taken up.
async fn spoken(mara: &Member, deal: &Deal) {
    mara.records(deal, SCARED).proving(COST).await.is_recorded();
    let calm = mara.records(deal, CALM).said_by("Rui Antunes");
    calm.proving(COST).await.is_recorded();
}

/// Every way with how risky it looks, as the deal's page shows it.
fn bars(page: &Page) -> Vec<String> {
    let rows = page.all("#options li");
    let bar = |row| {
        format!(
            "{}: {}",
            words(all(row, "a")[0]),
            words(all(row, ".level")[0])
        )
    };
    rows.into_iter().map(bar).collect()
}

#[tokio::test]
async fn doing_nothing_comes_first_and_ours_last_and_neither_can_be_taken_away() {
    let (_world, mara, deal) = start().await;
    assert_eq!(
        bars(&mara.looks_at(&deal).await),
        ["Do nothing: not said", "Us: not said"]
    );
    mara.names_an_alternative(&deal, "competitor", "Routely")
        .await
        .tells("Saved");
    let page = mara.names_an_alternative(&deal, "build", "").await;
    assert_eq!(
        page.read("section.way h2"),
        ["Do nothing", "Routely", "Build it themselves", "Us"]
    );
    assert_eq!(page.all("section.way form[action$='/letting-go']").len(), 2);
    let history = mara.looks_at(&deal).await.history();
    assert!(
        history[1].contains("named what else they could do: Routely"),
        "{history:?}"
    );
}

#[tokio::test]
async fn a_way_is_named_once_and_a_competitor_by_name() {
    let (world, mara, deal) = start().await;
    let form = mara
        .opens_alternatives(&deal)
        .await
        .form("#alternative-form");
    let form = form.choose("kind", "competitor");
    mara.sends(&form)
        .await
        .complains("name", "Which competitor is it?");
    let named = form.clone().fill("name", "Routely");
    mara.sends(&named).await.tells("Saved");
    let before = world.events().await;
    mara.sends(&named).await.tells("already recorded");
    let page = mara
        .names_an_alternative(&deal, "incumbent", " routely ")
        .await;
    page.complains("name", "on the list already");
    assert_eq!(page.form("#alternative-form").value("kind"), "incumbent");
    let fresh = page.form("#alternative-form");
    let strange = fresh.forge("kind", "pray");
    mara.sends(&strange)
        .await
        .complains("kind", "Choose what it would be");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_we_think_is_called_so_and_gives_way_to_what_they_say() {
    let (_world, mara, deal) = start().await;
    spoken(&mara, &deal).await;
    mara.looks_at(&deal)
        .await
        .says("Nobody there has said yet which way looks safest");
    let rui = [("person", "Rui Antunes")];
    mara.says_how_it_looks(&deal, "Us", "high", &rui)
        .await
        .tells("Noted");
    let page = mara
        .says_how_it_looks(&deal, "Do nothing", "low", &rui)
        .await;
    page.says("We think it is this one: doing nothing");
    let page = mara.looks_at(&deal).await;
    assert_eq!(
        bars(&page),
        ["Do nothing: low risk, we think", "Us: high risk, we think"]
    );
    mara.says_how_it_looks(
        &deal,
        "Do nothing",
        "high",
        &[("evidence", "Ines Baptista")],
    )
    .await;
    let page = mara
        .says_how_it_looks(&deal, "Us", "some", &[("evidence", "Rui Antunes")])
        .await;
    page.says("To the customer our way looks safest today: some risk, on the word of Rui Antunes");
    let page = mara.looks_at(&deal).await;
    assert_eq!(bars(&page), ["Do nothing: high risk", "Us: some risk"]);
    let history = page.history();
    assert!(
        history[0].contains("how our way looks to Rui Antunes: some risk"),
        "{history:?}"
    );
    assert!(history[0].contains(CALM), "in their words: {history:?}");
    assert!(history[2].contains("low risk, we think"), "{history:?}");
}

#[tokio::test]
async fn who_sees_it_otherwise_now_is_shown_with_how_they_saw_it_before() {
    let (_world, mara, deal) = start().await;
    spoken(&mara, &deal).await;
    let ines = [
        ("evidence", "Ines Baptista"),
        ("words", "She said it twice."),
    ];
    mara.says_how_it_looks(&deal, "Us", "high", &ines)
        .await
        .tells("Noted");
    let page = mara.says_how_it_looks(&deal, "Us", "low", &ines).await;
    let views = page.read("#w-us .views > li");
    assert_eq!(views.len(), 2);
    assert!(
        views[0].starts_with("Ines Baptista: low risk, before it was: high risk"),
        "{views:?}"
    );
    assert!(
        views[0].contains("She said it twice.") && views[0].contains(SCARED),
        "{views:?}"
    );
    assert!(views[1].contains("earlier"), "{views:?}");
    assert_eq!(page.all("#w-us blockquote.voice").len(), 2);
    page.says("one way only: our way, low risk on the word of Ines Baptista");
}

#[tokio::test]
async fn words_that_no_longer_count_leave_only_what_we_think() {
    let (_world, mara, deal) = start().await;
    spoken(&mara, &deal).await;
    mara.says_how_it_looks(&deal, "Us", "low", &[("evidence", "Rui Antunes")])
        .await;
    mara.withdraws(&deal, 1, CALM, "It was another Rui").await;
    assert_eq!(
        bars(&mara.looks_at(&deal).await)[1],
        "Us: low risk, we think"
    );
    let page = mara.opens_alternatives(&deal).await;
    page.says("Those words no longer count");
    let mut form = page.form("#risk-form");
    assert!(
        !form.offers("evidence", "Rui Antunes"),
        "they are not offered again"
    );
}

#[tokio::test]
async fn a_view_without_sense_is_refused_beside_its_field() {
    let (world, mara, deal) = start().await;
    spoken(&mara, &deal).await;
    let other = mara.opens("Cold chain").at("Tejut Dairy").await;
    let page = mara.gives_a_part(&other, "Anna Nagy", &[]).await;
    let anna = page
        .link("Anna Nagy")
        .trim_start_matches("/contacts/")
        .to_owned();
    let before = world.events().await;
    let form = mara.view_of(&deal, "Us", "low", &[]).await;
    let nowhere = uuid::Uuid::now_v7().to_string();
    let strange = form
        .clone()
        .forge("way", &nowhere)
        .forge("risk", "awful")
        .forge("evidence", &nowhere)
        .forge("person", &anna)
        .fill("words", &"x".repeat(1001));
    let page = mara.sends(&strange).await;
    page.complains("way", "That is not on the list")
        .complains("risk", "How risky does it look")
        .complains("evidence", "something they said that still counts")
        .complains("person", "Choose somebody from this account")
        .complains("words", "too long");
    let others = [("person", "Rui Antunes"), ("evidence", "Ines Baptista")];
    let page = mara.says_how_it_looks(&deal, "Us", "low", &others).await;
    page.complains("person", "Somebody else said that");
    mara.sends(&form.clone().forge("way", "x"))
        .await
        .complains("way", "Which way");
    assert_eq!(world.events().await, before, "nothing was written");
    mara.sends(&form).await.tells("Noted");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    assert_eq!(world.events().await, before, "noted once");
}

#[tokio::test]
async fn a_way_is_let_go_for_a_reason_and_considered_again() {
    let (world, mara, deal) = start().await;
    spoken(&mara, &deal).await;
    let page = mara
        .names_an_alternative(&deal, "competitor", "Routely")
        .await;
    let before = world.events().await;
    let form = page.letting_go("Routely");
    let page = mara.sends(&form).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Choose what they said, or say how we know");
    let strange = form
        .clone()
        .forge("evidence", &uuid::Uuid::now_v7().to_string());
    mara.sends(&strange)
        .await
        .is_refused("something they said that still counts");
    assert_eq!(world.events().await, before, "nothing was written");
    let form = form.choose("evidence", "Ines Baptista");
    let page = mara.sends(&form).await;
    page.tells("they let it go").says(SCARED);
    assert_eq!(page.read("section.way h2"), ["Do nothing", "Us"]);
    mara.sends(&form).await.tells("already recorded");
    let page = mara.looks_at(&deal).await;
    assert_eq!(
        page.read("#options > .rows a[href*='#w-']"),
        ["Do nothing", "Us"]
    );
    assert_eq!(page.read("#options-gone a[href*='#w-']"), ["Routely"]);
    assert!(page.history()[0].contains("noted that they let Routely go"));
    let page = mara.opens_alternatives(&deal).await;
    let page = mara.sends(&page.form("form[action$='/return']")).await;
    page.tells("on the table again");
    assert_eq!(page.read("section.way h2"), ["Do nothing", "Routely", "Us"]);
    assert!(mara.looks_at(&deal).await.history()[0].contains("put Routely on the table again"));
}

#[tokio::test]
async fn verifiers_about_safety_show_which_way_looks_safest() {
    let (_world, mara, deal) = start().await;
    let mut about_safety = 0;
    for stage in 1..=6 {
        let page = mara.looks_at_stage(&deal, stage).await;
        for row in page.all("article.verifier") {
            let is_about_it = words(all(row, ".asks")[0]).starts_with("Safety:");
            let line = all(row, ".safest");
            assert_eq!(line.len(), usize::from(is_about_it), "{page}");
            about_safety += line.len();
        }
    }
    assert!(about_safety > 0, "the journey asks for safety somewhere");
}

#[tokio::test]
async fn another_workspaces_ways_are_not_there() {
    let (world, mara, deal) = start().await;
    let page = mara
        .names_an_alternative(&deal, "competitor", "Routely")
        .await;
    let form = page.letting_go("Routely").fill("reason", "They said so");
    let piet = world.elsewhere().await.admin("Piet Bakker").await;
    let before = world.events().await;
    for path in ["alternatives", "alternatives/panel"] {
        let page = piet.opens_page(&format!("{}/{path}", deal.path)).await;
        page.is(StatusCode::NOT_FOUND).does_not_say("Routely");
    }
    piet.sends(&form).await.is(StatusCode::NOT_FOUND);
    assert_eq!(world.events().await, before, "nothing was written");
}

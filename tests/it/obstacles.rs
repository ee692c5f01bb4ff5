//! What is in the way of a deal: named once, and what got past it helps the next deal like it.

use crate::world::{Deal, Member, World, all, words};
use axum::http::StatusCode;

const COUNCIL: &str = "The works council has no seat at the table";
const COST: &str = "Someone affected says what the problem costs, in their own words";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

#[tokio::test]
async fn what_is_in_the_way_stands_on_the_deal_below_its_verifier_and_on_its_own_page() {
    let (_world, mara, deal) = start().await;
    mara.proves_all(&deal, "We do.").await;
    let form = mara.naming(&deal, "disagreement", COUNCIL).await;
    let form = form.tick("verifier", COST).tick("person", "Ines Baptista");
    let story = mara.sends(&form).await;
    story.tells("It has a name now");
    for part in [
        COUNCIL,
        "open",
        "They disagree among themselves",
        COST,
        "Ines Baptista",
        "Mara Kovač",
        "Nothing like it on other deals yet.",
    ] {
        story.says(part);
    }
    let page = mara.looks_at(&deal).await;
    let line = words(page.line(COUNCIL));
    for part in ["open", "They disagree among themselves · Ines Baptista"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let row = words(page.verifier(COST));
    assert!(row.contains(&format!("In the way: {COUNCIL}")), "{row}");
    assert!(page.history()[0].contains(&format!("named what is in the way: {COUNCIL}")));
}

#[tokio::test]
async fn what_becomes_of_it_is_added_and_the_latest_counts() {
    let (_world, mara, deal) = start().await;
    let story = mara.names(&deal, "disagreement", COUNCIL).await;
    let page = mara
        .turns(&deal, COUNCIL, "We worked round it", "They met first")
        .await;
    page.tells("What worked stays on record");
    let line = words(page.line(COUNCIL));
    assert!(
        line.contains("worked round") && line.contains("They met first. Mara Kovač"),
        "{line}"
    );
    let page = mara
        .turns(&deal, COUNCIL, "It is in the way again", "A new chair")
        .await;
    page.tells("in the way again");
    let page = mara.turns(&deal, COUNCIL, "It is gone", "She left").await;
    assert!(words(page.one("#obstacles-gone")).contains(COUNCIL));
    let story = mara.opens_page(&story.address).await;
    let steps = story.read("section[aria-labelledby=story-h] li");
    assert_eq!(steps.len(), 3, "{steps:?}");
    assert!(steps[0].contains("They met first") && steps[2].contains("She left"));
    assert!(page.history()[0].contains("saw something in the way gone: She left"));
}

#[tokio::test]
async fn a_fatal_one_offers_to_end_the_deal_and_does_nothing_by_itself() {
    let (_world, mara, deal) = start().await;
    let story = mara.names(&deal, "procurement_rule", COUNCIL).await;
    let page = mara
        .turns(
            &deal,
            COUNCIL,
            "We cannot get past it",
            "They buy from the state only",
        )
        .await;
    page.tells("Nothing happens by itself")
        .stands_at("Noticing");
    assert!(
        page.link("qualify it out")
            .ends_with("/outcome?kind=qualified_out")
    );
    assert!(
        page.link("note that it is lost")
            .ends_with("/outcome?kind=lost_to_supplier")
    );
    let story = mara.opens_page(&story.address).await;
    let form = mara.opens_page(&story.link("Qualify it out")).await;
    form.one("#outcome-form");
}

#[tokio::test]
async fn others_like_it_show_what_got_past_with_the_small_number_said() {
    let (_world, mara, deal) = start().await;
    let nordhavn = mara.opens("Docks").at("Nordhavn").await;
    let tejut = mara.opens("Cold chain").at("Tejut Dairy").await;
    mara.names(&nordhavn, "disagreement", "Two plants want two things")
        .await;
    mara.turns(
        &nordhavn,
        "Two plants want two things",
        "It is gone",
        "One of them closed",
    )
    .await;
    let by_words = "Nobody asked the works council";
    mara.names(&tejut, "political", by_words).await;
    mara.names(&tejut, "merger", "They are bought by a council house")
        .await;
    mara.names(&deal, "disagreement", COUNCIL).await;
    let page = mara.looks_at(&deal).await;
    let line = words(page.line(COUNCIL));
    let year = chrono::Utc::now().format("%Y");
    let sentence = format!(
        "2 like it on other deals; 1 got past it: “One of them closed” (Nordhavn, {year}). Two are too few to say what works."
    );
    assert!(line.contains(&sentence), "{line}");
    let story = mara.opens_page(&page.link(COUNCIL)).await;
    story.says(&sentence);
    let alike = story.read("section[aria-labelledby=alike-h] li");
    assert_eq!(alike.len(), 2, "{alike:?}");
    assert!(
        alike[0].contains("Two plants want two things") && alike[0].contains("Nordhavn · Docks")
    );
    assert!(
        alike[1].contains(by_words),
        "two words in common: {alike:?}"
    );
}

#[tokio::test]
async fn nothing_like_it_is_found_in_another_workspace_or_on_the_same_deal() {
    let (world, mara, deal) = start().await;
    let elsewhere = world.elsewhere().await.rep("Jo Bell").await;
    let others = elsewhere.opens("Yard gates").at("Brightwell").await;
    elsewhere.names(&others, "disagreement", COUNCIL).await;
    mara.names(&deal, "disagreement", "The works council is not asked")
        .await;
    let story = mara.names(&deal, "disagreement", COUNCIL).await;
    story.says("Nothing like it on other deals yet.");
    let theirs = elsewhere.looks_at(&others).await.link(COUNCIL);
    mara.opens_page(&theirs).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_obstacle_is_found_on_its_own_deal_alone() {
    let (_world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Tejut Dairy").await;
    let story = mara.names(&deal, "disagreement", COUNCIL).await;
    let address = story.address.replace(&deal.path, &other.path);
    mara.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    let mut form = story.form("form[action$='/turns']");
    form.action = form.action.replace(&deal.path, &other.path);
    mara.sends(&form).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let form = mara.naming(&deal, "disagreement", " ").await;
    let page = mara.sends(&form).await;
    page.complains("words", "What is in the way?");
    assert_eq!(page.form("#obstacle-form").value("kind"), "disagreement");
    let form = page.form("#obstacle-form").fill("words", COUNCIL);
    let page = mara.sends(&form.choose("kind", "Choose…")).await;
    page.complains("kind", "Choose the kind that comes closest");
    assert_eq!(page.form("#obstacle-form").value("words"), COUNCIL);
    let form = page.form("#obstacle-form").choose("kind", "merger");
    let strange = uuid::Uuid::now_v7().to_string();
    mara.sends(&form.clone().forge("verifier", &strange))
        .await
        .complains("verifier", "does not count on this deal any more");
    mara.sends(&form.clone().forge("person", &strange))
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
    mara.sends(&form.fill("words", &"long ".repeat(120)))
        .await
        .complains("words", "keep it to 500 characters");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_became_of_it_needs_a_state_and_a_reason() {
    let (world, mara, deal) = start().await;
    let story = mara.names(&deal, "disagreement", COUNCIL).await;
    let before = world.events().await;
    let page = mara.turns(&deal, COUNCIL, "It is gone", "  ").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fold = all(page.line(COUNCIL), "details[open]").remove(0);
    assert!(words(fold).contains("What worked, or why?"), "{page}");
    assert_eq!(page.form_in(COUNCIL, "/turns").value("state"), "gone");
    let page = mara.turns(&deal, COUNCIL, "Choose…", "They met").await;
    page.is_refused("How does it stand with it now?");
    assert_eq!(page.form_in(COUNCIL, "/turns").value("words"), "They met");
    let form = page.form_in(COUNCIL, "/turns");
    mara.sends(&form.forge("state", "open"))
        .await
        .is_refused("It is open already");
    let page = mara.sends(&story.form("form[action$='/turns']")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Others like it");
    page.one("details[open] input[aria-invalid=true]");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn sent_twice_it_is_named_once_and_turns_once() {
    let (world, mara, deal) = start().await;
    let form = mara.naming(&deal, "merger", COUNCIL).await;
    mara.sends(&form).await.tells("It has a name now");
    let page = mara.looks_at(&deal).await;
    let turn = page
        .form_in(COUNCIL, "/turns")
        .choose("state", "gone")
        .fill("words", "It fell through");
    mara.sends(&turn).await.tells("What worked stays on record");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    mara.sends(&turn).await.tells("already recorded");
    assert_eq!(world.events().await, before, "nothing was written twice");
}

#[tokio::test]
async fn the_panels_are_drawn_alone_for_pages_that_are_open() {
    let (_world, mara, deal) = start().await;
    let form = mara.naming(&deal, "merger", COUNCIL).await;
    mara.sends(&form.tick("verifier", COST)).await;
    let page = mara.looks_at(&deal).await;
    for panel in page.all("main [data-panel]") {
        let address = panel.attr("data-panel").unwrap_or_default();
        let id = panel.attr("id").unwrap_or_default();
        let alone = mara.opens_page(address).await;
        alone.is(StatusCode::OK);
        // Forms are drawn with fresh ids; what is read is the same, but for the talk in it, which has its own address.
        let mut here = words(panel);
        for talk in all(panel, ".talk") {
            here = here.replacen(&format!(" {}", words(talk)), "", 1);
        }
        let drawn = words(alone.one(&format!("[id='{id}']")));
        assert!(
            drawn == here || drawn == words(panel),
            "{address}: {drawn} is not {here}"
        );
    }
    let addresses = page.read("#obstacles");
    assert!(addresses[0].contains(COUNCIL), "{addresses:?}");
}

//! What we try: judged by what the customer did, and nobody's duty.

use crate::world::{Deal, Member, Page, World, all, words};
use axum::http::StatusCode;

const ASK: &str = "Ask Ines for last year’s figures, as the price of the pilot";
const INSIDE: &str = "They give us something about their situation that is not public";

async fn start() -> (World, Member, Deal) {
    let world = World::on("2026-03-02").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// A play for [`INSIDE`] by the tenth of March.
async fn planned(mara: &Member, deal: &Deal) -> Page {
    let form = mara.trying(deal, ASK).await.fill("By", "2026-03-10");
    let page = mara.sends(&form.choose("To draw out", INSIDE)).await;
    page.tells("Planned");
    page
}

async fn answers(mara: &Member, deal: &Deal, button: &str, note: &str) -> Page {
    let page = mara.looks_at(deal).await;
    let form = page.form_in(ASK, "/results").fill("In a few words", note);
    mara.presses(button, &form).await
}

#[tokio::test]
async fn a_play_reads_as_a_sentence_and_stands_below_its_verifier() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .proving("Someone affected says")
        .await
        .is_recorded();
    let page = mara.looks_at(&deal).await;
    let plan = all(page.verifier(INSIDE), ".plan a").remove(0);
    let page = mara.opens_page(plan.attr("href").unwrap_or_default()).await;
    let form = page.form("#play-form");
    assert_eq!(form.value("By"), "2026-03-16", "two weeks ahead");
    let form = form
        .fill("What do we try?", ASK)
        .fill("By", "2026-03-10")
        .choose("From", "Ines Baptista");
    let page = mara.sends(&form).await;
    page.tells("Planned");
    let line = words(page.line(ASK));
    let sentence = format!("To draw out {INSIDE} from Ines Baptista by 10 Mar");
    assert!(line.contains(&sentence), "{line}");
    let row = words(page.verifier(INSIDE));
    let below = format!("We try: {ASK} with Ines Baptista, by 10 Mar");
    assert!(row.contains(&below), "{row}");
    let told = format!("planned a play to draw out “{INSIDE}” by 10 Mar: {ASK}");
    assert!(page.history()[0].contains(&told), "{:?}", page.history());
}

#[tokio::test]
async fn a_play_against_an_obstacle_is_found_on_its_page() {
    let (_world, mara, deal) = start().await;
    let form = mara
        .naming(&deal, "more_information", "They ask and ask")
        .await;
    let story = mara.sends(&form.tick("verifier", INSIDE)).await;
    let page = mara.opens_page(&story.link("Plan a play")).await;
    let form = page.form("#play-form").fill("What do we try?", ASK);
    let page = mara.sends(&form).await;
    page.tells("Planned");
    let line = words(page.line(ASK));
    assert!(
        line.contains(INSIDE) && line.contains("to get past They ask and ask"),
        "{line}"
    );
    let story = mara.opens_page(&story.address).await;
    assert!(words(story.line(ASK)).contains("open"), "{story}");
    answers(&mara, &deal, "Nothing", "")
        .await
        .tells("Noted what they did");
    let story = mara.opens_page(&story.address).await;
    assert!(
        words(story.line(ASK)).contains("they did nothing"),
        "{story}"
    );
}

#[tokio::test]
async fn one_whose_day_has_passed_asks_what_they_did_and_says_no_more() {
    let (world, mara, deal) = start().await;
    let page = planned(&mara, &deal).await;
    assert!(
        all(page.line(ASK), "details[open]").is_empty(),
        "its day is to come"
    );
    world.sleeps_until("2026-03-10").await;
    let page = mara.looks_at(&deal).await;
    assert!(
        all(page.line(ASK), "details[open]").is_empty(),
        "it is its day"
    );
    world.sleeps_until("2026-03-11").await;
    let page = mara.looks_at(&deal).await;
    let question = all(page.line(ASK), "details[open] > summary").remove(0);
    assert_eq!(words(question), "What did they do?");
    let buttons = all(page.line(ASK), "details[open] button");
    let buttons: Vec<_> = buttons.into_iter().map(words).collect();
    let answers = [
        "They did it",
        "Something else",
        "Nothing",
        "We have not tried it",
    ];
    assert_eq!(buttons, answers);
    for shame in ["overdue", "late", "Overdue"] {
        assert!(!words(page.line(ASK)).contains(shame), "{page}");
    }
}

#[tokio::test]
async fn what_they_did_ends_it_and_can_be_put_right() {
    let (_world, mara, deal) = start().await;
    planned(&mara, &deal).await;
    let page = answers(&mara, &deal, "Something else", "They sent an old file").await;
    page.tells("Noted what they did");
    let line = words(page.line(ASK));
    for part in [
        "they did something else",
        "They sent an old file",
        "Mara Kovač",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(!words(page.verifier(INSIDE)).contains("We try"), "{page}");
    let page = answers(&mara, &deal, "They did it", "").await;
    page.tells("They did it");
    let line = words(page.line(ASK));
    assert!(
        line.contains("they did it") && !line.contains("something else"),
        "{line}"
    );
    assert!(line.contains("Record what they did as evidence"), "{line}");
    assert!(page.history()[0].contains("said what a play led to, they did it"));
    for (button, told) in [
        ("Nothing", "they did nothing"),
        ("We have not tried it", "not tried"),
    ] {
        let page = answers(&mara, &deal, button, "").await;
        assert!(words(page.line(ASK)).contains(told), "{page}");
    }
}

#[tokio::test]
async fn evidence_that_settles_the_verifier_offers_to_close_the_play_with_it() {
    let (world, mara, deal) = start().await;
    planned(&mara, &deal).await;
    world.sleeps_until("2026-03-04").await;
    let weak = mara.records(&deal, "I may send it.").proving(INSIDE);
    weak.by("Reported by a partner")
        .on("2026-03-03")
        .await
        .is_recorded();
    let page = mara.looks_at(&deal).await;
    assert!(
        all(page.line(ASK), "blockquote").is_empty(),
        "it does not stand yet"
    );
    let file = mara.records(&deal, "Here is the file.").proving(INSIDE);
    let page = file.on("2026-03-04").await;
    let line = words(page.line(ASK));
    assert!(
        line.contains("Here is the file.") && line.contains("Ines Baptista wrote in a mail"),
        "{line}"
    );
    let forms = all(page.line(ASK), "form[action$='/results']");
    assert_eq!(forms.len(), 2, "the offer, and the question");
    let offer = page.form(".rows.way .evidence form");
    let page = mara.sends(&offer).await;
    page.tells("They did it");
    let line = words(page.line(ASK));
    assert!(
        line.contains("they did it") && line.contains("“Here is the file.”"),
        "{line}"
    );
    assert!(all(page.line(ASK), "blockquote").is_empty(), "it is closed");
}

#[tokio::test]
async fn what_stood_before_the_play_does_not_close_it() {
    let (world, mara, deal) = start().await;
    let file = mara.records(&deal, "Here is the file.").proving(INSIDE);
    file.on("2026-03-01").await.is_recorded();
    world.sleeps_until("2026-03-03").await;
    let page = planned(&mara, &deal).await;
    assert!(all(page.line(ASK), "blockquote").is_empty(), "{page}");
}

#[tokio::test]
async fn words_that_settle_nothing_any_more_close_no_play() {
    let (world, mara, deal) = start().await;
    planned(&mara, &deal).await;
    world.sleeps_until("2026-03-04").await;
    let file = mara.records(&deal, "Here is the file.").proving(INSIDE);
    let page = file.on("2026-03-04").await;
    let offer = page.form(".rows.way .evidence form");
    mara.withdraws(&deal, 1, "Here is the file.", "It was last year’s")
        .await;
    let before = world.events().await;
    let page = mara.sends(&offer).await;
    page.is_refused("Those words do not settle it any more");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let form = mara.trying(&deal, ASK).await;
    let page = mara.sends(&form.clone().fill("By", "2026-03-01")).await;
    page.complains("by_on", "That day is over");
    assert_eq!(page.form("#play-form").value("what"), ASK);
    mara.sends(&form.clone().fill("By", "soon"))
        .await
        .complains("by_on", "By which day");
    mara.sends(&form.clone().fill("By", "2046-01-01"))
        .await
        .complains("by_on", "too far ahead");
    mara.sends(&form.clone().fill("What do we try?", " "))
        .await
        .complains("what", "What do we try?");
    mara.sends(&form.clone().choose("To draw out", "Choose…"))
        .await
        .complains("verifier", "What do we want them to show us?");
    let strange = uuid::Uuid::now_v7().to_string();
    for (field, sentence) in [
        ("person", "That person is not at Acme Freight"),
        ("verifier", "Choose one"),
        ("obstacle", "not in the way of this deal"),
    ] {
        let page = mara.sends(&form.clone().forge(field, &strange)).await;
        page.is_refused(sentence);
    }
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn an_answer_is_one_of_four_and_something_else_says_what() {
    let (world, mara, deal) = start().await;
    let page = planned(&mara, &deal).await;
    let before = world.events().await;
    let form = page.form_in(ASK, "/results");
    let refused = mara.presses("Something else", &form).await;
    refused.is_refused("What did they do instead?");
    assert_eq!(
        all(refused.line(ASK), "details[open]").len(),
        1,
        "{refused}"
    );
    mara.sends_as(&form, "result", "won")
        .await
        .is_refused("Choose one of the four");
    let long = form.fill("note", &"long ".repeat(120));
    let page = mara.presses("Nothing", &long).await;
    page.is_refused("keep it to 500 characters");
    assert!(
        page.form_in(ASK, "/results")
            .value("note")
            .starts_with("long")
    );
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn sent_twice_it_is_planned_once_and_answered_once() {
    let (world, mara, deal) = start().await;
    let form = mara.trying(&deal, ASK).await;
    mara.sends(&form).await.tells("Planned");
    let answer = mara.looks_at(&deal).await.form_in(ASK, "/results");
    mara.presses("Nothing", &answer)
        .await
        .tells("Noted what they did");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    mara.presses("Nothing", &answer)
        .await
        .tells("already recorded");
    assert_eq!(world.events().await, before, "nothing was written twice");
}

#[tokio::test]
async fn a_play_is_answered_on_its_own_deal_alone() {
    let (_world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Tejut Dairy").await;
    let mut form = planned(&mara, &deal).await.form_in(ASK, "/results");
    form.action = form.action.replace(&deal.path, &other.path);
    mara.presses("Nothing", &form)
        .await
        .is(StatusCode::NOT_FOUND);
}

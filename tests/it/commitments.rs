//! What somebody at the customer agreed to do next, and what became of it.

use crate::world::{Deal, Member, Page, World, all, words};
use axum::http::StatusCode;

const FIGURES: &str = "Send last year’s delay figures";
const INSIDE: &str = "They give us something about their situation that is not public";

async fn start() -> (World, Member, Deal) {
    let world = World::on("2026-03-02").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// Agreed for the tenth of March.
async fn noted(mara: &Member, deal: &Deal) -> Page {
    let form = mara.noting(deal, FIGURES).await;
    let page = mara.sends(&form.fill("By which day?", "2026-03-10")).await;
    page.tells("Noted what they agreed to do");
    page
}

async fn says(mara: &Member, deal: &Deal, button: &str, why: &str, to: &str) -> Page {
    let page = mara.looks_at(deal).await;
    let form = page.form_in(FIGURES, "/turns").fill("If not, why?", why);
    mara.presses(button, &form.fill("If it moves, to which day?", to))
        .await
}

#[tokio::test]
async fn who_agreed_to_what_by_when_and_where_it_was_said() {
    let (_world, mara, deal) = start().await;
    let form = mara.noting(&deal, FIGURES).await;
    let form = form
        .fill("What they do", "Head of Dispatch")
        .fill("By which day?", "2026-03-10")
        .fill("When did they say so?", "2026-03-01")
        .choose("How?", "Phone");
    let page = mara.sends(&form).await;
    page.tells("Noted what they agreed to do");
    let line = words(page.line(FIGURES));
    for part in ["10 Mar", "Ines Baptista", "said on the phone, 1 Mar"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    page.says("Head of Dispatch");
    let told = format!("noted what Ines Baptista agreed to do by 10 Mar: {FIGURES}");
    assert!(page.history()[0].contains(&told), "{:?}", page.history());
}

#[tokio::test]
async fn what_was_said_in_evidence_leads_to_it() {
    let (_world, mara, deal) = start().await;
    let words_of_hers = "I will send you the figures.";
    let said = mara.records(&deal, words_of_hers).proving(INSIDE);
    said.on("2026-03-01").await.is_recorded();
    let form = mara.noting(&deal, FIGURES).await;
    let page = mara
        .sends(&form.choose(
            "Where was it said?",
            "Ines Baptista, 1 Mar: I will send you the figures.",
        ))
        .await;
    page.tells("Noted");
    let link = page.link("wrote in a mail, 1 Mar");
    assert!(link.contains("stage=1"), "{link}");
}

#[tokio::test]
async fn a_kept_one_begins_the_evidence_and_then_rests() {
    let (world, mara, deal) = start().await;
    noted(&mara, &deal).await;
    let page = says(&mara, &deal, "They did", "", "").await;
    page.tells("They did. You can record it as evidence");
    assert!(words(page.line(FIGURES)).contains("kept"), "{page}");
    world.sleeps_until("2026-03-04").await;
    let page = mara.looks_at(&deal).await;
    let page = mara.opens_page(&page.link("Record it as evidence")).await;
    let form = page.form("#record");
    assert_eq!(form.value("Their words"), FIGURES);
    assert_eq!(form.value("How good is it?"), "done");
    let page = mara
        .presses("Record it", &form.tick("proves", INSIDE))
        .await;
    page.is_recorded();
    let said = words(page.said(FIGURES));
    assert!(
        said.contains("Ines Baptista") && said.contains("done"),
        "{said}"
    );
    assert!(words(page.one("#commitments-past")).contains(FIGURES));
    assert!(!words(page.line(FIGURES)).contains("Record it as evidence"));
}

#[tokio::test]
async fn a_moved_one_has_a_new_day_and_says_why() {
    let (_world, mara, deal) = start().await;
    noted(&mara, &deal).await;
    let page = says(&mara, &deal, "It moves", "The plant is shut", "2026-03-20").await;
    page.tells("Moved to the new day");
    let line = words(page.line(FIGURES));
    for part in [
        "20 Mar",
        "Moved, from 10 Mar: The plant is shut",
        "Did they?",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(page.history()[0].contains("moves to 20 Mar: The plant is shut"));
}

#[tokio::test]
async fn a_dropped_one_rests_with_its_reason_and_can_be_put_right() {
    let (_world, mara, deal) = start().await;
    noted(&mara, &deal).await;
    let page = says(&mara, &deal, "They dropped it", "Their lawyer said no", "").await;
    page.tells("they dropped it");
    let rested = words(page.one("#commitments-past"));
    assert!(
        rested.contains("dropped") && rested.contains("Their lawyer said no"),
        "{rested}"
    );
    let page = says(&mara, &deal, "They did", "", "").await;
    assert!(page.all("#commitments-past").is_empty(), "{page}");
    assert!(words(page.line(FIGURES)).contains("kept"));
}

#[tokio::test]
async fn one_whose_day_has_passed_asks_and_does_not_scold() {
    let (world, mara, deal) = start().await;
    noted(&mara, &deal).await;
    world.sleeps_until("2026-03-10").await;
    let page = mara.looks_at(&deal).await;
    assert!(all(page.line(FIGURES), "details[open]").is_empty());
    world.sleeps_until("2026-03-11").await;
    let page = mara.looks_at(&deal).await;
    let question = all(page.line(FIGURES), "details[open] > summary").remove(0);
    assert_eq!(words(question), "Did they?");
    assert!(!words(page.line(FIGURES)).contains("overdue"));
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let form = mara.noting(&deal, FIGURES).await;
    let page = mara.sends(&form.clone().fill("By which day?", "")).await;
    page.complains("by_on", "By which day?");
    assert_eq!(page.form("#commitment-form").value("what"), FIGURES);
    assert_eq!(
        page.form("#commitment-form").value("new_person"),
        "Ines Baptista"
    );
    for (field, text, sentence) in [
        ("what", " ", "What did they agree to do?"),
        ("said_on", "2026-03-09", "That day has not come yet"),
        ("said_on", "", "On which day did they say so?"),
    ] {
        let page = mara.sends(&form.clone().fill(field, text)).await;
        page.complains(field, sentence);
    }
    let nobody = form.clone().fill("Their name", "");
    mara.sends(&nobody)
        .await
        .complains("person", "Who at Acme Freight agreed to it?");
    let strange = uuid::Uuid::now_v7().to_string();
    mara.sends(&nobody.forge("person", &strange))
        .await
        .complains("person", "not at Acme Freight");
    mara.sends(&form.clone().forge("evidence", &strange))
        .await
        .is_refused("Not saved yet");
    mara.sends(&form.forge("said_how", "confirmation_link"))
        .await
        .complains("said_how", "How did they say so?");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn moving_and_dropping_need_a_reason_and_moving_another_day() {
    let (world, mara, deal) = start().await;
    noted(&mara, &deal).await;
    let before = world.events().await;
    let page = says(&mara, &deal, "It moves", "", "2026-03-20").await;
    page.is_refused("Why did it move?");
    assert_eq!(all(page.line(FIGURES), "details[open]").len(), 1);
    assert_eq!(
        page.form_in(FIGURES, "/turns").value("moved_to"),
        "2026-03-20"
    );
    let page = says(&mara, &deal, "It moves", "The plant is shut", "").await;
    page.is_refused("To which day did it move?");
    let page = says(&mara, &deal, "It moves", "The plant is shut", "2026-03-10").await;
    page.is_refused("That is the day it has already");
    let page = says(&mara, &deal, "They dropped it", " ", "").await;
    page.is_refused("Why was it dropped, as far as we know?");
    let form = page.form_in(FIGURES, "/turns");
    mara.sends_as(&form, "turn", "forgotten")
        .await
        .is_refused("Was it kept, did it move");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn sent_twice_it_is_noted_once_and_turns_once() {
    let (world, mara, deal) = start().await;
    let form = mara.noting(&deal, FIGURES).await;
    mara.sends(&form).await.tells("Noted");
    let turn = mara.looks_at(&deal).await.form_in(FIGURES, "/turns");
    mara.presses("They did", &turn).await.tells("They did");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    mara.presses("They did", &turn)
        .await
        .tells("already recorded");
    assert_eq!(world.events().await, before, "nothing was written twice");
}

#[tokio::test]
async fn it_turns_on_its_own_deal_alone_and_another_workspace_does_not_see_it() {
    let (world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Tejut Dairy").await;
    let page = noted(&mara, &deal).await;
    let mut form = page.form_in(FIGURES, "/turns");
    let outsider = world.elsewhere().await.rep("Jo Bell").await;
    outsider
        .presses("They did", &form)
        .await
        .is(StatusCode::NOT_FOUND);
    form.action = form.action.replace(&deal.path, &other.path);
    mara.presses("They did", &form)
        .await
        .is(StatusCode::NOT_FOUND);
}

//! A rep records what the customer said.

mod refusal;

use crate::world::{Deal, Member, World, all, words};
use axum::http::{Method, StatusCode};
use chrono::{Days, Utc};

const INSIDE: &str = "They give us something about their situation that is not public";
const COST: &str = "Someone affected says what the problem costs, in their own words";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";
const OWNER: &str = "They name one of their own who owns getting it changed";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

fn days_from_today(days: i64) -> String {
    let today = Utc::now().date_naive();
    let day = match u64::try_from(days) {
        Ok(days) => today + Days::new(days),
        Err(_) => today - Days::new(days.unsigned_abs()),
    };
    day.to_string()
}

#[tokio::test]
async fn who_their_words_and_what_it_proves_are_enough() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(
            &deal,
            "Here are our delay figures, please keep them to yourselves.",
        )
        .said_by("Ines Baptista")
        .titled("Head of Dispatch")
        .proving(INSIDE)
        .await;
    page.is_recorded();
    let said = words(page.said("Here are our delay figures, please keep them to yourselves."));
    for part in [
        "Ines Baptista",
        "Head of Dispatch",
        "wrote in a mail",
        "recorded by Mara Kovač",
        "written",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(page.mark(INSIDE), "written");
}

#[tokio::test]
async fn the_strength_is_the_usual_one_for_how_it_came() {
    let (_world, mara, deal) = start().await;
    let told = mara
        .records(&deal, "It costs us two drivers a week.")
        .proving(COST);
    let page = told.by("Phone").await;
    assert_eq!(page.is_recorded().mark(COST), "heard");
    let page = mara
        .records(&deal, "A friend there says so.")
        .proving(INSIDE);
    let page = page.by("Reported by a partner").await;
    assert_eq!(page.is_recorded().mark(INSIDE), "reported second hand");
}

#[tokio::test]
async fn a_second_piece_is_said_by_somebody_on_record() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .proving(COST)
        .await
        .is_recorded();
    let mut form = mara.records(&deal, "Three, this week.").form().await;
    assert!(form.offers("Who said it?", "Ines Baptista"));
    mara.records(&deal, "Three, this week.")
        .proving(COST)
        .await
        .is_recorded();
    let page = mara.looks_at(&deal).await;
    let heard = page.all("section[aria-labelledby=group-h] li");
    assert_eq!(heard.len(), 1, "one person spoke: {page}");
}

#[tokio::test]
async fn the_last_missing_piece_offers_the_passage_at_once() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(&deal, "Two drivers a week.")
        .proving(COST)
        .await;
    assert_eq!(page.is_recorded().missing(), [INSIDE, NOTHING_CHANGES]);
    page.says("2 verifiers are still open");
    let rest = mara.records(&deal, "By June we lose the licence; see our file.");
    let page = rest.proving(INSIDE).proving(NOTHING_CHANGES).await;
    page.tells("Everything this stage asks for stands now")
        .stands_at("Noticing")
        .says("the deal can move to Agreeing to change");
    assert!(page.missing().is_empty());
    let page = mara.sends(&page.form("#gate")).await;
    page.tells("The deal moved").stands_at("Agreeing to change");
}

#[tokio::test]
async fn evidence_for_a_coming_stage_is_kept_until_the_deal_gets_there() {
    let (_world, mara, deal) = start().await;
    let page = mara.records(&deal, "Rui owns it.").proving(OWNER).await;
    page.is_recorded().stands_at("Noticing");
    assert_eq!(mara.looks_at_stage(&deal, 2).await.mark(OWNER), "written");
    mara.goes_through(&deal).await;
    let page = mara.looks_at(&deal).await;
    assert_eq!(page.mark(OWNER), "written");
    assert_eq!(page.missing().len(), 2);
}

#[tokio::test]
async fn a_form_sent_twice_records_once_and_says_so() {
    let (world, mara, deal) = start().await;
    let form = mara
        .records(&deal, "Two drivers a week.")
        .proving(COST)
        .form()
        .await;
    mara.sends(&form).await.is_recorded();
    let before = world.events().await;
    let page = mara.sends(&form).await;
    page.tells("already recorded");
    assert_eq!(page.all(".evidence").len(), 1);
    assert_eq!(world.events().await, before, "nothing was written twice");
}

#[tokio::test]
async fn two_presses_at_the_same_moment_record_once() {
    let (_world, mara, deal) = start().await;
    let form = mara
        .records(&deal, "Two drivers a week.")
        .proving(COST)
        .form()
        .await;
    let send = || mara.asks(Method::POST, &form.action, Some(body(&form.pairs())));
    let (one, other) = tokio::join!(send(), send());
    assert_eq!(
        (one.status, other.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER),
        "{one} {other}"
    );
    let page = mara.looks_at(&deal).await;
    assert_eq!(page.all(".evidence").len(), 1);
    assert_eq!(page.all("section[aria-labelledby=group-h] li").len(), 1);
}

fn body(pairs: &[(String, String)]) -> String {
    serde_html_form::to_string(pairs).expect("a form's text")
}

#[tokio::test]
async fn the_later_word_counts_and_not_the_later_record() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "No, we would rather not say.")
        .against(INSIDE)
        .on(&days_from_today(-3))
        .await
        .is_recorded();
    let page = mara
        .records(&deal, "Fine, here is the file.")
        .proving(INSIDE)
        .on(&days_from_today(-2))
        .await;
    assert_eq!(page.mark(INSIDE), "written");
    let page = mara
        .records(&deal, "Not yet.")
        .against(INSIDE)
        .on(&days_from_today(-5))
        .await;
    assert_eq!(
        page.mark(INSIDE),
        "written",
        "an older word changes nothing"
    );
    let page = mara
        .records(&deal, "Please delete it.")
        .against(INSIDE)
        .on(&days_from_today(-1))
        .await;
    assert_eq!(page.mark(INSIDE), "contradicted by their latest word");
    page.says("Ines Baptista has spoken against it since");
}

#[tokio::test]
async fn a_pasted_mail_says_who_wrote_it_and_when() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .said_by("Ines Baptista")
        .proving(COST)
        .await
        .is_recorded();
    let mail = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nWe go with the pilot.\n";
    let address = format!("{}/evidence/reading", deal.path);
    let answer = mara
        .asks(
            Method::POST,
            &address,
            Some(body(&[("text".into(), mail.into())])),
        )
        .await;
    let read: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(read["words"], "We go with the pilot.");
    assert_eq!(read["happened_on"], "2026-11-06");
    assert_eq!(read["channel"], "email");
    let mut form = mara.records(&deal, "x").form().await;
    assert!(form.offers("contact", "Ines Baptista"));
    let chosen = form.choose("contact", "Ines Baptista");
    assert_eq!(read["contact"], chosen.value("contact"));
}

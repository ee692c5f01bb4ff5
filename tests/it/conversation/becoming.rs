//! What was said in passing becomes something in one act, and each leads to the other.

use super::*;

const MAIL: &str = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nWe lose two drivers a week.\n";
const WORDS: &str = "We lose two drivers a week.";

/// The evidence form that a message offers to open.
async fn drafted(member: &Member, page: &Page, beginning: &str) -> Page {
    let links = all(page.message(beginning), ".tools a.button");
    let link = links[0].attr("href").expect("a way").to_owned();
    member.opens_page(&link).await
}

#[tokio::test]
async fn a_message_becomes_evidence_with_its_words_and_each_shows_the_other() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, WORDS).await;
    let page = drafted(&t.jonas, &page, WORDS).await;
    let form = page.form("#record");
    assert_eq!(form.value("Their words").trim(), WORDS);
    let form = form.fill("Their name", "Ines Baptista");
    let refused = t.jonas.sends(&form).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY);
    let form = refused.form("#record").tick("proves", COST);
    let page = t.jonas.sends(&form).await;
    page.is_recorded();
    let message = page.message(WORDS);
    let now = all(message, ".became a")[0];
    assert!(
        words(now).starts_with("Now evidence: “We lose"),
        "{}",
        words(now)
    );
    let said = page.said(WORDS);
    let from = all(said, ".became a")[0];
    assert_eq!(words(from), "what Mara Kovač wrote");
    let id = message.attr("id").unwrap_or_default();
    assert!(
        from.attr("href")
            .is_some_and(|href| href.ends_with(&format!("#{id}")))
    );
    let page = t.mara.looks_at(&t.deal).await;
    let page = t.mara.sends(&page.form_of(WORDS, "/removal")).await;
    assert_eq!(page.stream(), ["Message removed"], "it became something");
}

#[tokio::test]
async fn what_was_said_about_a_verifier_is_drafted_as_proof_of_it() {
    let t = team().await;
    let page = t.mara.says_about(&t.deal, COST, WORDS).await;
    let page = drafted(&t.mara, &page, WORDS).await;
    let form = page.form("#record");
    assert!(
        form.ticked("proves")
            .iter()
            .any(|label| label.starts_with(COST))
    );
}

#[tokio::test]
async fn a_mail_that_was_pasted_is_offered_as_evidence_and_read() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, MAIL).await;
    let offer = all(page.message("From"), ".offer");
    assert!(words(offer[0]).starts_with("It looks as if the customer wrote this."));
    let page = drafted(&t.mara, &page, "From").await;
    let form = page.form("#record");
    assert_eq!(form.value("Their words").trim(), WORDS);
    assert_eq!(form.value("When?"), "2026-11-06");
    assert_eq!(form.value("Their name"), "Ines Baptista");
}

#[tokio::test]
async fn what_one_of_us_wrote_is_not_offered() {
    let t = team().await;
    let ours = MAIL.replace("Ines Baptista", "Jonas Weber");
    let page = t.mara.says_of(&t.deal, &ours).await;
    assert!(all(page.message("From"), ".offer").is_empty());
    let page = t.mara.says_of(&t.deal, "One thing.\nAnd another.").await;
    assert!(all(page.message("One thing"), ".offer").is_empty());
}

#[tokio::test]
async fn what_was_pasted_beside_the_composer_opens_the_form_and_is_not_posted() {
    let t = team().await;
    let before = t.world.events().await;
    let page = t.mara.looks_at(&t.deal).await;
    let mut form = page.form("#say-deal").fill("body", MAIL);
    form.action = format!("{}/conversation/evidence", t.deal.path);
    let page = t.mara.sends(&form).await;
    page.is(StatusCode::OK);
    assert_eq!(page.form("#record").value("Their words").trim(), WORDS);
    assert_eq!(page.stream(), Vec::<String>::new());
    let empty = form.fill("body", "");
    t.mara
        .sends(&empty)
        .await
        .complains("say-deal-body", "There is nothing in it yet");
    assert_eq!(t.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn evidence_comes_from_a_message_of_this_deal_or_from_none() {
    let t = team().await;
    let other = t.mara.opens("Cold chain").at("Ravello Foods").await;
    let page = t.mara.says_of(&other, WORDS).await;
    let id = page.message(WORDS).attr("id").unwrap_or_default();
    let id = id.trim_start_matches("m-").to_owned();
    let form = t.mara.records(&t.deal, SAID).proving(COST).form().await;
    let before = t.world.events().await;
    let forged = form.clone().forge("from", &id);
    t.mara.sends(&forged).await.is(StatusCode::NOT_FOUND);
    assert_eq!(t.world.events().await, before, "nothing was written");
    let address = format!("{}?record=any&from={id}", t.deal.path);
    let page = t.mara.opens_page(&address).await;
    assert_eq!(page.form("#record").value("Their words").trim(), "");
}

#[tokio::test]
async fn a_message_becomes_a_decision_and_stops_being_one() {
    let t = team().await;
    let page = t.mara.says_of(&t.deal, THOUGHT).await;
    let decide = page.form_of(THOUGHT, "/decision");
    let page = t.jonas.presses("Mark as a decision", &decide).await;
    page.tells("Marked as a decision");
    let shown = words(page.message(THOUGHT));
    assert!(shown.contains("decision marked by Jonas Weber"), "{shown}");
    let history = page.history().join(" / ");
    assert!(
        history.contains("Jonas Weber marked a message as a decision"),
        "{history}"
    );
    let before = t.world.events().await;
    t.mara
        .presses("Mark as a decision", &decide)
        .await
        .tells("Marked");
    assert_eq!(t.world.events().await, before, "it was one already");

    let lea = t.world.rep("Lea Brandt").await;
    let undo = page.form_of(THOUGHT, "/decision");
    lea.presses("No decision after all", &undo)
        .await
        .is_refused("Who wrote it, or who marked it");
    let page = lea.looks_at(&t.deal).await;
    assert!(page.forms_of(THOUGHT, "/decision").is_empty());
    let page = t.mara.presses("No decision after all", &undo).await;
    page.tells("No longer marked as a decision");
    assert!(!words(page.message(THOUGHT)).contains("decision marked"));
    t.mara
        .presses("No decision after all", &undo)
        .await
        .is_refused("no decision any more");
}

#[tokio::test]
async fn a_message_becomes_an_obstacle_and_a_play_and_can_be_about_them() {
    let t = team().await;
    let page = t.mara.says_about(&t.deal, COST, THOUGHT).await;
    let form = t
        .jonas
        .opens_page(&page.resolve(&way(&page, "obstacles")))
        .await;
    let form = form.form("form[action$='/obstacles']");
    assert_eq!(form.value("words").trim(), THOUGHT);
    assert!(
        form.ticked("verifier")
            .iter()
            .any(|label| label.starts_with(COST))
    );
    let form = form.choose("kind", "hidden_decision_maker");
    let story = t.jonas.sends(&form).await;
    story.is(StatusCode::OK);
    let id = page.message(THOUGHT).attr("id").unwrap_or_default();
    let until = format!("until={}", id.trim_start_matches("m-"));
    assert!(story.link("what Mara Kovač wrote").ends_with(&until));
    let form = t
        .jonas
        .opens_page(&page.resolve(&way(&page, "plays")))
        .await;
    let form = form.form("form[action$='/plays']");
    assert_eq!(form.value("what").trim(), THOUGHT);
    let planned = t.jonas.sends(&form).await;
    let line = words(planned.line(THOUGHT));
    assert!(line.contains("From what Mara Kovač wrote"), "{line}");
    let page = t.mara.looks_at(&t.deal).await;
    let became: Vec<String> = all(page.message(THOUGHT), ".became")
        .into_iter()
        .map(words)
        .collect();
    assert!(
        became.contains(&format!("Now an obstacle: {THOUGHT}")),
        "{became:?}"
    );
    assert!(
        became.contains(&format!("Now a play: {THOUGHT}")),
        "{became:?}"
    );

    let form = page
        .form("#say-deal")
        .choose("about", &format!("Obstacle: {THOUGHT}"));
    let refused = t.mara.sends(&form).await;
    refused.complains("say-deal-body", "There is nothing in it yet");
    let form = refused.form("#say-deal").fill("body", "Who knows them?");
    let page = t.mara.sends(&form).await;
    let about = words(page.message("Who knows"));
    assert!(about.contains(&format!("About {THOUGHT}")), "{about}");
}

#[tokio::test]
async fn a_message_of_another_deal_becomes_no_obstacle_and_no_play() {
    let t = team().await;
    let other = t.mara.opens("Cold chain").at("Tejut Dairy").await;
    let page = t.mara.says_of(&other, WORDS).await;
    let id = page.message(WORDS).attr("id").unwrap_or_default();
    let id = id.trim_start_matches("m-");
    let before = t.world.events().await;
    let forms = [
        t.mara.naming(&t.deal, "merger", "Something").await,
        t.mara.trying(&t.deal, "Something").await,
    ];
    for form in forms {
        let page = t.mara.sends(&form.forge("from", id)).await;
        page.is(StatusCode::NOT_FOUND);
    }
    assert_eq!(t.world.events().await, before, "nothing was written");
}

/// Where the button of a message leads to that opens the form of another room.
fn way(page: &Page, room: &str) -> String {
    let links = all(
        page.message(THOUGHT),
        &format!("a[href*='/{room}/new?from=']"),
    );
    links[0].attr("href").unwrap_or_default().to_owned()
}

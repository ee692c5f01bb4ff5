//! What cannot be is said beside its field, what was typed stays, and nothing is written.

use super::*;

#[tokio::test]
async fn what_is_missing_is_said_beside_the_field_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let form = mara
        .records(&deal, "   ")
        .on(&days_from_today(2))
        .form()
        .await;
    let form = form
        .fill("Their name", "")
        .fill("What they do", "Head of Dispatch");
    let page = mara.sends(&form).await;
    page.complains("words", "Their words are missing")
        .complains("contact", "Who at Acme Freight said it?")
        .complains("happened_on", "That day has not come yet")
        .complains("proves", "Tick at least one thing");
    let again = page.form("#record");
    assert_eq!(again.value("When?"), days_from_today(2));
    assert_eq!(again.value("What they do"), "Head of Dispatch");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_mended_form_is_taken() {
    let (_world, mara, deal) = start().await;
    let refused = mara
        .records(&deal, "Two drivers a week,\n“and counting” & <more>.")
        .proving(COST)
        .against(NOTHING_CHANGES)
        .on(&days_from_today(2))
        .await;
    refused.complains("happened_on", "That day has not come yet");
    let form = refused.form("#record");
    assert_eq!(
        form.value("words"),
        "Two drivers a week,\n“and counting” & <more>."
    );
    assert_eq!(form.value("new_contact"), "Ines Baptista");
    assert!(form.ticked("proves")[0].starts_with(COST));
    assert!(form.ticked("contradicts")[0].starts_with(NOTHING_CHANGES));
    let page = mara.sends(&form.fill("When?", &days_from_today(-2))).await;
    page.is_recorded();
    assert_eq!(
        page.mark(NOTHING_CHANGES),
        "contradicted by their latest word"
    );
}

#[tokio::test]
async fn a_day_that_is_none_or_too_long_ago_is_refused() {
    let (_world, mara, deal) = start().await;
    for (day, sentence) in [
        ("soon", "On which day was it?"),
        ("1999-12-31", "too long ago"),
    ] {
        let page = mara.records(&deal, "So it is.").proving(COST).on(day).await;
        page.complains("happened_on", sentence);
    }
}

#[tokio::test]
async fn a_speaker_from_another_account_is_refused() {
    let (world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Ravello Foods").await;
    mara.records(&other, "We lose a pallet a day.")
        .said_by("Rui Antunes")
        .proving(COST)
        .await
        .is_recorded();
    let theirs = mara
        .records(&other, "And so on.")
        .said_by("Rui Antunes")
        .form()
        .await;
    let before = world.events().await;
    let form = mara
        .records(&deal, "We lose a pallet a day.")
        .proving(COST)
        .form()
        .await;
    let form = form
        .forge("contact", theirs.value("contact"))
        .forge("new_contact", "");
    let page = mara.sends(&form).await;
    page.complains("contact", "That person is not at Acme Freight");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_verifier_of_another_deal_is_refused() {
    let (world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").following("Short purchase").await;
    let statement = "Someone who has the problem says what it costs them";
    let page = mara.opens_page(&format!("{}?record=any", other.path)).await;
    let foreign = page.form("#record").tick("proves", statement).pairs();
    let (_, id) = foreign
        .iter()
        .find(|(name, _)| name == "proves")
        .expect("ticked");
    let before = world.events().await;
    for group in ["proves", "contradicts"] {
        let form = mara
            .records(&deal, "So it is.")
            .form()
            .await
            .forge(group, id);
        let page = mara.sends(&form).await;
        page.complains("proves", "does not count on this deal");
    }
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn the_same_words_do_not_prove_a_thing_and_speak_against_it() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(&deal, "Well.")
        .proving(COST)
        .against(COST)
        .await;
    page.complains("proves", "cannot both prove a thing and speak against it");
}

#[tokio::test]
async fn a_mail_confirms_nothing() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let page = mara
        .records(&deal, "Confirmed!")
        .proving(INSIDE)
        .by("E-mail")
        .strong("Confirmed")
        .await;
    page.complains("strength", "“e-mail” is done at most");
    assert_eq!(page.form("#record").value("strength"), "confirmed");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn nobody_claims_the_customers_own_confirmation() {
    let (_world, mara, deal) = start().await;
    let mut form = mara
        .records(&deal, "Confirmed!")
        .proving(INSIDE)
        .form()
        .await;
    assert!(!form.offers("How?", "Their confirmation link"));
    let page = mara
        .sends(&form.forge("channel", "confirmation_link"))
        .await;
    page.complains("channel", "How did it reach us?");
}

#[tokio::test]
async fn a_link_leads_to_the_web_and_nowhere_else() {
    let (_world, mara, deal) = start().await;
    for link in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mail from Ines",
    ] {
        let page = mara
            .records(&deal, "See there.")
            .proving(INSIDE)
            .seen_at(link)
            .await;
        page.complains("link", "A link begins with https://");
    }
    let page = mara
        .records(&deal, "See there.")
        .proving(INSIDE)
        .seen_at("https://acme.example/plan")
        .await;
    let links = all(page.is_recorded().said("See there."), "a[rel~=noopener]");
    assert_eq!(links[0].attr("href"), Some("https://acme.example/plan"));
}

#[tokio::test]
async fn their_words_are_shown_as_they_are_and_never_run() {
    let (_world, mara, deal) = start().await;
    let quote = "<script>alert(1)</script><b onmouseover=x>Überraschung</b> {{ 7 * 7 }}";
    let page = mara.records(&deal, quote).proving(INSIDE).await;
    let said = page.is_recorded().all(".evidence blockquote");
    assert_eq!(words(said[0]), words_of(quote));
    assert!(
        all(said[0], "*").is_empty(),
        "no element came in with the words"
    );
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn words_without_end_are_refused_in_a_sentence() {
    let (_world, mara, deal) = start().await;
    let page = mara
        .records(&deal, &"word ".repeat(2_500))
        .proving(COST)
        .await;
    page.complains("words", "more than 10000 characters");
}

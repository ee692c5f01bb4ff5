//! The team changes what one deal is judged by, with a reason that stays visible.

use crate::world::{Deal, Member, Page, World, words};
use axum::http::StatusCode;

const INSIDE: &str = "They give us something about their situation that is not public";
const COST: &str = "Someone affected says what the problem costs, in their own words";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// What the page says was changed for this deal.
fn changes(page: &Page) -> String {
    page.read("section[aria-labelledby=tailored-h]").join(" ")
}

#[tokio::test]
async fn a_dropped_verifier_is_not_waited_for_and_the_reason_stays() {
    let (_world, mara, deal) = start().await;
    let rest = mara.records(&deal, "Two drivers a week, and by June we stop.");
    rest.proving(COST)
        .proving(NOTHING_CHANGES)
        .await
        .is_recorded();
    let page = mara
        .drops(&deal, 1, INSIDE)
        .because("They are listed: all is public")
        .await;
    page.tells("Changed for this deal")
        .says("the deal can move");
    for part in [INSIDE, "They are listed: all is public", "Mara Kovač"] {
        assert!(
            changes(&page).contains(part),
            "{part} in {}",
            changes(&page)
        );
    }
    mara.advances(&deal).await.stands_at("Agreeing to change");
}

#[tokio::test]
async fn one_deal_is_changed_and_no_other() {
    let (_world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Ravello Foods").await;
    mara.drops(&deal, 1, INSIDE)
        .await
        .tells("Changed for this deal");
    let page = mara.looks_at(&other).await;
    page.says(INSIDE);
    assert_eq!(page.missing().len(), 3);
}

#[tokio::test]
async fn a_replaced_verifier_starts_anew() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Here is the file.")
        .proving(INSIDE)
        .await
        .is_recorded();
    let page = mara
        .replaces(&deal, 1, INSIDE, "They let us watch a night shift")
        .needing("done")
        .await;
    page.tells("Changed for this deal");
    assert_eq!(page.mark("They let us watch a night shift"), "nothing yet");
    let row = words(page.verifier("They let us watch a night shift"));
    assert!(
        row.contains("Needs at least done: they made or did something")
            && row.contains("made for this deal"),
        "{row}"
    );
}

#[tokio::test]
async fn a_reworded_verifier_keeps_its_evidence() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Here is the file.")
        .proving(INSIDE)
        .await
        .is_recorded();
    let page = mara
        .rewords(&deal, 1, INSIDE, "They show us their delay figures")
        .await;
    page.tells("Changed for this deal");
    assert_eq!(page.mark("They show us their delay figures"), "written");
    page.said("Here is the file.");
    let wishes = mara
        .withdraws(&deal, 1, "Here is the file.", "Misheard")
        .await;
    assert_eq!(
        wishes.mark("They show us their delay figures"),
        "nothing yet"
    );
}

#[tokio::test]
async fn rewording_behind_pulls_nothing_back() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    let page = mara
        .rewords(&deal, 1, INSIDE, "They show us their delay figures")
        .await;
    page.tells("Changed for this deal. The reason stays visible");
    assert_eq!(
        mara.looks_at(&deal)
            .await
            .stands_at("Agreeing to change")
            .news(),
        ""
    );
}

#[tokio::test]
async fn asking_for_more_behind_brings_the_deal_back() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    let page = mara
        .opens_page(&format!("{}/tailoring/new?stage=1", deal.path))
        .await;
    page.says("This deal stands further on");
    let page = mara
        .replaces(&deal, 1, INSIDE, "They let us watch a night shift")
        .await;
    page.tells("so the deal fell back").stands_at("Noticing");
    let news = page.news();
    for part in [
        "fell back from Agreeing to change to Noticing",
        "Mara Kovač changed",
        "They let us watch a night shift",
    ] {
        assert!(news.contains(part), "{part} in {news}");
    }
}

#[tokio::test]
async fn a_stage_keeps_one_verifier_and_takes_four_at_most() {
    let (world, mara, deal) = start().await;
    mara.adds(&deal, 1, "They let us watch a night shift")
        .await
        .tells("Changed for this deal");
    let before = world.events().await;
    let page = mara
        .adds(&deal, 1, "They tell us whom else they asked")
        .await;
    page.is(StatusCode::CONFLICT).says("four at most");
    assert_eq!(world.events().await, before, "nothing was written");
    for verifier in [INSIDE, COST, "They let us watch a night shift"] {
        mara.drops(&deal, 1, verifier)
            .await
            .tells("Changed for this deal");
    }
    let before = world.events().await;
    let page = mara.drops(&deal, 1, NOTHING_CHANGES).await;
    page.is(StatusCode::CONFLICT)
        .says("Every stage keeps at least one required verifier");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_the_seller_does_is_no_verifier_and_another_wording_is_offered() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    for statement in ["Proposal sent", "We gave a demo", "Discovery call held"] {
        let page = mara.replaces(&deal, 1, INSIDE, statement).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("Another wording");
        assert_eq!(page.form("#tailoring-form").value("statement"), statement);
        assert!(
            !page.read("#statement-error").join("").is_empty(),
            "it says why: {page}"
        );
        assert!(
            page.all("input[name=insist]").is_empty(),
            "a rep may not insist"
        );
        let forged = page.form("#tailoring-form").forge("insist", "yes");
        mara.sends(&forged)
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn an_admin_may_insist_on_a_wording() {
    let (world, _mara, deal) = start().await;
    let sofia = world.admin("Sofia Ruiz").await;
    let page = sofia
        .replaces(&deal, 1, INSIDE, "Proposal sent")
        .insisting()
        .await;
    page.tells("Changed for this deal");
    assert_eq!(page.mark("Proposal sent"), "nothing yet");
}

#[tokio::test]
async fn a_change_is_undone_once_and_what_it_put_away_counts_again() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Here is the file.")
        .proving(INSIDE)
        .await
        .is_recorded();
    let page = mara
        .drops(&deal, 1, INSIDE)
        .because("They are listed")
        .await;
    let hasty = page.form("form[action$='/tailoring']").fill("reason", " ");
    let refused = mara.sends(&hasty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.one("details[open] input[name=reason][aria-invalid=true]");
    let undo = page
        .form("form[action$='/tailoring']")
        .fill("reason", "They are not");
    let page = mara.sends(&undo).await;
    page.tells("That change is undone");
    assert_eq!(page.mark(INSIDE), "written");
    let again = mara.sends(&undo).await;
    assert!(!again.status.is_server_error(), "{again}");
    assert_eq!(mara.looks_at(&deal).await.mark(INSIDE), "written");
}

#[tokio::test]
async fn undoing_a_drop_behind_brings_the_deal_back() {
    let (_world, mara, deal) = start().await;
    mara.drops(&deal, 1, INSIDE).await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    let page = mara
        .undoes_tailoring(&deal, "They are not listed after all")
        .await;
    page.stands_at("Noticing");
    assert!(
        page.news()
            .contains("fell back from Agreeing to change to Noticing"),
        "{page}"
    );
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let page = mara
        .replaces(&deal, 1, INSIDE, "They let us watch a night shift")
        .because(" ")
        .await;
    page.complains("reason", "Say why, in a few words");
    let form = page.form("#tailoring-form");
    assert_eq!(form.value("statement"), "They let us watch a night shift");
    assert!(form.ticked("act")[0].starts_with("Replace one"));
    let form = form
        .fill("reason", "Fits better")
        .fill("fresh_days", "soon");
    mara.sends(&form)
        .await
        .complains("fresh_days", "A number of days");
    let page = mara.adds(&deal, 1, "  ").await;
    page.complains("statement", "What would the customer have said or done?");
    let page = mara.drops(&deal, 1, "").await;
    page.complains("verifier", "Choose which one");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn sent_twice_it_is_changed_once() {
    let (_world, mara, deal) = start().await;
    let form = mara
        .replaces(&deal, 1, INSIDE, "They let us watch a night shift")
        .form()
        .await;
    mara.sends(&form).await.tells("Changed for this deal");
    let page = mara.sends(&form).await;
    assert!(!page.status.is_server_error(), "{page}");
    let page = mara.looks_at(&deal).await;
    assert_eq!(page.all("section[aria-labelledby=tailored-h] li").len(), 1);
    assert_eq!(page.missing().len(), 3);
}

#[tokio::test]
async fn a_statement_is_one_line_that_fits() {
    let (_world, mara, deal) = start().await;
    let page = mara.adds(&deal, 1, &"They say it and ".repeat(20)).await;
    page.complains("statement", "Keep it to 160 characters");
}

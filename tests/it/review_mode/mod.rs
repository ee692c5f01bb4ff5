//! The deals to talk about, and going through them one by one.

mod reasons;

use crate::world::{Deal, Member, Page, World};
use axum::http::StatusCode;

const OVERSPENT: &str = "We counted again, and were wrong.";

async fn team() -> (World, Member, Member) {
    let world = World::new().await;
    let (mara, ana) = (
        world.rep("Mara Kovač").await,
        world.manager("Ana Lindqvist").await,
    );
    (world, mara, ana)
}

/// A deal that fell back on the customer's own words.
async fn fallen(mara: &Member, name: &str) -> Deal {
    let deal = mara.opens(name).await;
    mara.goes_through(&deal).await;
    let page = mara.looks_at_stage(&deal, 1).await;
    let statement = page.read("article.verifier h3").remove(0);
    mara.records(&deal, OVERSPENT).against(&statement).await;
    deal
}

async fn calls_further(mara: &Member, name: &str) -> Deal {
    let deal = mara.opens(name).await;
    let page = mara.opens_page(&format!("{}/details", deal.path)).await;
    let form = page.form("#details-form").choose("Really at", "Choosing");
    mara.sends(&form).await;
    deal
}

/// Amounts are said in a currency.
async fn is_worth(mara: &Member, deal: &Deal, amount: &str, currency: &str) {
    let page = mara.opens_page(&format!("{}/details", deal.path)).await;
    let form = page.form("#details-form").fill("Amount", amount);
    mara.sends(&form.choose("currency", currency)).await;
}

async fn begins(member: &Member) -> Page {
    let talk = member.opens_page("/review").await;
    member.sends(&talk.form("#sitting")).await
}

#[tokio::test]
async fn a_deal_that_fell_back_comes_first_with_the_customers_words() {
    let (_world, mara, ana) = team().await;
    calls_further(&mara, "Tolls").await;
    fallen(&mara, "Route planning").await;
    mara.opens("Nothing to say").await;
    let page = ana.opens_page("/review").await;
    assert_eq!(
        page.read("tbody th a"),
        ["Route planning", "Tolls"],
        "{page}"
    );
    page.says("2 of 3, the ones where talking is most likely to change something");
    let reasons = page.read(".reasons");
    assert!(
        reasons[0].starts_with("Fell back from Agreeing to change to Noticing on"),
        "{reasons:?}"
    );
    assert!(reasons[0].contains(OVERSPENT), "{reasons:?}");
    assert_eq!(reasons[1], "Called Choosing, proved to Noticing.");
    assert_eq!(
        page.read("tbody .voice"),
        [OVERSPENT],
        "told once, in the serif"
    );
}

#[tokio::test]
async fn among_equals_what_is_worth_more_comes_first_in_whichever_currency() {
    let (world, mara, ana) = team().await;
    for (name, amount, currency) in [
        ("Much in dollars", "3000", "USD"),
        ("More in euros", "2000", "EUR"),
        ("In francs without a rate", "90000", "CHF"),
        ("Most in dollars", "5000", "USD"),
    ] {
        let deal = calls_further(&mara, name).await;
        is_worth(&mara, &deal, amount, currency).await;
    }
    let admin = world.admin("Ines Duarte").await;
    let page = admin.opens_page("/settings/rates").await;
    let form = page.form("#rate-form").choose("currency", "USD");
    let form = form.fill("from_on", "2020-01-01").fill("rate", "0.5");
    admin.sends(&form).await;
    let order = [
        "Most in dollars",
        "More in euros",
        "Much in dollars",
        "In francs without a rate",
    ];
    let page = ana.opens_page("/review").await;
    assert_eq!(page.read("tbody th a"), order, "{page}");
    begins(&ana).await.says("Deal 1 of 4").says(order[0]);
}

#[tokio::test]
async fn a_sitting_keeps_where_one_left_off_and_is_ones_own() {
    let (world, mara, ana) = team().await;
    fallen(&mara, "Route planning").await;
    calls_further(&mara, "Tolls").await;
    let first = begins(&ana).await;
    first.is(StatusCode::OK).says("Deal 1 of 2");
    let talk = ana.opens_page("/review").await;
    let listed = talk.read(".reasons").remove(0);
    assert_eq!(
        first.read(".callout .reasons"),
        [listed],
        "both pages say the same"
    );
    let second = ana.opens_page(&first.link("Next")).await;
    second.says("Deal 2 of 2").says("Tolls");
    let elsewhere = world.another_browser_of(&ana).await;
    let talk = elsewhere.opens_page("/review").await;
    let go_on = talk.link("Go on where you left off (deal 2 of 2)");
    elsewhere.opens_page(&go_on).await.says("Deal 2 of 2");
    mara.opens_page(&go_on).await.is(StatusCode::NOT_FOUND);
    let outsider = world.elsewhere().await.admin("Olga Outsider").await;
    outsider.opens_page(&go_on).await.is(StatusCode::NOT_FOUND);
    let over = ana.opens_page(&second.link("Done")).await;
    over.says("You have gone through all 2 deals");
    let talk = ana.opens_page("/review").await;
    talk.does_not_say("Go on where you left off");
}

#[tokio::test]
async fn a_question_is_posed_on_the_way_and_told_at_the_end() {
    let (world, mara, ana) = team().await;
    let deal = fallen(&mara, "Route planning").await;
    let page = begins(&ana).await;
    let selector = format!("#{}", page.all("form.ask")[0].attr("id").expect("an id"));
    let before = world.events().await;
    let empty = page.form(&selector).forge("body", " ");
    let refused = ana.sends(&empty).await;
    refused
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("There is nothing in it yet");
    assert_eq!(world.events().await, before, "nothing was written");
    let form = page
        .form(&selector)
        .forge("body", "Who counted the second time?");
    let page = ana.sends(&form).await;
    page.tells("Posted.")
        .says("You wrote: “Who counted the second time?”");
    ana.sends(&form).await;
    let inbox = mara.opens_page("/inbox").await;
    assert_eq!(
        inbox
            .words()
            .matches("Who counted the second time?")
            .count(),
        1,
        "{inbox}"
    );
    mara.looks_at_stage(&deal, 1)
        .await
        .says("Who counted the second time?");
    let over = ana.opens_page(&page.link("Done")).await;
    over.says("Who counted the second time?");
}

#[tokio::test]
async fn a_deal_that_was_closed_meanwhile_says_so() {
    let (_world, mara, ana) = team().await;
    let deal = fallen(&mara, "Route planning").await;
    let page = begins(&ana).await;
    mara.closes(&deal, "Opened by mistake", "It is on record twice", &[])
        .await;
    let again = ana.opens_page(&page.address).await;
    again.says("This deal is closed meanwhile");
}

#[tokio::test]
async fn a_deal_on_paper_and_the_rules_can_be_read() {
    let (_world, mara, ana) = team().await;
    let deal = fallen(&mara, "Route planning").await;
    let page = ana.opens_page(&format!("{}/review", deal.path)).await;
    page.is(StatusCode::OK)
        .says("Why talk about it")
        .says("What is missing in Noticing")
        .says(OVERSPENT);
    let rules = ana.opens_page("/review/rules").await;
    rules.is(StatusCode::OK).says("for 30 days or more");
}

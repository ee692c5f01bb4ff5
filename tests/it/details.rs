//! What a person knows about a deal: opened with little, changed later, and never over somebody else's change.

use crate::world::{Deal, Member, World};
use axum::http::StatusCode;

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

#[tokio::test]
async fn a_name_and_an_account_are_enough() {
    let (_world, mara, deal) = start().await;
    let page = mara.looks_at(&deal).await;
    page.stands_at("Noticing")
        .says("Acme Freight")
        .says("Mara Kovač");
    assert_eq!(page.read("h1"), ["Route planning"]);
    assert_eq!(page.missing().len(), 3);
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mara, _deal) = start().await;
    let before = world.events().await;
    let form = mara.opens(" ").at("").form().await;
    let form = form
        .fill("Amount", "a lot")
        .fill("The customer’s own date", "soon");
    let page = mara.sends(&form.fill("Who named it?", "Rui Antunes")).await;
    page.complains("name", "What do you call this deal?")
        .complains("account", "")
        .complains("amount", "")
        .complains("customer_date", "A day looks like");
    let form = page.form("#new-opportunity");
    assert_eq!(
        (form.value("Amount"), form.value("Who named it?")),
        ("a lot", "Rui Antunes")
    );
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_deal_opened_twice_is_opened_once() {
    let (world, mara, _deal) = start().await;
    let form = mara.opens("Cold chain").at("Ravello Foods").form().await;
    let first = mara.sends(&form).await;
    first.tells("The deal is open");
    let before = world.events().await;
    let second = mara.sends(&form).await;
    second.tells("opened already");
    assert_eq!(first.address, second.address);
    assert_eq!(world.events().await, before, "nothing was opened twice");
}

#[tokio::test]
async fn an_account_that_is_on_record_is_found_again() {
    let (_world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("  ACME freight ").await;
    let account = |page: &crate::world::Page| page.link("Acme Freight");
    let (one, two) = (mara.looks_at(&deal).await, mara.looks_at(&other).await);
    assert_eq!(account(&one), account(&two));
}

#[tokio::test]
async fn the_customers_own_date_says_who_named_it() {
    let (_world, mara, _deal) = start().await;
    let form = mara.opens("Cold chain").at("Ravello Foods").form().await;
    let form = form
        .fill("The customer’s own date", "2031-06-30")
        .fill("Who named it?", "Rui Antunes");
    let page = mara.sends(&form).await;
    page.tells("The deal is open")
        .says("30 Jun 2031")
        .says("told by Rui Antunes");
}

#[tokio::test]
async fn the_owners_call_stands_beside_the_evidence() {
    let (_world, mara, deal) = start().await;
    let form = mara
        .opens_page(&format!("{}/details", deal.path))
        .await
        .form("#details-form");
    let form = form
        .choose("Really at", "Choosing")
        .fill("Odds", "60 %")
        .fill("Amount", "1,250,000");
    let page = mara.sends(&form).await;
    page.tells("Saved")
        .says("Choosing, 60 %")
        .says("further than proved");
    page.stands_at("Noticing");
}

#[tokio::test]
async fn a_colleague_reads_the_owners_call_and_leaves_it_alone() {
    let (world, mara, deal) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let address = format!("{}/details", deal.path);
    let form = mara.opens_page(&address).await.form("#details-form");
    mara.sends(&form.fill("Odds", "60")).await.tells("Saved");
    let page = jonas.opens_page(&address).await;
    page.says("60 %").says("Mara Kovač’s own opinion");
    assert!(page.read("[name^=call_]").is_empty(), "{page}");
    let form = page.form("#details-form").fill("Amount", "900");
    jonas.sends(&form).await.tells("Saved").says("60 %");
    let before = world.events().await;
    let form = jonas.opens_page(&address).await.form("#details-form");
    let page = jonas.sends(&form.forge("call_odds", "90")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("The call is Mara Kovač’s own opinion");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_manager_may_change_the_owners_call() {
    let (world, _mara, deal) = start().await;
    let edda = world.manager("Edda Lind").await;
    let address = format!("{}/details", deal.path);
    let form = edda.opens_page(&address).await.form("#details-form");
    let page = edda.sends(&form.fill("Odds", "30")).await;
    page.tells("Saved").says("30 %");
}

#[tokio::test]
async fn a_stale_form_is_refused_and_both_versions_are_shown() {
    let (world, mara, deal) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let address = format!("{}/details", deal.path);
    let form = mara.opens_page(&address).await.form("#details-form");
    let theirs = jonas.opens_page(&address).await.form("#details-form");
    jonas
        .sends(&theirs.fill("Name of the deal", "Route planning, 40 depots"))
        .await
        .tells("Saved");
    let before = world.events().await;
    let page = mara
        .sends(&form.fill("Name of the deal", "Routes").fill("Odds", "40"))
        .await;
    page.is(StatusCode::CONFLICT)
        .says("Somebody else changed this deal meanwhile");
    assert!(
        page.news().contains("Route planning, 40 depots"),
        "theirs is shown: {page}"
    );
    let form = page.form("#details-form");
    assert_eq!(
        (form.value("name"), form.value("Odds")),
        ("Routes", "40"),
        "mine is kept"
    );
    assert_eq!(world.events().await, before, "nothing was written");
    mara.sends(&form).await.tells("Saved");
    assert_eq!(mara.looks_at(&deal).await.read("h1"), ["Routes"]);
}

#[tokio::test]
async fn a_wrong_detail_is_said_beside_its_field() {
    let (world, mara, deal) = start().await;
    let before = world.events().await;
    let form = mara
        .opens_page(&format!("{}/details", deal.path))
        .await
        .form("#details-form");
    let form = form
        .fill("Odds", "250")
        .fill("Decided by", "soon")
        .fill("Name of the deal", "");
    let form = form
        .forge("owner", "somebody")
        .forge("customer_date_by", "nobody")
        .forge("call_stage", "9");
    let page = mara.sends(&form).await;
    page.complains("call_odds", "Odds are a number from 0 to 100")
        .complains("call_date", "A day looks like")
        .complains("name", "What do you call this deal?")
        .complains("owner", "Choose who owns this deal")
        .complains("customer_date_by", "Choose somebody from this account")
        .complains("call_stage", "Choose one of the stages");
    assert_eq!(page.form("#details-form").value("Odds"), "250");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn two_who_save_at_the_same_moment_do_not_overwrite_each_other() {
    let (world, mara, deal) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let form = mara
        .opens_page(&format!("{}/details", deal.path))
        .await
        .form("#details-form");
    let (one, two) = (
        form.clone().fill("name", "Mara’s"),
        form.fill("name", "Jonas’"),
    );
    let (one, two) = tokio::join!(mara.sends(&one), jonas.sends(&two));
    let mut answers = [one.status, two.status];
    answers.sort();
    assert_eq!(
        answers,
        [StatusCode::OK, StatusCode::CONFLICT],
        "{one} {two}"
    );
}

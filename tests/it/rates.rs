//! What other currencies are worth: an admin keeps a table, totals are converted by it, and what has no rate is told apart.

use crate::world::{Member, Page, World};
use axum::http::StatusCode;

async fn start() -> (World, Member, Member) {
    let world = World::new().await;
    let sofia = world.admin("Sofia Ruiz").await;
    let mara = world.rep("Mara Kovač").await;
    for (name, amount, currency) in [
        ("Cold chain", "100k", "EUR"),
        ("Night shifts", "200k", "USD"),
        ("Tolls", "40k", "CHF"),
        ("Tyres", "2k", "CHF"),
    ] {
        let form = mara.opens(name).at("Acme Freight").form().await;
        let form = form.fill("Amount", amount).choose("currency", currency);
        mara.sends(&form).await.tells("The deal is open");
    }
    (world, sofia, mara)
}

async fn keeps(admin: &Member, currency: &str, from: &str, rate: &str) -> Page {
    let page = admin.opens_page("/settings/rates").await;
    let form = page.form("#rate-form").choose("currency", currency);
    admin
        .sends(&form.fill("from_on", from).fill("rate", rate))
        .await
}

#[track_caller]
fn totals(page: &Page, sentence: &str) {
    let head = page.read(".head p")[0].clone();
    assert!(head.ends_with(sentence), "“{sentence}” in “{head}”");
}

#[tokio::test]
async fn totals_are_converted_at_todays_rate_and_the_rest_stands_apart() {
    let (_world, sofia, mara) = start().await;
    let apart =
        "4 open deals, €100k + CHF 42k without a rate (2 deals) + $200k without a rate (1 deal).";
    totals(&mara.opens_page("/pipeline").await, apart);
    keeps(&sofia, "USD", "2020-01-01", "0,8")
        .await
        .tells("Totals are converted at it from that day on");
    keeps(&sofia, "USD", "2020-06-01", "0.9").await;
    keeps(&sofia, "USD", "2199-01-01", "5").await;
    for path in ["/pipeline", "/pipeline/table"] {
        let page = mara.opens_page(path).await;
        totals(
            &page,
            "4 open deals, €280k + CHF 42k without a rate (2 deals).",
        );
        assert_eq!(
            page.read(".converted li"),
            ["1 USD = 0.9 EUR since 1 Jun 2020"]
        );
        page.says("There is no rate for CHF today")
            .says("An admin can add one.");
    }
    let page = sofia.opens_page("/pipeline").await;
    assert_eq!(page.read("#phase-notice h2 .num"), ["€280k"]);
    assert_eq!(
        page.read("#phase-notice header small"),
        ["4 deals + CHF 42k"]
    );
    let page = sofia.opens_page(&page.link("Add a rate for CHF")).await;
    assert_eq!(page.form("#rate-form").value("currency"), "CHF");
}

#[tokio::test]
async fn a_rate_is_replaced_and_ended_and_all_of_it_stays_to_be_read() {
    let (_world, sofia, mara) = start().await;
    keeps(&sofia, "USD", "2020-01-01", "0.8").await;
    let page = sofia.opens_page("/settings/rates").await;
    let page = sofia
        .opens_page(&page.link("Change USD from 1 Jan 2020 on"))
        .await;
    let form = page.form("#rate-form");
    assert_eq!(
        (
            form.value("currency"),
            form.value("from_on"),
            form.value("rate")
        ),
        ("USD", "2020-01-01", "0.8")
    );
    let page = sofia.sends(&form.fill("rate", "0.7")).await;
    assert_eq!(page.read(".rates td.num"), ["0.7", "0.8"]);
    assert_eq!(page.read(".rates .replaced th"), ["1 Jan 2020 replaced"]);
    totals(
        &mara.opens_page("/pipeline").await,
        "€240k + CHF 42k without a rate (2 deals).",
    );

    let form = page.form(".rates form");
    sofia
        .sends(&form)
        .await
        .tells("there is no rate from that day on");
    let page = sofia.sends(&form).await;
    page.tells("already recorded");
    assert_eq!(page.read(".rates td.num"), ["no rate", "0.7", "0.8"]);
    totals(
        &mara.opens_page("/pipeline").await,
        "+ $200k without a rate (1 deal).",
    );
}

#[tokio::test]
async fn what_is_no_rate_is_told_beside_its_field_and_nothing_is_written() {
    let (world, sofia, _mara) = start().await;
    let before = world.events().await;
    for (rate, sentence) in [
        ("1,234.5", "without marks between thousands"),
        ("a lot", "in figures"),
        ("0", "more than zero"),
    ] {
        let page = keeps(&sofia, "USD", "2026-01-01", rate).await;
        page.complains("rate", sentence);
        assert_eq!(page.form("#rate-form").value("rate"), rate);
    }
    keeps(&sofia, "USD", "soon", "1")
        .await
        .complains("from_on", "A day looks like");
    let page = sofia.opens_page("/settings/rates").await;
    let form = page.form("#rate-form").fill("rate", "1");
    sofia
        .sends(&form)
        .await
        .complains("currency", "Choose a currency");
    let own = form.clone().forge("currency", "EUR");
    sofia
        .sends(&own)
        .await
        .complains("currency", "needs no rate");
    let stale = form.choose("currency", "USD").forge("per", "SEK");
    let page = sofia.sends(&stale).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("The workspace’s currency is EUR now");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn rates_mean_the_currency_that_the_workspace_had_then() {
    let (_world, sofia, mara) = start().await;
    keeps(&sofia, "USD", "2020-01-01", "0.8").await;
    let turns = async |currency: &str| {
        let page = sofia.opens_page("/settings").await;
        let form = page
            .form("form[action='/settings']")
            .choose("currency", currency);
        sofia.sends(&form).await.tells("Saved");
    };
    turns("CHF").await;
    totals(
        &mara.opens_page("/pipeline").await,
        "CHF 42k + €100k without a rate (1 deal) + $200k without a rate (1 deal).",
    );
    sofia
        .opens_page("/settings/rates")
        .await
        .says("No rates yet");
    turns("EUR").await;
    totals(
        &mara.opens_page("/pipeline").await,
        "€260k + CHF 42k without a rate (2 deals).",
    );
}

#[tokio::test]
async fn an_admin_keeps_the_rates_and_a_manager_reads_them() {
    let (world, sofia, mara) = start().await;
    let ana = world.manager("Ana Lindqvist").await;
    sofia
        .opens_page("/settings/rates")
        .await
        .says("No rates yet")
        .says("2 open deals in CHF");
    keeps(&sofia, "USD", "2020-01-01", "0.8").await;
    let page = ana.opens_page("/settings/rates").await;
    page.says("1 USD = 0.8 EUR since 1 Jan 2020")
        .says("Sofia Ruiz");
    assert!(page.all("main form").is_empty());
    mara.opens_page("/settings/rates")
        .await
        .is(StatusCode::FORBIDDEN);
    let elsewhere = world.elsewhere().await.admin("Nora Newcomer").await;
    let page = elsewhere.opens_page("/settings/rates").await;
    page.says("No rates yet")
        .does_not_say("USD = 0.8")
        .does_not_say("CHF:");
}

//! Takes the README's picture from the running demo, through chromedriver on port 9515:
//! `chromedriver & cargo run --example picture -- SIGN_IN_LINK docs/opportunity.png`

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Map, json};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<()> {
    let mut given = std::env::args().skip(1);
    let link = given
        .next()
        .context("name the sign-in link of the demo's rep")?;
    let file = given.next().context("name the picture's file")?;
    let browser = browser()
        .await
        .context("is chromedriver listening on port 9515?")?;
    let picture = take(&browser, &link).await;
    browser.close().await?;
    std::fs::write(file, picture?)?;
    Ok(())
}

async fn browser() -> Result<Client> {
    let options = json!({ "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--hide-scrollbars", "--window-size=1280,1240",
    ] });
    let capabilities: Map<_, _> = [("goog:chromeOptions".to_owned(), options)]
        .into_iter()
        .collect();
    Ok(
        ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect("http://localhost:9515")
            .await?,
    )
}

/// Signs in, opens the deal that the demo's story begins with, and looks at it.
async fn take(browser: &Client, link: &str) -> Result<Vec<u8>> {
    browser.goto(link).await?;
    browser
        .find(Locator::Css("main form button"))
        .await?
        .click()
        .await?;
    let deal = browser.wait().at_most(Duration::from_secs(10));
    deal.for_element(Locator::LinkText("Acme Freight"))
        .await?
        .click()
        .await?;
    browser.wait().for_element(Locator::Css(".journey")).await?;
    Ok(browser.screenshot().await?)
}

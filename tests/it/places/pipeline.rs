//! What is kept about the pipeline: rates, views, and changes of many deals.

use crate::world::Member;

/// Rates, a view for everybody, a change of two deals, and one that was undone.
pub async fn kept(admin: &Member, mara: &Member) -> Vec<(&'static str, String)> {
    let form = mara.opens("Fleet, abroad").at("Acme Freight").form().await;
    let form = form.fill("Amount", "40k").choose("currency", "CHF");
    mara.sends(&form).await.tells("The deal is open");
    let form = mara
        .opens("Fleet, overseas")
        .at("Acme Freight")
        .form()
        .await;
    let form = form.fill("Amount", "70k").choose("currency", "USD");
    mara.sends(&form).await.tells("The deal is open");
    for rate in ["0.9", "0.92"] {
        let page = admin.opens_page("/settings/rates").await;
        let form = page.form("#rate-form").choose("currency", "USD");
        admin.sends(&form.fill("rate", rate)).await.tells("Saved");
    }
    let page = admin.opens_page("/pipeline?owner=mine").await;
    let page = admin.opens_page(&page.link("Save this view")).await;
    let form = page.form("#save-view").fill("name", "Deals of mine");
    let page = admin.sends(&form.tick("reader", "everybody")).await;
    let view = page.link("Deals of mine");
    let undone = change(mara, "2027-05-01").await;
    let page = mara
        .opens_page(&format!("/pipeline/changes/{undone}"))
        .await;
    mara.sends(&page.form("#undo")).await.tells("undone");
    let change = change(mara, "2027-06-01").await;
    vec![("{view}", view), ("{change}", change), ("{undone}", undone)]
}

/// Moves the customer's date of two deals.
async fn change(mara: &Member, day: &str) -> String {
    let page = mara.opens_page("/pipeline/table").await;
    let mut form = page.form("#bulk").fill("day", day);
    for row in &page.all("input[name=deal]")[..2] {
        form = form.add("deal", row.attr("value").unwrap_or_default());
    }
    let preview = mara.sends_as(&form, "act", "date").await;
    let page = mara.sends(&preview.form("#confirm")).await;
    let address = page.link("See what was just done, or undo it");
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

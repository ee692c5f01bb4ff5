//! What closed deals tell, with little to say yet.

use crate::world::Member;

/// A deal that was left and is looked back on, and a verifier of which a change is proposed.
pub async fn learnt(mara: &Member) -> Vec<(&'static str, String)> {
    for name in ["Scales", "Old scales"] {
        let left = mara.opens(name).at("Acme Freight").await;
        mara.names(&left, "no_budget", "There is no money for it")
            .await;
        mara.closes(&left, "Qualified out by us", "We cannot win it", &[])
            .await;
    }
    let page = mara.opens_page("/learn/qualified-out").await;
    let (left, regretted) = (page.link("Scales"), page.link("Old scales"));
    let form = mara.opens_page(&regretted).await.form("#hindsight");
    mara.sends(&form.fill("words", "They asked again in the spring"))
        .await;
    let page = mara.opens_page("/learn/verifiers").await;
    let verifier = page.all("table.learn tbody th a")[0].attr("href");
    let (verifier, _) = verifier
        .and_then(|address| address.split_once('?'))
        .expect("a verifier of a journey");
    let address = format!("{verifier}/proposals");
    let form = mara.opens_page(&address).await.form("#proposal");
    mara.sends(&form.fill("words", "Ask for a figure")).await;
    vec![
        ("{left}", left),
        ("{regretted}", regretted),
        ("{learnt}", verifier.to_owned()),
    ]
}

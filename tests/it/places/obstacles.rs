//! A deal with something in its way, what is tried, and what they promised.

use crate::world::Member;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const FILE: &str = "It is all in our file: two drivers a week, eleven percent of the kilometres, and by June the licence is gone.";

/// A deal with everything in its way, plays open and ended, and what they agreed to in every state.
pub async fn obstacles(mara: &Member) -> Vec<(&'static str, String)> {
    const COUNCIL: &str = "The works council has no seat at the table";
    let like = &mara.opens("Weighbridge").at("Acme Freight").await;
    mara.names(like, "disagreement", "Two plants want two things")
        .await;
    mara.turns(like, "Two plants want two things", "gone", "One closed")
        .await;
    let deal = mara.opens("Gate control").at("Acme Freight").await;
    let form = mara.naming(&deal, "disagreement", COUNCIL).await;
    let form = form.tick("verifier", COST).tick("person", "Ines Baptista");
    let obstacle = mara.sends(&form).await.address;
    mara.names(&deal, "season", "It is Christmas soon").await;
    mara.turns(
        &deal,
        "It is Christmas soon",
        "worked_round",
        "We begin in May",
    )
    .await;
    mara.names(&deal, "merger", "They may merge").await;
    mara.turns(&deal, "They may merge", "gone", "They do not")
        .await;
    let fatal = mara
        .names(&deal, "procurement_rule", "They buy from the state")
        .await;
    mara.turns(&deal, "They buy from the state", "fatal", "It is the law")
        .await;
    for what in ["Ask Ines for the figures", "Invite the night shift"] {
        mara.tries(&deal, what).await;
    }
    let page = mara.looks_at(&deal).await;
    let form = page.form_in("Invite the night shift", "/results");
    mara.presses("Nothing", &form).await;
    mara.records(&deal, FILE).proving(COST).await.is_recorded();
    for (what, button) in [
        ("Send the file", "They did"),
        ("Name a date", "They dropped it"),
        ("Ask the board", ""),
    ] {
        let page = mara.notes(&deal, what).await;
        let form = page.form_in(what, "/turns").fill("words", "As they said");
        if !button.is_empty() {
            mara.presses(button, &form).await;
        }
    }
    vec![
        ("{blocked}", deal.path),
        ("{obstacle}", obstacle),
        ("{fatal}", fatal.address),
    ]
}

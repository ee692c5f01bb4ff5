//! Deals wherever one can stand.

use super::team::{group, talk};
use crate::world::{Deal, Member};

const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";
const OWNER: &str = "They name one of their own who owns getting it changed";
const FILE: &str = "It is all in our file: two drivers a week, eleven percent of the kilometres, and by June the licence is gone.";

pub async fn deals(admin: &Member, mara: &Member) -> Vec<(&'static str, String)> {
    let open = async |name: &str| mara.opens(name).at("Acme Freight").await;
    let fresh = open("Route planning, 40 depots").await;
    let ready = open("Night shifts").await;
    mara.proves_all(&ready, FILE)
        .await
        .tells("the deal can move");
    admin.proves_all(&ready, "And Rui says so, too.").await;
    let moved = moved(mara).await;
    let fallen = open("Cold chain").await;
    mara.goes_through(&fallen).await;
    mara.withdraws(&fallen, 1, "Yes, we do. (Noticing)", "It was another Ines")
        .await;
    let doubted = open("Yard management").await;
    mara.proves_all(&doubted, FILE).await;
    admin
        .challenges(&doubted, 1, FILE, "Was that not last year’s file?")
        .await;
    // For the admin's own inbox.
    let settled = open("Weighbridges").await;
    mara.proves_all(&settled, FILE).await;
    admin.challenges(&settled, 1, FILE, "All of it?").await;
    mara.answers(&settled, 1, FILE, "The doubt is right", "Half of it")
        .await;
    let tailored = open("Tolls").await;
    mara.drops(&tailored, 1, INSIDE).await;
    mara.replaces(&tailored, 1, COST, "They let us watch a night shift")
        .await;
    let talked = open("Workshop").await;
    let message = talk(admin, mara, &talked).await;
    let won = won(mara).await;
    let lost = open("Tyres").await;
    mara.closes(
        &lost,
        "Lost to another supplier",
        "The other one looked safer",
        &[("rival", "Initech")],
    )
    .await;
    let held = open("Fuel cards").await;
    mara.closes(
        &held,
        "On hold",
        "",
        &[("comes_back_when", "The new plant is approved")],
    )
    .await;
    let stakeholder = group(mara, &moved).await;
    let page = mara.looks_at(&moved).await;
    vec![
        ("{stakeholder}", stakeholder),
        ("{account}", page.link("Acme Freight")),
        ("{contact}", page.link("Ines Baptista")),
        ("{fresh}", fresh.path),
        ("{ready}", ready.path),
        ("{moved}", moved.path),
        ("{fallen}", fallen.path),
        ("{doubted}", doubted.path),
        ("{tailored}", tailored.path),
        ("{talked}", talked.path),
        ("{message}", message),
        ("{won}", won.path),
        ("{lost}", lost.path),
        ("{held}", held.path),
    ]
}

/// A deal under way, with every kind of evidence.
async fn moved(mara: &Member) -> Deal {
    let deal = mara.opens("Dock scheduling").at("Acme Freight").await;
    let page = mara
        .records(&deal, FILE)
        .said_by("Ines Baptista")
        .titled("Head of Dispatch");
    page.proving(COST)
        .proving(INSIDE)
        .proving(NOTHING_CHANGES)
        .seen_at("https://acme.example/plan")
        .await;
    mara.advances(&deal).await.stands_at("Agreeing to change");
    mara.records(&deal, "I hear that Rui is to own it.")
        .proving(OWNER)
        .by("Reported by a partner")
        .await;
    let weak = mara
        .records(&deal, "We should ask the workshop, too.")
        .said_by("Rui Antunes");
    weak.proving("Someone from a second function")
        .by("Phone")
        .await
        .is_recorded();
    let old = mara
        .records(&deal, "It was on the board’s table.")
        .proving("They put the topic before");
    old.on("2024-02-01").await.is_recorded();
    let no = mara
        .records(&deal, "Nobody owns it, I am afraid.")
        .said_by("Rui Antunes")
        .against(OWNER);
    no.await.is_recorded();
    deal
}

async fn won(mara: &Member) -> Deal {
    let won = mara
        .opens("Driver app")
        .at("Acme Freight")
        .following("Short purchase")
        .await;
    for _ in 0..3 {
        mara.goes_through(&won).await;
    }
    let otherwise = mara.records(&won, "It never cost us a thing.");
    otherwise
        .against("Someone who has the problem says what it costs them")
        .await
        .is_recorded();
    won
}

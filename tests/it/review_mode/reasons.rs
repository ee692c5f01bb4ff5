//! Each rule by which a deal comes to be talked about, met by what somebody does in the product.

use crate::world::{Deal, Member, World};

const COST: &str = "Someone affected says what the problem costs, in their own words";
const BEFORE_THE_MONEY: &str = "They put the topic before someone with authority over money";
const IF_NOTHING: &str = "They say what happens if nothing changes, and by when";
const ALTERED: &str = "They alter their requirements after working with us";
const COMPARED: &str = "They compare staying with changing, and keep the result";

async fn start() -> (World, Member, Deal) {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").await;
    (world, mara, deal)
}

/// Why this deal is among those to talk about; empty: it is not.
async fn why(member: &Member) -> String {
    let page = member.opens_page("/review").await;
    page.read(".reasons").join(" ")
}

#[track_caller]
fn tells(why: &str, reason: &str) {
    assert!(
        why.to_lowercase().contains(&reason.to_lowercase()),
        "“{reason}” in “{why}”"
    );
}

#[tokio::test]
async fn a_deal_of_which_nothing_is_to_be_said_is_not_there() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    assert_eq!(why(&mara).await, "");
}

#[tokio::test]
async fn what_the_customer_said_against_it() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "It costs us nothing.")
        .against(COST)
        .await;
    let why = why(&mara).await;
    tells(&why, "Ines Baptista said otherwise on 4 Mar");
    tells(&why, "It costs us nothing.");
}

#[tokio::test]
async fn what_somebody_there_agreed_to_do_and_dropped() {
    let (_world, mara, deal) = start().await;
    let noted = mara.notes(&deal, "Send the delay figures").await;
    let form = noted.form_in("Send the delay figures", "/turns");
    let form = form.fill("If not, why?", "Their lawyer said no");
    mara.presses("They dropped it", &form).await;
    tells(
        &why(&mara).await,
        "Ines Baptista dropped what they had agreed to do (Send the delay figures)",
    );
}

#[tokio::test]
async fn a_month_without_a_word() {
    let (world, mara, deal) = start().await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    world.sleeps_until("2030-04-02").await;
    assert_eq!(why(&mara).await, "", "29 days are not quiet");
    world.sleeps_until("2030-04-03").await;
    tells(&why(&mara).await, "Nothing heard for 30 days");
}

#[tokio::test]
async fn evidence_that_has_used_up_three_quarters_of_its_time() {
    let (world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    world.sleeps_until("2030-07-16").await;
    assert!(!why(&mara).await.contains("lapses"), "134 of 180 days");
    world.sleeps_until("2030-07-17").await;
    tells(&why(&mara).await, "what it stands on lapses on");
}

#[tokio::test]
async fn one_voice_and_money_that_was_never_heard() {
    let (_world, mara, deal) = start().await;
    for stage in ["Agreeing to change", "Framing"] {
        mara.goes_through(&deal).await.stands_at(stage);
    }
    let before = why(&mara).await;
    assert!(
        !before.contains("spoken") && !before.contains("money"),
        "{before}"
    );
    mara.goes_through(&deal).await.stands_at("Choosing");
    let alone = why(&mara).await;
    tells(&alone, "only Ines Baptista has ever spoken");
    tells(&alone, "nobody has heard from whoever holds the money");
    mara.records(&deal, "I approve of it.")
        .said_by("Rui Antunes")
        .proving(COST)
        .await;
    mara.gives_a_part(&deal, "Rui Antunes", &[("role", "Budget holder")])
        .await;
    let after = why(&mara).await;
    assert!(
        !after.contains("spoken") && !after.contains("money"),
        "{after}"
    );
}

#[tokio::test]
async fn strong_on_progress_and_empty_on_change_is_on_its_way_to_do_nothing() {
    let (_world, mara, deal) = start().await;
    let fewer = mara.drops(&deal, 1, IF_NOTHING);
    fewer.because("They are shy").await;
    mara.goes_through(&deal)
        .await
        .stands_at("Agreeing to change");
    assert_eq!(why(&mara).await, "");
    let paper = mara.records(&deal, "We have told our director.");
    paper.by("Signed paper").proving(BEFORE_THE_MONEY).await;
    tells(&why(&mara).await, "on its way to do nothing");
    let paper = mara.records(&deal, "Staying is dearer by a third.");
    paper.by("Signed paper").proving(COMPARED).await;
    assert_eq!(why(&mara).await, "");
}

#[tokio::test]
async fn wanting_to_change_without_feeling_safe_is_on_its_way_to_cannot_decide() {
    let (_world, mara, deal) = start().await;
    mara.goes_through(&deal).await;
    assert_eq!(why(&mara).await, "", "nobody has asked for safety yet");
    mara.goes_through(&deal).await.stands_at("Framing");
    tells(&why(&mara).await, "on its way to cannot decide");
    let paper = mara.records(&deal, "We took your limits into our paper.");
    paper.by("Signed paper").proving(ALTERED).await;
    assert_eq!(why(&mara).await, "");
}

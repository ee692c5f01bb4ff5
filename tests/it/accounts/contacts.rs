//! The people at an account, and everything they have said.

use super::*;

#[tokio::test]
async fn a_stale_edit_of_a_contact_is_told_with_what_is_there_now() {
    let world = World::new().await;
    let (mara, tom) = (world.rep("Mara Kovač").await, world.rep("Tom Reyes").await);
    let acme = records_account(&mara, "Acme").await;
    let page = records_contact(&mara, &acme, "Ines").await;
    let edit = format!("{}/edit", contact(&page, "Ines"));
    let hers = mara.opens_page(&edit).await.form("#edit-contact");
    let his = tom.opens_page(&edit).await.form("#edit-contact");
    tom.sends(&his.fill("Title", "Buyer")).await.tells("Saved.");
    let page = mara.sends(&hers.fill("E-mail", "ines@acme.example")).await;
    page.is(StatusCode::CONFLICT).says("Buyer");
    let page = mara.sends(&page.form("#edit-contact")).await;
    page.tells("Saved.")
        .says("ines@acme.example")
        .does_not_say("Buyer");
}

#[tokio::test]
async fn somebody_who_left_stays_with_what_they_said() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.records(&deal, "Two drivers a week.")
        .said_by("Ines Baptista")
        .proving(COST)
        .await
        .is_recorded();
    let acme = mara
        .opens_page(&mara.opens_page("/accounts").await.link("Acme Freight"))
        .await;
    let ines = contact(&acme, "Ines Baptista");
    let edit = mara
        .opens_page(&format!("{ines}/edit"))
        .await
        .form("#edit-contact");
    let page = mara
        .sends(&edit.clone().fill("Left on", "2999-01-01"))
        .await;
    page.complains("left_on", "still to come");
    mara.sends(&edit.fill("Left on", "2025-01-31"))
        .await
        .tells("Saved.");
    mara.opens_page(&acme.address).await.says("has left");
    mara.opens_page(&ines).await.says("Two drivers a week.");
}

#[tokio::test]
async fn everything_a_person_said_is_on_their_page_the_latest_first() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let one = mara.opens("Route planning").at("Acme Freight").await;
    let two = mara.opens("Telematics").at("Acme Freight").await;
    mara.records(&one, "Two drivers a week.")
        .said_by("Ines Baptista")
        .proving(COST)
        .on("2025-03-01")
        .await
        .is_recorded();
    mara.records(&two, "We asked three others.")
        .said_by("Ines Baptista")
        .proving(COST)
        .on("2025-04-01")
        .await
        .is_recorded();
    mara.withdraws(&one, 1, "Two drivers a week.", "She meant another site")
        .await;
    let acme = mara
        .opens_page(&mara.opens_page("/accounts").await.link("Acme Freight"))
        .await;
    acme.says("Said 2 things");
    let page = mara.opens_page(&contact(&acme, "Ines Baptista")).await;
    assert_eq!(
        page.read("blockquote.voice"),
        ["We asked three others.", "Two drivers a week."]
    );
    assert_eq!(page.link("Telematics"), two.path);
    let taken_back = page.read(".evidence.withdrawn").join(" ");
    assert!(taken_back.contains("Two drivers a week."), "{taken_back}");
    assert!(
        taken_back.contains("She meant another site"),
        "{taken_back}"
    );
}

#[tokio::test]
async fn what_somebody_said_comes_in_pages() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    for number in 1..=21 {
        let words = format!("Word number {number}.");
        mara.records(&deal, &words)
            .said_by("Ines Baptista")
            .proving(COST)
            .await
            .is_recorded();
    }
    let acme = mara
        .opens_page(&mara.opens_page("/accounts").await.link("Acme Freight"))
        .await;
    let page = mara.opens_page(&contact(&acme, "Ines Baptista")).await;
    assert_eq!(page.all("blockquote.voice").len(), 20);
    let rest = mara.opens_page(&page.link("Earlier words")).await;
    assert_eq!(rest.read("blockquote.voice"), ["Word number 1."]);
    assert_eq!(rest.link("Back to the latest"), page.address);
}

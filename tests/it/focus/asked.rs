//! What is asked of the reader, until it is answered.

use super::*;
use crate::world::Form;

#[tokio::test]
async fn what_is_asked_of_me_waits_here_and_what_only_tells_does_not() {
    let (world, mara) = start().await;
    let ana = world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").await;
    mara.goes_through(&deal).await;
    ana.withdraws(&deal, 1, "Yes, we do. (Noticing)", "Another Ines")
        .await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, ASKED),
        [],
        "a fall-back only tells"
    );
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    ana.challenges(&deal, 1, "It costs us nights.", "Who was in the room?")
        .await;
    let told = under(&mara.opens_page("/focus").await, ASKED);
    assert!(told[0].1.contains("Who was in the room?"), "{told:?}");
    assert_eq!(under(&ana.opens_page("/focus").await, ASKED), []);
}

/// The names of what is asked.
async fn asked(member: &Member) -> Vec<String> {
    let told = under(&member.opens_page("/focus").await, ASKED);
    told.into_iter().map(|(_, words)| words).collect()
}

/// Goes where everything in the inbox leads.
async fn looks_at_all(member: &Member) {
    let inbox = member.opens_page("/inbox").await;
    for link in inbox.all(".inbox > li > p > a") {
        let address = inbox.resolve(link.attr("href").expect("an address"));
        member.opens_page(&address).await;
    }
    let inbox = member.opens_page("/inbox").await;
    assert!(inbox.all(".inbox > li.unread").is_empty(), "all is read");
}

#[tokio::test]
async fn a_doubt_waits_until_it_is_answered_however_often_it_was_looked_at() {
    let (world, mara) = start().await;
    let ana = world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").await;
    let quote = "It costs us nights.";
    mara.records(&deal, quote).proving(COST).await;
    ana.challenges(&deal, 1, quote, "Who was in the room?")
        .await;
    looks_at_all(&mara).await;
    let told = asked(&mara).await;
    assert!(
        told.len() == 1 && told[0].contains("Ana Lindqvist doubts"),
        "{told:?}"
    );
    let page = mara.opens_page("/focus").await;
    let there = page.all("[aria-labelledby='waiting-h'] li a")[0];
    let there = there.attr("href").expect("an address").to_owned();
    assert!(there.contains("?stage=1#e-"), "{there}");
    mara.answers(&deal, 1, quote, "The doubt is right", "Rui alone was.")
        .await
        .is(StatusCode::OK);
    assert_eq!(asked(&mara).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_question_waits_until_somebody_else_wrote_or_the_deal_has_ended() {
    let (world, mara) = start().await;
    let ana = world.manager("Ana Lindqvist").await;
    let (first, second) = (
        mara.opens("Route planning").await,
        mara.opens("Docks").await,
    );
    for deal in [&first, &second] {
        let page = ana.looks_at(deal).await;
        let below = all(page.verifier(COST), "article > .talk form[id^='say-ask-']");
        let form = Form::read(below[0], &page.address);
        ana.sends(&form.fill("body", "Who pays for it?")).await;
    }
    looks_at_all(&mara).await;
    assert_eq!(asked(&mara).await.len(), 2);
    let says = async |who: &Member| {
        let page = who.looks_at(&first).await;
        let below = all(
            page.verifier(COST),
            "article > .talk form[id^='say-']:not([id^='say-ask-'])",
        );
        let form = Form::read(below[0], &page.address).fill("body", "Ines does.");
        who.sends(&form).await.is(StatusCode::OK);
    };
    says(&ana).await;
    assert_eq!(asked(&mara).await.len(), 2, "who asks does not answer");
    says(&mara).await;
    let told = asked(&mara).await;
    assert!(
        told.len() == 1 && told[0].contains("about Docks"),
        "{told:?}"
    );
    world.sleeps_until("2030-03-05").await;
    mara.closes(&second, "Qualified out by us", "We cannot win it", &[])
        .await
        .tells("closed");
    assert_eq!(asked(&mara).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_session_waits_for_whom_it_invites_and_a_held_deal_for_its_owner() {
    let (world, mara) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").await;
    let page = mara
        .opens_page(&format!("{}/sessions/new", deal.path))
        .await;
    let form = page.form("#session-form").tick("invited", "Jonas Weber");
    mara.sends(&form).await;
    looks_at_all(&jonas).await;
    let told = asked(&jonas).await;
    assert!(
        told.len() == 1 && told[0].contains("invites you"),
        "{told:?}"
    );
    assert_eq!(asked(&mara).await, Vec::<String>::new());

    let held = mara.opens("Fuel cards").await;
    let when = [
        ("comes_back_when", "The plant is approved"),
        ("comes_back_on", "2030-03-20"),
    ];
    mara.closes(&held, "On hold", "", &when).await.tells("hold");
    world.sleeps_until("2030-03-19").await;
    assert_eq!(asked(&mara).await, Vec::<String>::new());
    world.sleeps_until("2030-03-20").await;
    looks_at_all(&mara).await;
    let told = asked(&mara).await;
    assert!(
        told.len() == 1 && told[0].contains("was on hold until"),
        "{told:?}"
    );
    mara.reopens(&held, "It is approved").await;
    assert_eq!(asked(&mara).await, Vec::<String>::new());
}

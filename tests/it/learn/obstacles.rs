//! What got past what was in the way, and what plays drew out.

use super::{
    counted, every_number_opens, row,
    story::{COST, Story},
};
use crate::world::Deal;

const MONEY: &str = "There is no money for it";
const FOUND: &str = "They took it from the training budget";
const PAGE: &str = "/learn/obstacles";

async fn names_and_turns(story: &Story, deal: &Deal, state: &str) {
    story.mara.names(deal, "no_budget", MONEY).await;
    if !state.is_empty() {
        story.mara.turns(deal, MONEY, state, FOUND).await;
    }
}

#[tokio::test]
async fn what_got_past_it_is_told_and_how_those_deals_ended_against_the_others() {
    let story = Story::begin().await;
    let mara = &story.mara;
    for number in 0..9 {
        let deal = story.opens(&format!("Past {number}")).await;
        names_and_turns(&story, &deal, "We worked round it").await;
        match number {
            0 => story.loses(&deal).await,
            _ => story.wins(&deal).await,
        }
    }
    for number in 0..8 {
        let deal = story.opens(&format!("Stayed {number}")).await;
        names_and_turns(
            &story,
            &deal,
            if number == 0 {
                "We cannot get past it"
            } else {
                ""
            },
        )
        .await;
        story.never_decides(&deal).await;
    }
    // Past one, and not past another of the same kind: it stayed. Open deals are not looked at.
    let half = story.opens("Half way").await;
    names_and_turns(&story, &half, "It is gone").await;
    mara.names(&half, "no_budget", "And none next year").await;
    story.loses(&half).await;
    let open = story.opens("Open").await;
    names_and_turns(&story, &open, "It is gone").await;
    let page = mara.opens_page(PAGE).await;
    let line = row(&page, "No budget");
    for part in ["9 of 18 50 %", "8 of 9 89 %", "0 of 9 0 %", "apart"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let ways = page.read(".ways li");
    assert_eq!(ways.len(), 3, "{ways:?}");
    assert!(
        ways[0].contains(FOUND) && ways[0].contains(MONEY) && ways[0].contains("Acme Freight"),
        "{ways:?}"
    );
    assert!(
        ways.iter().all(|way| way.ends_with(", won")),
        "the one that got past a part was lost: {ways:?}"
    );
    every_number_opens(mara, &page).await;
    let all = page.all(".ways + p a");
    assert_eq!(crate::world::words(all[0]), "9");
    // What got past it stands in the list of those that did, and what was in the way in the other.
    let list = mara.opens_page(all[0].attr("href").expect("a list")).await;
    let lines = list.read("table.deals tbody tr");
    assert_eq!(lines.len(), 9, "{lines:?}");
    for line in lines {
        assert!(line.contains(FOUND) && line.contains(MONEY), "{line}");
    }
    let stayed = "/learn/deals?of=obstacle&obstacle=no_budget&past=no";
    let stayed = mara.opens_page(stayed).await;
    let half = stayed.read("table.deals tbody tr");
    let half = half.iter().find(|line| line.starts_with("Half way"));
    let half = half.expect("it stayed");
    assert!(
        half.contains(MONEY) && half.contains("And none next year"),
        "{half}"
    );
    assert_eq!(
        counted(
            mara,
            "/learn/deals?of=obstacle&obstacle=no_budget&past=no&ended=lost"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn seven_that_got_past_it_are_too_few_to_say() {
    let story = Story::begin().await;
    for number in 0..7 {
        let deal = story.opens(&format!("Past {number}")).await;
        names_and_turns(&story, &deal, "It is gone").await;
        story.loses(&deal).await;
    }
    let page = story.mara.opens_page(PAGE).await;
    let line = row(&page, "No budget");
    assert!(
        line.contains("7 of 7 too few to say") && line.contains("0 of 7 too few to say"),
        "{line}"
    );
    every_number_opens(&story.mara, &page).await;
}

#[tokio::test]
async fn plays_are_counted_by_the_latest_of_what_the_customer_did() {
    let story = Story::begin().await;
    let mara = &story.mara;
    mara.opens_page(PAGE)
        .await
        .says("No play has an answer yet");
    let plays = [
        ("Ask for their file", "They did it"),
        ("Ask the driver", "They did it"),
        ("Ask the other driver", "Something else"),
        ("Ask by letter", "Nothing"),
        ("Ask at the fair", "We have not tried it"),
    ];
    for (at, (what, button)) in plays.iter().enumerate() {
        let deal = story.opens(&format!("Deal {at}")).await;
        let form = mara.trying(&deal, what).await.choose("To draw out", COST);
        mara.sends(&form).await.tells("Planned");
        if at == 0 {
            // Corrected below: the latest counts.
            let page = mara.looks_at(&deal).await;
            mara.presses("Nothing", &page.form_in(what, "/results"))
                .await;
        }
        let page = mara.looks_at(&deal).await;
        let form = page.form_in(what, "/results");
        mara.presses(button, &form.fill("In a few words", "So it was"))
            .await;
        if at == 0 {
            // The page is about the journey of which deals have closed.
            story.loses(&deal).await;
        }
    }
    let page = mara.opens_page(PAGE).await;
    let line = row(&page, "Progress");
    assert!(line.contains("2 of 4 too few to say"), "{line}");
    for part in [
        "1 they did something else",
        "1 they did nothing",
        "1 not tried",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(row(&page, COST).contains("2 of 4"), "{page}");
    every_number_opens(mara, &page).await;
    let list = mara.opens_page("/learn/deals?of=plays&result=did_it").await;
    list.says("Ask for their file");
    list.does_not_say("Ask by letter");
}

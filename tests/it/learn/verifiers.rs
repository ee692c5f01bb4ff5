//! Which verifiers went with which ends.

use super::{
    PAGES, counted, deals_at, every_number_opens, row,
    story::{COST, Story, WHY_NOW},
};
use crate::world::{questions, words};
use axum::http::StatusCode;

#[tokio::test]
async fn what_stood_a_month_in_is_held_against_what_did_not_and_every_number_opens() {
    let story = Story::told(9, 8).await;
    let early = story.opens("Early").await;
    story.leaves(&early).await;
    let mara = &story.mara;
    let page = mara.opens_page("/learn").await;
    page.says("Short purchase: deals that ever closed");
    assert!(
        row(&page, "Won").contains("9 of 18 50 % (29–71 %)"),
        "{page}"
    );
    assert!(row(&page, "Could not decide").contains("7 of 18"), "{page}");
    assert!(row(&page, "Qualified out").contains("1 of 18"), "{page}");
    let found: Vec<String> = page.read("#findings article");
    let cost = found
        .iter()
        .find(|f| f.starts_with(COST) && f.contains("were won"))
        .expect("a finding");
    let cost = cost.replace('\u{a0}', " ");
    assert!(
        cost.contains("Where it stood, more deals were won.")
            && cost.contains("Where it stood: 8 of 9 89 % (57–98 %)")
            && cost.contains("Where it did not: 1 of 8 13 % (2–47 %)"),
        "{cost}"
    );
    page.says("5 pairs of shares were looked at");
    page.says("need not have caused it");
    let all = mara.opens_page("/learn/verifiers").await;
    let line = row(&all, COST);
    for part in [
        "1 ended within the month",
        "8 of 9 89 %",
        "1 of 8 13 %",
        "apart",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    // Nobody said so within the month, though all who won said so in the end.
    let line = row(&all, WHY_NOW);
    assert!(
        line.contains("none 9 of 17") && !line.contains("apart"),
        "{line}"
    );
    // A later stage is asked only of those that came there, and they were won on the day.
    let line = row(&all, "They end what they used before");
    assert!(line.contains("9 ended within the month"), "{line}");
    let one = mara.opens_page(&all.link(COST)).await;
    for (beginning, says) in [
        ("Won", "8 of 9 89 % (57–98 %) 1 of 8"),
        ("Lost to another supplier", "1 of 9 11 % (2–43 %) 0 of 8"),
        ("Could not decide", "0 of 9 0 % (0–30 %) 7 of 8"),
        ("Done", "8 of 9"),
        ("Earlier in that month", "8 of 9"),
    ] {
        let line = row(&one, beginning);
        assert!(line.contains(says), "{says} in {line}");
    }
    let mut opened = every_number_opens(mara, &one).await;
    for path in PAGES {
        opened += every_number_opens(mara, &mara.opens_page(path).await).await;
    }
    assert!(opened > 60, "{opened} numbers");
    let list = mara
        .opens_page(one.all("tbody td a")[0].attr("href").expect("a list"))
        .await;
    list.says("Deals in which it stood a month after they came to");
}

#[tokio::test]
async fn on_what_and_how_old_is_told_for_every_end() {
    let story = Story::told(9, 8).await;
    let mara = &story.mara;
    let all = mara.opens_page("/learn/verifiers").await;
    let one = mara.opens_page(&all.link(COST)).await;
    for (end, done) in [
        ("Won", "8 of 9 89 %"),
        ("Lost to another supplier", "1 of 9 11 % (2–43 %)"),
        ("Could not decide", "0 of 9 0 %"),
    ] {
        let choices = one.all("#parts nav a");
        let choice = choices.iter().find(|choice| words(**choice) == end);
        let address = choice.and_then(|choice| choice.attr("href")).expect(end);
        let page = mara.opens_page(address).await;
        let heads = page.read("#parts thead th");
        assert_eq!(heads[1], end);
        for beginning in ["Done", "Earlier in that month"] {
            let line = row(&page, beginning);
            assert!(line.contains(done), "{end}: {line}");
        }
        every_number_opens(mara, &page).await;
    }
}

#[tokio::test]
async fn what_is_still_open_is_told_beside_what_has_closed() {
    let story = Story::told(1, 1).await;
    let mara = &story.mara;
    let open = story.opens("Slow").await;
    let held = story.opens("Held").await;
    let when = [("comes_back_when", "The budget is decided")];
    let hold = mara.closes(&held, "On hold", "They wait for the next budget", &when);
    hold.await.is(StatusCode::OK);
    let further = story.opens("Further").await;
    mara.goes_through(&further).await;
    let all = mara.opens_page("/learn/verifiers").await;
    let line = row(&all, COST);
    assert!(line.contains("3 still open"), "{line}");
    let second = row(&all, "They end what they used before");
    assert!(!second.contains("still open"), "{second}");
    every_number_opens(mara, &all).await;
    let one = mara.opens_page(&all.link(COST)).await;
    one.says("are still open. Those that take long are among them");
    every_number_opens(mara, &one).await;
    story.loses(&open).await;
    let line = row(&mara.opens_page("/learn/verifiers").await, COST);
    assert!(line.contains("2 still open"), "{line}");
}

#[tokio::test]
async fn verifiers_made_for_one_deal_are_counted_together_as_they_stood_and_open() {
    const OWN: &str = "They show us the list of their drivers";
    let story = Story::begin().await;
    let mara = &story.mara;
    let mut deals = vec![];
    for name in ["Stood", "Missing", "Early", "Late"] {
        let deal = story.opens(name).await;
        if name != "Late" {
            mara.adds(&deal, 1, OWN)
                .await
                .tells("Changed for this deal");
        }
        deals.push(deal);
    }
    let said = mara
        .records(&deals[0], "Here they are, all twelve.")
        .proving(OWN);
    said.by("Document of theirs").await.is_recorded();
    story.world.sleeps_until("2026-01-20").await;
    story.loses(&deals[2]).await;
    story.world.sleeps_until("2026-02-20").await;
    // Nobody asked it of this deal on the day of the look.
    mara.adds(&deals[3], 1, OWN).await;
    for at in [0, 1, 3] {
        story.loses(&deals[at]).await;
    }
    let page = mara.opens_page("/learn/verifiers").await;
    page.says("1 verifier stood a month after the deal came to the stage, 1 did not, and for 1 the deal ended before");
    every_number_opens(mara, &page).await;
    let lists = page.all(".apart-note a");
    let lists = lists.iter().filter_map(|link| link.attr("href"));
    for (list, name) in lists.zip(["Stood", "Missing", "Early"]) {
        assert_eq!(deals_at(mara, list).await, [name.to_owned()].into());
        mara.opens_page(list).await.says(OWN);
    }
    assert_eq!(counted(mara, "/learn/deals?of=own").await, 3);
}

#[tokio::test]
async fn seven_on_one_side_are_too_few_to_say() {
    let story = Story::told(8, 7).await;
    let page = story.mara.opens_page("/learn").await;
    assert!(page.all("#findings article").is_empty(), "{page}");
    page.says("Too few to say. A verifier says something once 8 deals have closed");
    let all = story.mara.opens_page("/learn/verifiers").await;
    let line = row(&all, COST);
    assert!(
        line.contains("1 of 7 too few to say") && !line.contains("apart"),
        "{line}"
    );
    every_number_opens(&story.mara, &all).await;
}

#[tokio::test]
async fn a_deal_that_is_reopened_counts_no_more_and_once_when_it_closes_again() {
    let story = Story::begin().await;
    let mara = &story.mara;
    let deal = story.opens("There and back").await;
    story.proves(&deal).await;
    story.world.sleeps_until("2026-03-09").await;
    story.loses(&deal).await;
    let closed = "/learn/deals?of=closed";
    assert_eq!(counted(mara, closed).await, 1);
    let page = mara.opens_page("/learn/verifiers").await;
    assert!(row(&page, COST).contains("0 of 1"), "{page}");
    mara.reopens(&deal, "They called").await.tells("open again");
    assert_eq!(counted(mara, closed).await, 0);
    mara.opens_page("/learn")
        .await
        .says("Nothing has closed yet");
    story.wins(&deal).await;
    assert_eq!(counted(mara, closed).await, 1);
    let page = mara.opens_page("/learn/verifiers").await;
    assert!(row(&page, COST).contains("1 of 1"), "{page}");
    every_number_opens(mara, &page).await;
    super::standing::sums_hold(&story.world).await;
}

#[tokio::test]
async fn what_closed_longer_ago_is_left_out_where_the_address_says_so() {
    let story = Story::begin().await;
    let mara = &story.mara;
    for (day, name) in [
        ("2026-01-06", "Old"),
        ("2026-09-01", "Newer"),
        ("2027-01-20", "New"),
    ] {
        story.world.sleeps_until(day).await;
        let deal = story.opens(name).await;
        story.loses(&deal).await;
    }
    for (since, deals) in [("", 3), ("&since=year", 3), ("&since=half", 2)] {
        let address = format!("/learn/deals?of=closed{since}");
        assert_eq!(counted(mara, &address).await, deals, "{since}");
        let page = mara.opens_page(&format!("/learn?x=y{since}")).await;
        assert!(
            row(&page, "Lost").contains(&format!("{deals} of {deals}")),
            "{page}"
        );
        every_number_opens(mara, &page).await;
    }
    story.world.sleeps_until("2027-02-01").await;
    assert_eq!(counted(mara, "/learn/deals?of=closed&since=year").await, 2);
}

#[tokio::test]
async fn nobody_is_named_and_another_workspace_sees_nothing() {
    let story = Story::told(2, 2).await;
    let stranger = story.world.elsewhere().await.manager("Nora Newcomer").await;
    let mut lists = vec![];
    for path in PAGES {
        let page = story.mara.opens_page(path).await;
        let main = words(page.one("main"));
        assert!(!main.contains("Mara"), "{path}: {main}");
        lists.extend(
            page.all("main a[href^='/learn/']")
                .iter()
                .filter_map(|link| link.attr("href").map(str::to_owned)),
        );
        let theirs = stranger.opens_page(path).await;
        assert!(
            theirs.all("main a[href^='/learn/deals']").is_empty(),
            "{theirs}"
        );
        theirs.does_not_say("Proved");
    }
    assert!(lists.len() > 20);
    for address in lists {
        let page = story.mara.opens_page(&address).await;
        let main = words(page.one("main"));
        assert!(!main.contains("Mara"), "{address}: {main}");
        let theirs = stranger.opens_page(&address).await;
        assert!(
            theirs.status == StatusCode::NOT_FOUND || !words(theirs.one("main")).contains("Proved"),
            "{address}: {theirs}"
        );
    }
}

#[tokio::test]
async fn an_unknown_question_is_not_there() {
    let story = Story::begin().await;
    for wrong in [
        "?of=people",
        "?of=verifier",
        "?of=verifier&verifier=x",
        "?of=obstacle&obstacle=x",
    ] {
        let page = story.mara.opens_page(&format!("/learn/deals{wrong}")).await;
        page.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn pages_ask_no_more_for_much_than_for_little() {
    let story = Story::begin().await;
    let lists = ["/learn/deals?of=closed", "/learn/deals?of=left"];
    let mut asked = vec![];
    for deals in [1, 6] {
        for number in 0..deals {
            let deal = story.opens(&format!("Of {deals}: {number}")).await;
            story.mara.names(&deal, "no_budget", "No money").await;
            story.leaves(&deal).await;
        }
        for path in PAGES.iter().chain(&lists) {
            story.mara.opens_page(path).await;
            asked.push((*path, questions(story.mara.opens_page(path)).await));
        }
    }
    let (little, much) = asked.split_at(PAGES.len() + lists.len());
    for ((path, little), (_, much)) in little.iter().zip(much) {
        assert_eq!(little.len(), much.len(), "{path}: {much:#?}");
        assert!(much.len() <= 9, "{path}: {much:#?}");
    }
}

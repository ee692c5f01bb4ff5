//! What customers promised, and what we tried.

use super::*;

#[tokio::test]
async fn what_they_promised_stands_until_somebody_says_what_became_of_it() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.sends(
        &mara
            .noting(&deal, "Send the delay figures")
            .await
            .fill("By which day?", "2030-03-10"),
    )
    .await;
    let told = under(&mara.opens_page("/focus").await, PROMISED);
    assert!(told[0].1.contains("Ines Baptista, by 10 Mar"), "{told:?}");
    world.sleeps_until("2030-03-11").await;
    let told = under(&mara.opens_page("/focus").await, PROMISED);
    assert!(told[0].1.contains("said by 10 Mar. Did they?"), "{told:?}");
    let page = mara.looks_at(&deal).await;
    mara.presses(
        "They did",
        &page.form_in("Send the delay figures", "/turns"),
    )
    .await;
    assert_eq!(under(&mara.opens_page("/focus").await, PROMISED), []);
}

#[tokio::test]
async fn a_promise_that_moved_stands_under_its_new_day() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    for (what, day) in [
        ("Send the figures", "2030-03-10"),
        ("Ask the lawyer", "2030-03-12"),
    ] {
        let form = mara.noting(&deal, what).await;
        mara.sends(&form.fill("By which day?", day)).await;
    }
    let told = async || under(&mara.opens_page("/focus").await, PROMISED);
    assert_eq!(names(&told().await), ["Send the figures", "Ask the lawyer"]);
    let page = mara.looks_at(&deal).await;
    let form = page.form_in("Send the figures", "/turns");
    let form = form.fill("If it moves, to which day?", "2030-03-20");
    mara.presses("It moves", &form.fill("If not, why?", "A holiday"))
        .await;
    let told = told().await;
    assert_eq!(names(&told), ["Ask the lawyer", "Send the figures"]);
    assert!(told[1].1.contains("by 20 Mar"), "{told:?}");
}

#[tokio::test]
async fn a_play_whose_day_has_passed_asks_what_they_did() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.sends(
        &mara
            .trying(&deal, "Send them the night log")
            .await
            .fill("By", "2030-03-10"),
    )
    .await;
    assert_eq!(under(&mara.opens_page("/focus").await, TRIED), []);
    world.sleeps_until("2030-03-11").await;
    let told = under(&mara.opens_page("/focus").await, TRIED);
    assert_eq!(names(&told), ["Send them the night log"]);
    assert!(
        told[0].1.contains("It was for 10 Mar. What did they do?"),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_is_to_come_stands_before_what_has_passed_and_all_of_it_has_a_page() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    let promise = async |what: String, day: &str| {
        let form = mara.noting(&deal, &what).await;
        mara.sends(&form.fill("By which day?", day)).await;
    };
    for number in 1..=14 {
        promise(
            format!("Passed {number}"),
            &format!("2030-03-{:02}", 4 + number),
        )
        .await;
    }
    promise("Next week".to_owned(), "2030-04-08").await;
    promise("Tomorrow".to_owned(), "2030-04-02").await;
    world.sleeps_until("2030-04-01").await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, PROMISED);
    let shown = ["Tomorrow", "Next week", "Passed 14", "Passed 13"];
    assert_eq!(names(&told)[..4], shown);
    assert_eq!(told.len(), 12);
    let coming = mara.opens_page(&page.link("All of it")).await;
    assert_eq!(coming.read(".promises li > a"), ["Tomorrow", "Next week"]);
    let passed = mara.opens_page(&coming.link("Their day has passed")).await;
    let all: Vec<String> = (1..=14).rev().map(|n| format!("Passed {n}")).collect();
    assert_eq!(passed.read(".promises li > a"), all);
    // What is further back than the first page looks is still among all of them.
    world.sleeps_until("2030-07-15").await;
    assert_eq!(under(&mara.opens_page("/focus").await, PROMISED), []);
    let passed = mara.opens_page("/focus/promises?which=passed").await;
    assert_eq!(passed.all(".promises li").len(), 16);
}

#[tokio::test]
async fn all_promises_go_on_page_by_page_and_none_is_another_owners() {
    let (world, mara) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").await;
    mara.notes(&deal, "Send the figures").await;
    let more = "insert into commitment (workspace_id, id, opportunity_id, contact_id, what, by_on, said_on, said_how, member_id)
        select k.workspace_id, gen_random_uuid(), k.opportunity_id, k.contact_id, 'Promise ' || n, date '2030-06-01' + n / 3,
            k.said_on, k.said_how, k.member_id
        from commitment k, generate_series(1, 60) n where k.said_on is not null";
    behind(
        &world,
        &format!("alter table commitment disable trigger all; {more}"),
    )
    .await;
    let mut page = mara.opens_page("/focus/promises").await;
    let mut found = page.read(".promises li > a");
    assert_eq!(found.len(), 50);
    page = mara.opens_page(&page.link("50 more")).await;
    found.extend(page.read(".promises li > a"));
    let all = found.len();
    found.sort();
    found.dedup();
    assert_eq!((all, found.len()), (61, 61), "each once");
    let page = jonas.opens_page("/focus/promises?owner=mine").await;
    page.says("Nothing is agreed");
}

#[tokio::test]
async fn nobody_looks_through_what_one_colleague_tried() {
    let (world, mara) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").await;
    let form = mara.trying(&deal, "Send them the night log").await;
    mara.sends(&form.fill("By", "2030-03-10")).await;
    world.sleeps_until("2030-03-11").await;
    let shown = async |who: &Member, owner: &str| {
        let page = who.opens_page(&format!("/focus?owner={owner}")).await;
        under(&page, TRIED).len()
    };
    assert_eq!(shown(&mara, "mine").await, 1);
    assert_eq!(shown(&jonas, "all").await, 1);
    assert_eq!(shown(&jonas, &mara.id.to_string()).await, 0);
}
